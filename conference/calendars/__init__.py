"""iCalendar: every page's dates as a file and a subscription. No tables.

Addresses: a page's address without its last slash, plus .ics; and /<year>/my-schedule/<secret>.ics.
`feeds` turns sessions and talks into calendars, `views` finds them and answers 304 where nothing changed.
Knows the hall, attendees and programme.
"""
