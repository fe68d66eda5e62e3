"""Now and next: what is on in each room, how long still, what follows. No tables.

Addresses: /<year>/now/, of any minute by ?at=2021-05-05T03:20 (the visitor's clock, or with an offset).
`board` says what is on and until when that is true, `asking` reads the minute; both are pure. `loading` finds the few
sessions around a moment; the tag `now_strip` puts them in a line on today's page.
The page asks for itself again: minutes are replaced where they stand, the rest only once something begins or ends.
Knows the hall, programme and timezones.
"""
