"""What each release changed, for attendees.

Addresses: /<year>/changes/ and its Atom feed /<year>/changes.atom.
No tables of its own: Release and Change are the programme's, which also has the verb that makes them.
Knows the hall, timezones and programme.
"""
