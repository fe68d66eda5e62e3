"""The visitor's clock: which zone, and how moments read in it and at the venue. No tables.

Addresses: /time-zone/ (GET the list, POST chooses); ?tz=Europe/Berlin on any page shows that page in that zone.
Who wins: ?tz, then the cookie, then the venue. `middleware` decides, `clock` writes, `zones` finds.
Knows only the hall; whoever shows times is given the venue's zone by its caller.
"""
