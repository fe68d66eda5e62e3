"""Rows that could be several things of the conference: nothing is guessed, an organizer chooses. Pure.

A choice is an answer by the key of the Doubt: "new", "out", or the primary key of what the row is.
"""

import hashlib
from dataclasses import dataclass

from .placing import place_of

LEFT_OUT, NEW = "out", "new"
OFFERED = 20


@dataclass
class Doubt:
    """`candidates` are the Nows that the row could be; `choice` is "" where nobody chose."""

    noun: str
    row: object
    candidates: list
    choice: str = ""

    @property
    def where(self):
        return self.row.where

    @property
    def title(self):
        return name_of(self.row)

    @property
    def key(self):
        return key_of(self.noun, self.row)

    @property
    def is_open(self):
        """Whether the row is left out: nobody chose yet, or that it is so."""
        return self.choice != NEW and not self.chosen

    @property
    def chosen(self):
        return next((now for now in self.candidates if str(now.key) == self.choice), None)

    def choices(self, present):
        """(value, words) of all that can be chosen; the first unless somebody chose."""
        yield LEFT_OUT, "Leave it out of this import"
        yield NEW, "It is new"
        for now in self.candidates[:OFFERED]:
            yield str(now.key), f"It is {described(now, present)}"

    @property
    def beyond(self):
        """How many more it could be than are offered."""
        return len(self.candidates[OFFERED:])


def name_of(row):
    return getattr(row, "title", None) or getattr(row, "name", "")


def key_of(noun, row):
    """The same for the same row of the same file."""
    parts = [noun, row.where, name_of(row), *map(str, getattr(row, "key", ()))]
    return "doubt-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def described(now, present):
    """By what an organizer knows it among its like: On rivers (2, in Morning, Mon 6 May 9:00)."""
    told = [f"number {now.number}", now.values["foreign_id"]]
    if "name" in now.values:
        entries = [*present.sessions.values(), *present.talks.values()]
        theirs = [each.name for each in entries if now.key in each.people]
        told += [f"of {theirs[0]}" + (f" and {len(theirs) - 1} more" if theirs[1:] else "") if theirs else "of nothing"]
    else:
        told += [place_of(now.values.get, present)]
    return f"{now.name} ({', '.join(filter(None, told))})"
