"""What is done to any source before it is read: line ends, forbidden characters, paragraphs."""

import re
from itertools import groupby

# Control characters, lone surrogates, marks of the byte order and the code points that HTML forbids.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_BLANK = re.compile("[ \t\n\u2028\u2029]+")
_BLANKS = ("  ", "\t", "\n", "\u2028", "\u2029")  # most texts have none of them, which is known much faster


def without_forbidden(source: str) -> str:
    """The source with `\\n` for every line end and without characters that no page may carry."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    # Nothing forbidden can be printed: so most sources are known ten times as fast.
    return source if source.replace("\n", "").isprintable() else _FORBIDDEN.sub("", source)


def one_line(text: str) -> str:
    """The text with each run of blanks and line ends as one space."""
    return (_BLANK.sub(" ", text) if any(each in text for each in _BLANKS) else text).strip(" ")


def paragraphs(source: str) -> list[str]:
    """The blocks of lines between blank lines, each on one line; never an empty one."""
    lines = without_forbidden(source).split("\n")
    blocks = groupby(lines, key=lambda line: bool(line.strip()))
    return [one_line(" ".join(block)) for filled, block in blocks if filled]
