"""What an import would do, before it does anything: a Rehearsal. Reads the database, writes nothing."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cached_property

from .comparing import Comparison
from .group import grouped
from .limits import many
from .matching import with_sessions
from .placing import place_of
from .present import load
from .readers import read
from .rows import UNSAID, Finding, Severity

SHOWN = 200  # of each list
PLURALS = {"session": "sessions", "talk": "talks", "person": "people"}


@dataclass
class Rehearsal:
    file_name: str
    sha256: str
    size: int
    format: str
    draft_number: int
    fingerprint: str
    findings: list = field(default_factory=list)
    questions: tuple = ()
    columns: tuple = ()
    people: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    talks: list = field(default_factory=list)
    rooms: list = field(default_factory=list)
    tracks: list = field(default_factory=list)
    kinds: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    missing_sessions: list = field(default_factory=list)
    missing_talks: list = field(default_factory=list)
    pushed: dict = field(default_factory=dict)
    present: object = None

    @property
    def items(self):
        return [*self.sessions, *self.talks, *self.people]

    @cached_property
    def new(self):
        return [item for item in self.items if item.now is None]

    @property
    def in_words(self):
        """`14 new sessions, 167 new talks, 760 new people, 3 missing`, or `nothing new`."""
        nouns = Counter(item.noun for item in self.new)
        told = [many(nouns[noun], f"new {noun}", f"new {PLURALS[noun]}") for noun in PLURALS if nouns[noun]]
        told += [f"{number} {word}" for word, number in self.counts.items() if number and word != "new"]
        return ", ".join(told) or "nothing new"

    @cached_property
    def changed(self):
        """Texts, people and links that would be other ones; they go live at once where the thing is public."""
        return [item for item in self.items if item.now and item.texts]

    @cached_property
    def moved(self):
        """Times, places, order and cancellations that would be other ones; they go to the draft."""
        return [item for item in self.items if item.now and item.moves]

    @property
    def doubtful(self):
        """What is left out because nobody said which thing of the conference it is."""
        return [doubt for doubt in self.doubts if doubt.is_open]

    @property
    def doubts_with_choices(self):
        """(Doubt, [(value, words)])."""
        return [(doubt, list(doubt.choices(self.present))) for doubt in self.doubts[:SHOWN]]

    def place(self, thing):
        """Where and when what is new would be, or what is missing is; of people, nothing."""
        value = getattr(thing, "value", None) or thing.values.get
        return "" if value("name") else place_of(value, self.present)

    @property
    def missing(self):
        return [*self.missing_sessions, *self.missing_talks]

    @property
    def public_at_once(self):
        return [item for item in self.changed if item.is_public]

    @property
    def errors(self):
        return [finding for finding in self.findings if finding.severity != Severity.warning]

    @property
    def open_questions(self):
        """Those that nobody answered and that have no answer of their own."""
        return [question for question in self.questions if not question.default]

    @property
    def all_columns_read(self):
        return all(column.ours for column in self.columns)

    @property
    def can_apply(self):
        return not self.errors and not self.open_questions

    def is_idle(self, missing="keep"):
        """Whether an import would change nothing at all; while something is open, nobody knows."""
        changes = self.new or self.changed or self.moved or self.rooms or self.tracks or self.kinds
        return self.can_apply and not changes and (missing == "keep" or not self.to_lose(missing))

    def to_lose(self, missing):
        """What of the missing would still be cancelled or deleted."""
        return [now for now in self.missing if missing == "delete" or not now.values["cancelled"]]

    @property
    def counts(self):
        words = ("new", "changed", "moved", "missing", "doubtful")
        return {word: len(getattr(self, word)) for word in words}


def rehearse(data, conference, file_name="", answers=None, mapping=None):
    """What importing these bytes into the conference would do. A conference that is not saved yet has nothing."""
    reading = read(data, answers, mapping)
    return rehearse_reading(reading, data, conference, file_name, answers, mapping)


def rehearse_reading(reading, data, conference, file_name="", answers=None, mapping=None):
    present = load(conference)
    sha256 = hashlib.sha256(data).hexdigest()
    rehearsal = Rehearsal(
        file_name=file_name,
        sha256=sha256,
        size=len(data),
        format=reading.format,
        draft_number=present.draft_number,
        fingerprint=fingerprint(sha256, answers, mapping, present.draft_number),
        findings=list(reading.findings),
        questions=reading.questions,
        columns=reading.columns,
    )
    if reading.refused or rehearsal.open_questions:
        return rehearsal
    programme = in_utc(on_its_days(with_sessions(reading.programme, present), conference))
    comparison = Comparison(grouped(programme), present, answers or {})
    comparison.compare()
    fill(rehearsal, comparison)
    return rehearsal


def on_its_days(programme, conference):
    """What is after midnight belongs to the day before as the conference has it, where the file does not say."""
    begins = conference.day_begins if programme.day_begins is UNSAID else programme.day_begins
    return replace(programme, zone=programme.zone or conference.zone, day_begins=begins)


def in_utc(programme):
    """In a zone, Python takes the hour that comes twice for one hour: what is in it equals nothing elsewhere."""

    def row_in_utc(row):
        moments = {word: getattr(row, word) for word in ("start", "end")}
        return replace(row, **{word: at.astimezone(UTC) for word, at in moments.items() if at and at.tzinfo})

    return programme.mapped(row_in_utc)


def fill(rehearsal, comparison):
    rehearsal.findings += [Finding(*found) for found in comparison.findings]
    rehearsal.findings.sort(key=lambda found: list(Severity).index(found.severity))
    rehearsal.people, rehearsal.pushed = comparison.people, comparison.pushed
    rehearsal.sessions, rehearsal.talks = comparison.sessions, comparison.talks
    rehearsal.rooms, rehearsal.tracks, rehearsal.kinds = comparison.new_names()
    rehearsal.missing_sessions, rehearsal.missing_talks = comparison.missing_sessions, comparison.missing_talks
    rehearsal.doubts, rehearsal.present = comparison.doubts, comparison.present


def fingerprint(sha256, answers, mapping, draft_number):
    """Of all that a rehearsal follows from."""
    parts = [sha256, answers or {}, {str(key): value for key, value in (mapping or {}).items()}, draft_number]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
