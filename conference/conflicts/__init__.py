"""What cannot be, or hardly, in the draft of a programme: clashes, gaps, what is missing. No tables.

`loading.load(conference)` makes plain values of the draft (`draft`), `checks.find(programme)` makes Conflicts of
them, `conflict.about(conflicts, item)` keeps those of one session, talk, person or room. The checks stand by
subject in `times`, `places`, `people` and `ids`; they are pure, and share `sweep` (overlaps) and `words`.
Knows the hall, tex, timezones and programme.
"""
