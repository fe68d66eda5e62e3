"""Several people in one cell, told apart as a reader would."""

import re

from .wording import short

_STRONG = re.compile(r"\s*;\s*|\s*[\n•]\s*|\s+[·|]\s+")
_LAST = re.compile(r",?\s+(?:and|&|und|et|y)\s+", re.I)
_AFTER = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|esq|dr)\.?", re.I)
WAYS = (
    ("family", "the family name first: {0}"),
    ("written", "one person, named just so: {1}"),
    ("two", "two people: {2}"),
)


def split_people(text, way=None):
    """(names, doubtful): `doubtful` is a name with a comma that may be meant in three ways, or "".

    `way` says how such a name is meant; "Hopper, Grace" is Grace Hopper unless somebody says otherwise.
    """
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    parts = [part.strip(" ,") for part in _STRONG.split(text)]
    parts = [part for part in parts if part]
    strong = len(parts) > 1 or ";" in text
    names, doubtful = [], ""
    for part in parts:
        pieces = joined([piece.strip() for piece in part.split(",") if piece.strip()])
        if not strong:
            pieces = last_pair(pieces)
        if is_turned(pieces, strong):
            doubtful = doubtful or part
            names += meant(pieces, way)
        elif strong:
            names.append(", ".join(pieces))
        else:
            names += pieces
    return [name for name in names if name], doubtful


def joined(pieces):
    """The pieces, with Jr. and PhD back at their names."""
    found = []
    for piece in pieces:
        if found and _AFTER.fullmatch(piece):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def last_pair(pieces):
    """`A, B and C` is three; so is `A and B` two."""
    if not pieces:
        return []
    last = re.sub(r"^(?:and|&)\s+", "", pieces[-1], flags=re.I)
    return [*pieces[:-1], *_LAST.split(last)]


def is_turned(pieces, strong):
    """`Hopper, Grace`: one comma, and between strong marks any comma; else only where a side is a single word."""
    return len(pieces) == 2 and (strong or any(" " not in piece for piece in pieces))


def meant(pieces, way):
    if way == "two":
        return pieces
    return [", ".join(pieces)] if way == "written" else [f"{pieces[1]} {pieces[0]}"]


def ways(name):
    """The choices of the question how a name with a comma is meant, told short."""
    pieces = joined([piece.strip() for piece in name.split(",") if piece.strip()])
    told = [short(each, 90) for each in (" ".join(meant(pieces, "family")), name, " and ".join(pieces))]
    return [(key, words.format(*told)) for key, words in WAYS]
