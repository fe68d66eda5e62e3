"""Import: what an organizer's file says, what it would do to a conference, and doing it.

Addresses: /organize/<year>/import/, /organize/import/new/ and below; `manage.py import_programme` does the same.
Models: Upload (a file between two steps, a day at most), Import (the log). `rehearsal` compares, `applying` writes.
The reading half is pure: `readers.read(bytes)` recognises the format from the content and gives a Reading, which holds
a Programme of rows, findings, and questions where the file leaves something open. `group.grouped` gives every talk of
a flat programme a session. Nothing here knows models; a broken or hostile file is a finding, never an exception.
"""
