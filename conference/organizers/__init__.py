"""The organizers' desk: the admin, in the site's look. No tables.

Addresses: /admin/. Rights: staff with Django's permissions on the programme's models; nobody else gets in.
Each page is in one conference's time zone: `desk` finds which, `times` reads and writes its clock,
`filters` and `inlines` offer what belongs to it, `history` tells who changed what from what to what.
Knows the hall and programme.
"""
