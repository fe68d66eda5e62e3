"""Find and filter: the talks, sessions and people of a year by their words, talks by their facets.

Addresses: /<year>/search/ with q, day, kind, track, room, session and mine, each left out or combined.
`fold` says which texts are alike; `index` keeps what is folded up to the conference's revision; `sqlite` and
`postgresql` find in it, each by its own full text search; `ranking` keeps what they find as sets of places in the
programme's catalogue, and `finding` narrows and counts these, so that nothing is found that the visitor may not see;
`marking` shows where it was found. What no question changes, `rows` and `frame` keep as a `mould`.
Knows the hall, programme and attendees.
"""
