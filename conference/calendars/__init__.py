"""iCalendar: every page's dates as a file and a subscription. No tables.

Addresses: a page's address without its last slash, plus .ics; of bookmarks, /<year>/my-schedule/<secret>.ics for all
of them, and behind <secret>/ those of a day or a search.
`feeds` turns sessions and talks into calendars, `views` finds them and answers 304 where nothing changed.
Knows the hall, attendees, search and programme.
"""
