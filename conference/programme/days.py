"""Dates, and what starts on them, in a named zone. Pure: no database, no current time."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

YEARS = range(1970, 2200)  # Moments near the ends of the calendar cannot be shown in every zone.


def day_of(start, zone, begins=time(0)):
    """The date that a moment belongs to in a zone whose days begin at `begins` on its clock."""
    local = start.astimezone(zone)
    return local.date() - timedelta(days=local.time() < begins)


def span(day, zone, begins=time(0)):
    """The UTC moments at which a date begins and ends: 23, 24 or 25 hours apart."""
    bounds = (datetime.combine(date, begins, zone) for date in (day, day + timedelta(days=1)))
    return tuple(bound.astimezone(UTC) for bound in bounds)


@dataclass
class Slot:
    """The sessions of a day that start together; breaks stand alone."""

    start: datetime
    sessions: list
    is_break: bool = False

    @property
    def end(self):
        """The end that most of them share; None where none is known."""
        ends = Counter(session.end for session in self.sessions if session.end)
        return max(ends, key=lambda end: (ends[end], -end.timestamp()), default=None)


def slots(sessions):
    """Slots by start, of sessions in their order, each with its `timeline`."""
    found = []
    for (start, is_break), group in groupby(sessions, key=lambda session: (session.start, is_pause(session))):
        together = list(group)
        found += [Slot(start, [alone], True) for alone in together] if is_break else [Slot(start, together)]
    return found


def is_pause(session):
    """Whether nothing but plain entries happens in it: a coffee break, lunch."""
    return bool(session.timeline) and not any(entry.kind.is_talk for entry in session.timeline)


def is_solo(session):
    """Whether it is there for the one talk that it shares its title with, such as a keynote."""
    return [entry.title for entry in session.timeline] == [session.title] and session.timeline[0].kind.is_talk


def only_session(sessions):
    """The one session of a day whose talks are listed directly; None on all other days."""
    if len(sessions) != 1 or is_pause(sessions[0]) or is_solo(sessions[0]) or not sessions[0].timeline:
        return None
    return sessions[0]


def tally(timeline):
    """(kind, how many) for the talks of a timeline, in the kinds' order."""
    kinds = Counter(entry.kind for entry in timeline if entry.kind.is_talk)
    return sorted(kinds.items(), key=lambda pair: (pair[0].order, pair[0].name))


def neighbours(timeline, talk):
    """The entries before and after a talk in its session; None at either end."""
    at = timeline.index(talk)
    return (timeline[at - 1] if at else None), (timeline[at + 1] if at + 1 < len(timeline) else None)
