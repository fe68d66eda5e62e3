"""Times that cannot be, or are not complete. Pure."""

from datetime import timedelta
from operator import attrgetter

from conference.timezones import clock

from .conflict import Severity
from .sweep import meeting, merged, overlaps, spans_of
from .words import conflict, long, title, when

GAP = timedelta(minutes=5)


def end_before_start(entry, programme):
    if not entry.off and entry.start and entry.end and entry.end < entry.start:
        sentence = f"{title(entry)} ends before it starts: {when(entry, programme)}."
        yield conflict(programme, Severity.ERROR, "end_before_start", sentence, entry)


def half_a_time(entry, programme):
    if entry.off or bool(entry.start) == bool(entry.end):
        return
    has, lacks = ("start", "end") if entry.start else ("end", "start")
    sentence = f"{title(entry)} has {'a start' if entry.start else 'an end'}, {when(entry, programme)}, but no {lacks}."
    yield conflict(programme, Severity.HINT, f"{has}_alone", sentence, entry)


def session_on_other_day(session, programme):
    return on_other_day(session, programme)


def talk_on_other_day(talk, programme):
    """Where all its session is on that day, the session is told."""
    session = talk.session
    if not (talk.start and session.start and programme.day_of(talk.start) == programme.day_of(session.start)):
        yield from on_other_day(talk, programme)


def on_other_day(entry, programme):
    if entry.off or not entry.start or programme.first_day <= programme.day_of(entry.start) <= programme.last_day:
        return
    day = programme.day_of(entry.start)
    before = day < programme.first_day
    bound, verb = (programme.first_day, "begins") if before else (programme.last_day, "ends")
    sentence = (
        f"{title(entry)} is on {when(entry, programme)} {day.year}, {'before' if before else 'after'} "
        f"the conference {verb} on {clock.short_date(bound)} {bound.year}."
    )
    yield conflict(programme, Severity.ERROR, "other_day", sentence, entry)


def outside_session(talk, programme):
    session = talk.session
    if talk.off or not talk.start or not session.takes_time:
        return
    end = talk.end or talk.start
    if session.start <= talk.start and end <= session.end and talk.start < session.end:
        return
    told = f"its session {title(session)}, {when(session, programme, after=talk)}"
    if session.start <= talk.start < session.end:
        sentence = f"{title(talk)}, {when(talk, programme)}, ends {long(end - session.end)} after {told}."
    else:
        sentence = f"{title(talk)}, {when(talk, programme)}, is outside {told}."
    yield conflict(programme, Severity.ERROR, "outside_session", sentence, talk, session)


def overlap_inside(session, programme):
    """Pairs of entries, of which not both are of a kind that takes place side by side."""
    posters = [entry for entry in session.timeline if entry.kind.parallel]
    others = [entry for entry in session.timeline if not entry.kind.parallel]
    for pair in overlaps(spans_of(others) + merged(spans_of(posters))):
        one, other = meeting(*pair)
        sentence = (
            f"{title(one)}, {when(one, programme)}, and {title(other)}, {when(other, programme, after=one)}, "
            f"overlap in {title(session)}."
        )
        yield conflict(programme, Severity.ERROR, "overlap_inside", sentence, one, other, session)


def is_on(entry):
    """Whether something is to be seen of it in its session."""
    start, end, session = entry.start, entry.end, entry.session
    return not entry.off and start and session.start <= start < session.end and (end is None or start <= end)


def gaps(session, programme):
    """Where nothing is on between two entries, or after the last."""
    if not session.takes_time or session.is_made:
        return
    reach = last = None
    for entry in sorted(filter(is_on, session.timeline), key=attrgetter("start")):
        if reach and entry.start - reach >= GAP:
            sentence = (
                f"Nothing is on for {long(entry.start - reach)} between {title(last)} and {title(entry)} "
                f"in {title(session)}, {when(session, programme)}."
            )
            yield conflict(programme, Severity.HINT, "gap", sentence, session, last, entry)
        if reach is None or entry.end is None or entry.end > reach:
            reach, last = entry.end, entry  # None: nobody knows whether a gap follows
    if reach and session.end - reach >= GAP:
        rest = long(session.end - reach)
        sentence = f"Nothing is on for the last {rest} of {title(session)}, {when(session, programme)}."
        yield conflict(programme, Severity.HINT, "gap_at_end", sentence, session, last)
