"""The draft of a programme as plain values: what the checks look at. Pure.

Moments are in UTC: two moments of one other zone would be compared by its clock, which repeats an hour in autumn.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from conference import tex
from conference.programme import days

LONGEST = 80  # characters of a name in a sentence


class Called:
    """What has a name in TeX."""

    @cached_property
    def label(self):
        """Its name in plain text, in one line and not too long for a sentence."""
        text = " ".join(tex.to_text(self.name).split()) or f"{self.model} {self.key}"
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


class Kind(NamedTuple):
    is_talk: bool = True
    parallel: bool = False


ORAL = Kind()


@dataclass(eq=False)
class Room(Called):
    key: int
    name: str
    sessions: list = field(default_factory=list, repr=False)
    talks: list = field(default_factory=list, repr=False)

    model = "room"


@dataclass(eq=False)
class Person(Called):
    key: int
    name: str
    slug: str = ""
    moderates: list = field(default_factory=list, repr=False)
    presents: list = field(default_factory=list, repr=False)

    model = "person"


@dataclass(eq=False)
class Placed(Called):
    """What a session and a talk have in common."""

    key: int
    title: str
    start: datetime | None = None
    end: datetime | None = None
    cancelled: bool = False
    foreign_id: str = ""
    slug: str = ""
    public: bool = False
    room: Room | None = None
    people: list = field(default_factory=list, repr=False)  # moderators of a session, speakers of a talk

    @property
    def name(self):
        return self.title

    @property
    def takes_time(self):
        """Whether it keeps people and rooms busy from its start to its end."""
        return bool(not self.off and self.start and self.end and self.start < self.end)


@dataclass(eq=False)
class Session(Placed):
    timeline: list = field(default_factory=list, repr=False)
    named_by_place: bool = False  # as an import names what it makes of talks without a session

    model = "session"

    @property
    def is_made(self):
        """Whether it only holds talks of a room: those take the room, it has no span of its own and no moderators."""
        return self.named_by_place and bool(self.timeline) and not self.people

    @property
    def off(self):
        return self.cancelled

    @property
    def place(self):
        return self.room


@dataclass(eq=False)
class Talk(Placed):
    session: Session | None = field(default=None, repr=False)  # None only where it is of another conference
    kind: Kind = ORAL

    model = "talk"

    @property
    def off(self):
        return self.cancelled or self.session.cancelled

    @property
    def place(self):
        return self.room or self.session.room


@dataclass(eq=False)
class Programme:
    """A conference with all its draft, linked both ways."""

    key: str  # its slug
    first_day: date
    last_day: date
    zone: ZoneInfo
    day_begins: time = time(0)
    published: bool = True
    rooms: list = field(default_factory=list, repr=False)
    people: list = field(default_factory=list, repr=False)
    sessions: list = field(default_factory=list, repr=False)
    talks: list = field(default_factory=list, repr=False)
    astray: list = field(default_factory=list, repr=False)  # sessions and talks tied to another conference

    model = "programme"

    def __post_init__(self):
        for session in self.sessions:
            if session.room:
                session.room.sessions.append(session)
            for person in session.people:
                person.moderates.append(session)
        for talk in self.talks:
            talk.session.timeline.append(talk)
            if talk.place:
                talk.place.talks.append(talk)
            for person in talk.people:
                person.presents.append(talk)

    def day_of(self, moment):
        """The day of the conference that a moment belongs to, at the venue."""
        return days.day_of(moment, self.zone, self.day_begins)

    def suppose(self, times):
        """Give sessions and talks other times, {(model, primary key): (start, end)}: what if they were so?"""
        for entry in (*self.sessions, *self.talks):
            entry.start, entry.end = times.get((entry.model, entry.key), (entry.start, entry.end))

    def page_of(self, thing):
        """Name and arguments of its public address; () where attendees cannot see it."""
        if not self.published or thing.model == "room":
            return ()
        if thing.model == "person":
            seen = any(entry.public for entry in (*thing.moderates, *thing.presents))
        else:
            seen = thing.public
        if thing.model == "talk" and not thing.kind.is_talk:
            return self.page_of(thing.session) if seen and thing.session else ()
        return (f"programme:{thing.model}", self.key, thing.slug) if seen else ()
