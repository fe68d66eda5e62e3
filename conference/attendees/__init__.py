"""Bookmarks and My Schedule, without an account.

Addresses: /<year>/talks/<talk>/bookmark and /<year>/sessions/<session>/bookmark (POST), /<year>/my-schedule/ and what
is below it: the links that open it on another device, share it and tell what changed; /cookies/.
Models: Attendee, Device, SecretAddress, Bookmark, Seen. A device is a random key in a signed cookie; of keys and
addresses the database has only hashes (`sealing`). `news` tells what changed, `overlaps`, `timetable` and
`alternatives` how a day fits, `devices`, `sharing`, `secret_addresses`, `leaving`, `feed` and `table` are views.
Knows the hall, timezones, tex and programme.
"""
