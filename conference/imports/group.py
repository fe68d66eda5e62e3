"""Every talk gets a session, and every session its span: what the file leaves out and follows from the rest."""

from dataclasses import replace
from datetime import timedelta

from conference.columns import title_of_made

from .moments import named
from .rows import UNSAID, SessionRow


def grouped(programme):
    """The programme with talks of no session put into one by day, room and track; whatever is added is `derived`."""
    made, talks = {}, []
    for talk in programme.talks:
        if talk.session:
            talks.append(talk)
            continue
        day = day_of(talk, programme)
        key = "|".join(["made", str(day or ""), talk.room or "", talk.track or ""])
        made.setdefault(key, new_session(key, talk, day))
        talks.append(replace(talk, session=key, derived=talk.derived | {"session"}))
    of_session = {}
    for talk in talks:
        of_session.setdefault(talk.session, []).append(talk)
    sessions = [spanned(session, of_session.get(session.key, [])) for session in (*programme.sessions, *made.values())]
    return replace(programme, sessions=tuple(sessions), talks=tuple(talks))


def day_of(talk, programme):
    """The conference day: the file's, else that of the clock at the venue, where known."""
    if talk.day or not talk.start:
        return talk.day or None
    start, zone = talk.start, named(programme.zone)
    if start.tzinfo and zone:
        start = start.astimezone(zone)
    early = bool(programme.day_begins) and start.time() < programme.day_begins
    return start.date() - timedelta(days=early)


def new_session(key, talk, day):
    return SessionRow(
        where=talk.where,
        key=key,
        title=title_of_made(talk.track, talk.room),
        day=day or UNSAID,
        room=talk.room or UNSAID,
        track=talk.track or UNSAID,
        derived=frozenset({"title", "day", "room", "track"}),
    )


def spanned(session, talks):
    """The session with the start, end and room that its talks give it, where the file does not say them."""
    gained = {}
    if session.start is UNSAID and session.end is UNSAID:
        starts = [talk.start for talk in talks if talk.start]
        ends = [talk.end or talk.start for talk in talks if talk.start]
        if starts and len({start.tzinfo is None for start in (*starts, *ends)}) == 1:
            gained |= {"start": min(starts), "end": max(ends)}
    for name in ("room", "day"):
        values = {getattr(talk, name) for talk in talks}
        if getattr(session, name) is UNSAID and len(values) == 1 and (value := values.pop()):
            gained[name] = value
    return replace(session, **gained, derived=session.derived | set(gained)) if gained else session
