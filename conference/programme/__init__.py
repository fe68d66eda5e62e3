"""The core: what is on, when, where and by whom.

Addresses: / and everything of a year that is a page: the year, a day, a session, a talk, people, a person.
Models: Conference, Room, Track, Kind, Person, Session, Talk and its Links; the relations Authorship and Moderatorship.
Every page and feed enters a year by `door.enter`; every change raises the year's revision in `revision`;
`rights` answers who may do what in which conference, by a Duty.
Knows the hall and `tex`; does not know that bookmarks, calendars or releases exist.
"""
