"""A room in which two sessions are at once. Pure."""

from collections import defaultdict

from .conflict import Severity
from .sweep import meeting, merged, overlaps, spans_of
from .words import conflict, named, title, when


def room_twice(room, programme):
    """Two sessions, or talks of two, at once. What overlaps inside one session is told of the session."""
    by_session = defaultdict(list)
    for session in room.sessions:
        if not session.is_made:
            by_session[session.key].append(session)
    for talk in room.talks:
        by_session[talk.session.key].append(talk)
    taken = [span for entries in by_session.values() for span in merged(spans_of(entries))]
    for pair in overlaps(taken):
        one, other = meeting(*pair)
        sentence = (
            f"{named(room)} is taken twice: by {title(one)}, {when(one, programme)}, "
            f"and {title(other)}, {when(other, programme, after=one)}."
        )
        yield conflict(programme, Severity.ERROR, "room_twice", sentence, room, one, other)
