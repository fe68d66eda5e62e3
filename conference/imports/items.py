"""A row of a file beside what it is in the conference."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.encoding import iri_to_uri

from conference import tex
from conference.programme.models import Talk

from .matching import plain

TEXTS = {
    "person": ["name", "foreign_id"],
    "session": ["title", "foreign_id", "abstract", "join", "recording", "track"],
    "talk": ["title", "subtitle", "foreign_id", "abstract", "language", *Talk.LINKS, "kind", "track"],
}
ADDRESSES = {*Talk.LINKS, "join", "recording"}
TEX = {"title", "subtitle", "abstract"}
PEOPLE = {"session": "moderators", "talk": "authors"}
ANY_KIND = "Talk"


@dataclass(eq=False)
class Item:
    """A row of the file and what it is in the conference, None where new; `wanted` is what to write, by word.

    Rooms, tracks and kinds are wanted by name, a session as its Item. `people` are Items and
    `links` (label, address), None where they stay.
    """

    noun: str
    row: object
    now: object = None
    wanted: dict = field(default_factory=dict)
    people: list | None = None
    links: list | None = None
    texts: list = field(default_factory=list)
    moves: list = field(default_factory=list)
    is_public: bool = False
    rank: int = 0  # among the file's entries of its session

    @property
    def name(self):
        return self.now.name if self.now else self.wanted.get("name" if self.noun == "person" else "title", "")

    @property
    def where(self):
        return self.row.where

    def value(self, word, default=None):
        """What it says once it is written."""
        return self.wanted.get(word, self.now.values.get(word, default) if self.now else default)


def same(word, old, new, tells_plain=False):
    """A difference in white space is none; nor, in the name of a kind or a track, is one in case.

    A format that `tells_plain` text says the same as what reads so, whatever its TeX.
    """
    if word in ADDRESSES:
        return spelt_out(old) == spelt_out(new)
    if word in TEX and tells_plain and plain(tex.to_text(old)) == plain(new):
        return True
    old, new = plain(old), plain(new)
    return old.casefold() == new.casefold() if word in ("kind", "track") else old == new


def spelt_out(address):
    """An address without the %20 and the like, which some formats need in it."""
    return unquote(iri_to_uri(plain(address)))
