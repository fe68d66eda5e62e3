"""The organizers' desk and the admin, in the site's look. No tables.

Addresses: /admin/; /organize/<year>/ with its preview, put-back and release, and the times of each session there.
Rights: by duty in the conference (`reach`), which its organizers share out (`duties`); `accounts` are superusers'.
Each page is in one conference's time zone: `desk` finds which, `times` reads and writes its clock,
`filters` and `inlines` offer what belongs to it, `history` tells who changed what from what to what,
`seen` tells the second of two organizers what the first saved, `session_times` asks for other times and previews them.
Knows the hall, the ground floor, conflicts, logins and programme.
"""
