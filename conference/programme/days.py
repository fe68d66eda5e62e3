"""Dates, and what starts on them, in a named zone. Pure: no database, no current time."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

YEARS = range(1970, 2200)  # Moments near the ends of the calendar cannot be shown in every zone.


def day_of(start, zone, begins=time(0)):
    """The date that a moment belongs to in a zone whose days begin at `begins` on its clock: the one in whose span
    it is."""
    day = start.astimezone(zone).date()
    if start < first_moment(day, zone, begins):
        return day - timedelta(days=1)
    # Clocks that are set back over midnight show the old date again.
    return day + timedelta(days=start >= first_moment(day + timedelta(days=1), zone, begins))


def span(day, zone, begins=time(0)):
    """The UTC moments at which a date begins and ends: 23, 24 or 25 hours apart."""
    return tuple(first_moment(each, zone, begins) for each in (day, day + timedelta(days=1)))


@lru_cache(maxsize=4096)
def first_moment(day, zone, begins=time(0)):
    """The UTC moment at which a zone's clock first shows this date and time, or has jumped over them."""
    wanted = datetime.combine(day, begins)
    late, early = (wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # Equal on most days. Where the clock shows it twice, `late` is the first of both; where it never does, the jump
    # is between.
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wanted:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


UNSAID = timedelta(hours=1)  # how long something without an end counts as on


def ends(item):
    """The moment from which something that has a start is no longer on."""
    return item.end or item.start + UNSAID


def is_on(item, at):
    """Whether a session or an entry takes place at a moment."""
    return bool(item.start) and item.start <= at < ends(item) and not item.cancelled


@dataclass
class Slot:
    """The sessions of a day that start together; breaks stand alone."""

    start: datetime
    sessions: list
    is_break: bool = False

    @property
    def end(self):
        """The end that most of them share; None where none is known."""
        found = Counter(session.end for session in self.sessions if session.end)
        return max(found, key=lambda end: (found[end], -end.timestamp()), default=None)


def slots(sessions):
    """Slots by start, of sessions in their order, each with its `timeline`."""
    found = []
    for (start, is_break), group in groupby(sessions, key=lambda session: (session.start, is_pause(session))):
        together = list(group)
        found += [Slot(start, [alone], True) for alone in together] if is_break else [Slot(start, together)]
    return found


@dataclass
class Present:
    """What of a day's slots, or of its only session's entries, is on; what comes next; and until when that is so."""

    on: list
    next: object | None
    until: datetime | None

    @property
    def first(self):
        """Where to open the day."""
        return self.on[0] if self.on else self.next


def present(slots, only, at):
    """The Present at a moment, of a day's slots and its `only_session`."""
    listed = [(entry, [entry]) for entry in only.timeline] if only else [(slot, slot.sessions) for slot in slots]
    parts = [(item, part) for item, held in listed for part in held if part.start]
    on = [item for item, part in parts if is_on(part, at)]
    following = next((item for item, part in parts if part.start > at), None)
    bounds = [bound for _, part in parts for bound in (part.start, ends(part)) if bound > at]
    return Present(on, following, min(bounds, default=None))


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
