"""A row of a file beside what it is in the conference."""

from dataclasses import dataclass, field

from .matching import plain

TEXTS = {
    "person": ["name", "foreign_id"],
    "session": ["title", "foreign_id", "abstract", "join", "recording", "track"],
    "talk": [
        "title",
        "foreign_id",
        "abstract",
        "language",
        "paper",
        "slides",
        "video",
        "poster",
        "code",
        "kind",
        "track",
    ],
}
PEOPLE = {"session": "moderators", "talk": "authors"}
ANY_KIND = "Talk"


@dataclass(eq=False)
class Item:
    """A row of the file and what it is in the conference, None where new; `wanted` is what to write, by word.

    Rooms, tracks and kinds are wanted by name, a session as its Item. `people` are Items, None where they stay.
    """

    noun: str
    row: object
    now: object = None
    wanted: dict = field(default_factory=dict)
    people: list | None = None
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


def same(word, old, new):
    """A difference in white space is none; nor, in the name of a kind or a track, is one in case."""
    old, new = plain(old), plain(new)
    return old.casefold() == new.casefold() if word in ("kind", "track") else old == new
