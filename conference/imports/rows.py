"""What a file says: a Programme of rows; and what is to be told or asked about it.

A row carries only what the file says. `UNSAID` means that the file has no such column or element, which is not the same
as an empty one: "" or None says that there is nothing. Moments are aware, or naive where the zone is not known.
`day` is the conference's day, which for what starts after midnight is the day before the calendar's.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from enum import Enum


class Unsaid(Enum):
    UNSAID = "unsaid"

    def __bool__(self):
        return False

    def __repr__(self):
        return "UNSAID"


UNSAID = Unsaid.UNSAID
Severity = Enum("Severity", [(word, word) for word in ("refusal", "error", "warning")], type=str)


@dataclass(frozen=True, kw_only=True)
class Row:
    """`where` is for messages: "line 7", "B7", "day 2, Curie, entry 3"."""

    where: str = ""

    def said(self):
        """What the file says, by name; without where it says so."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in values.items() if value is not UNSAID and name not in NOT_SAID}


NOT_SAID = {"where", "derived"}


@dataclass(frozen=True, kw_only=True)
class PersonRow(Row):
    """Two of them are one person only if `key` is the same: the file's id and the name, or without an id the name."""

    name: str
    guid: str | Unsaid = UNSAID
    foreign_id: str | Unsaid = UNSAID
    number: int | Unsaid = UNSAID

    @property
    def key(self):
        return (self.guid or self.foreign_id or str(self.number or ""), self.name)


@dataclass(frozen=True, kw_only=True)
class LinkRow(Row):
    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Placed(Row):
    """What sessions and talks have in common."""

    title: str
    guid: str | Unsaid = UNSAID
    foreign_id: str | Unsaid = UNSAID
    number: int | Unsaid = UNSAID
    day: date | Unsaid | None = UNSAID
    start: datetime | Unsaid | None = UNSAID
    end: datetime | Unsaid | None = UNSAID
    room: str | Unsaid = UNSAID
    track: str | Unsaid = UNSAID
    abstract: str | Unsaid = UNSAID
    cancelled: bool | Unsaid = UNSAID
    derived: frozenset = frozenset()  # names of what was concluded, not read


@dataclass(frozen=True, kw_only=True)
class SessionRow(Placed):
    """`key` is what the talks of this file call it."""

    key: str
    moderators: tuple[PersonRow, ...] | Unsaid = UNSAID
    join: str | Unsaid = UNSAID
    recording: str | Unsaid = UNSAID


@dataclass(frozen=True, kw_only=True)
class TalkRow(Placed):
    session: str | Unsaid = UNSAID
    kind: str | Unsaid = UNSAID
    position: int | Unsaid | None = UNSAID
    subtitle: str | Unsaid = UNSAID
    language: str | Unsaid = UNSAID
    authors: tuple[PersonRow, ...] | Unsaid = UNSAID
    paper: str | Unsaid = UNSAID
    slides: str | Unsaid = UNSAID
    video: str | Unsaid = UNSAID
    poster: str | Unsaid = UNSAID
    code: str | Unsaid = UNSAID
    page: str | Unsaid = UNSAID  # its address elsewhere
    links: tuple[LinkRow, ...] | Unsaid = UNSAID


@dataclass(frozen=True, kw_only=True)
class Programme:
    """All that one file says. `flat`: talks in rooms, without sessions. `plain`: a format that knows no TeX."""

    name: str | Unsaid = UNSAID
    zone: str | Unsaid = UNSAID
    language: str | Unsaid = UNSAID
    first_day: date | Unsaid = UNSAID
    last_day: date | Unsaid = UNSAID
    day_begins: time | Unsaid = UNSAID
    rooms: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    flat: bool = False
    plain: bool = False

    def mapped(self, change):
        """The same with each session and each talk as this makes it of them."""
        return replace(self, sessions=tuple(map(change, self.sessions)), talks=tuple(map(change, self.talks)))

    @property
    def days(self):
        """The conference days on which something is, in order."""
        rows = (*self.sessions, *self.talks)
        return sorted({row.day or row.start.date() for row in rows if row.day or row.start})

    @property
    def persons(self):
        """Everybody, each once, in the file's order; people without an id are one by their exact name."""
        moderators = (person for session in self.sessions for person in session.moderators or ())
        authors = (person for talk in self.talks for person in talk.authors or ())
        everybody = {}
        for person in (*moderators, *authors):
            everybody.setdefault(person.key, person)
        return list(everybody.values())


@dataclass(frozen=True)
class Finding:
    """A refusal: nothing was read. An error: this must be mended first. A warning: it was read so, look at it."""

    severity: Severity
    sentence: str
    where: str = ""

    def __str__(self):
        return f"{self.where[:1].upper()}{self.where[1:]}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True)
class Question:
    """What the file leaves open. Answered by `answers[key]`, one of the choices; any text where there are none.

    A choice is (value, words). Until it is answered, it was read as `default` says, or not at all if that is "".
    """

    key: str
    sentence: str
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, a few cells, and which of our columns it was read as, or ""."""

    index: int
    header: str
    samples: tuple[str, ...] = ()
    ours: str = ""


@dataclass(frozen=True)
class Reading:
    format: str = ""
    programme: Programme | None = None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    columns: tuple[Column, ...] = field(default=())

    @property
    def refused(self):
        return self.programme is None


__all__ = [
    "UNSAID", "Column", "Finding", "LinkRow", "PersonRow", "Programme", "Question", "Reading", "SessionRow", "Severity",
    "TalkRow", "Unsaid", "replace",
]  # fmt: skip
