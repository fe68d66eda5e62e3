"""What is on at a moment, what follows, and until when that is true. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from conference.programme.days import ends


@dataclass
class Running:
    """A session whose time it is, with the entries of its `timeline` whose time it is; some may be cancelled."""

    session: object
    at: datetime

    @property
    def is_on(self):
        return not self.session.cancelled

    @property
    def entries(self):
        """Those whose time it is, but for the plain one that a break consists of: it says nothing more."""
        due = [entry for entry in self.session.timeline if entry.start and entry.start <= self.at < ends(entry)]
        return [entry for entry in due if self.is_on and (entry.kind.is_talk or entry.title != self.session.title)]

    @property
    def ending(self):
        """Those of them that end otherwise than the session does."""
        return [e for e in self.entries if e.end and e.end != self.session.end and not e.cancelled]

    @property
    def next(self):
        """The entry that follows in the session."""
        later = [entry for entry in self.session.timeline if entry.start and entry.start > self.at]
        open_ones = [entry for entry in later if self.is_on and not entry.cancelled]
        return min(open_ones, key=lambda entry: entry.start, default=None)

    @property
    def boundaries(self):
        """When something of it begins or ends."""
        timed = [self.session, *(entry for entry in self.session.timeline if entry.start)]
        return [bound for each in timed for bound in (each.start, ends(each))]


@dataclass
class Here:
    """A room in which something is on or would be: its sessions, and the one that follows there."""

    room: object | None
    running: list[Running]
    then: object | None = None


@dataclass
class Board:
    """`here` in the order of rooms; `waiting` are the sessions that come next where nothing is on, by start.

    All of it holds until the moment `until`, None for ever.
    """

    at: datetime
    here: list[Here] = field(default_factory=list)
    waiting: list = field(default_factory=list)
    until: datetime | None = None

    @property
    def running(self):
        return [each for here in self.here for each in here.running]

    @property
    def on(self):
        """The sessions that do take place."""
        return [each.session for each in self.running if each.is_on]

    @property
    def next(self):
        """The sessions that start together next, where it is nothing's time."""
        return [] if self.here else [each for each in self.waiting if each.start == self.waiting[0].start]


def board(at, present, upcoming, horizon=None):
    """The Board at a moment, of the sessions whose time it is, in the order of rooms and with their timelines, and of
    those that start later, by start; nothing is known of what starts after the horizon."""
    following = first_of_each_room(upcoming)
    here = []
    for room, sessions in groupby(present, key=lambda session: session.room):
        running = [Running(session, at) for session in sessions]
        here.append(Here(room, running, following.pop(room, [None])[0] if room else None))
    waiting = sorted((each for group in following.values() for each in group), key=lambda session: session.start)
    running = [each for place in here for each in place.running]
    bounds = [bound for each in running for bound in each.boundaries] + [each.start for each in upcoming] + [horizon]
    return Board(at, here, waiting, min((bound for bound in bounds if bound and bound > at), default=None))


def first_of_each_room(upcoming):
    """The next session of each room, as lists; under None all those without a room that start first."""
    found = {}
    for session in upcoming:
        group = found.setdefault(session.room, [])
        if not session.cancelled and (not group or (session.room is None and session.start == group[0].start)):
            group.append(session)
    return {room: group for room, group in found.items() if group}
