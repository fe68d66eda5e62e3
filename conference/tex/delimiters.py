"""Where a formula begins and ends in running text, and when a dollar is just a dollar."""

import re
from typing import NamedTuple

_SIGN = re.compile(r"\\.|[{}$]", re.DOTALL)
_BEGINS_WITH_MACRO = re.compile(r" *\\[A-Za-z%]")
_TEX = re.compile(r"[\\^_{}=<>]")
_WORD_OF_PROSE = re.compile(r"(?:^|(?<=\s))[A-Za-z]{2,}(?=\s|$)")
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_MOST_INNER_DOLLARS = 8  # of `\text{if $x$}`; also keeps the search linear


class Span(NamedTuple):
    """A formula between its delimiters: its TeX is text[start:stop], the text goes on at `end`."""

    start: int
    stop: int
    end: int
    block: bool


class Delimiters:
    """Finds formulas in one paragraph in linear time: a search that failed is not made again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[tuple[str, int]] = set()

    def formula_at(self, at: int, end: int) -> Span | None:
        """The formula whose opening delimiter stands at `at` and that closes before `end`."""
        if self._text.startswith("$$", at, end):
            span = self._between(at, "$$", end, block=True)
            return span if span and not _is_prose(self._text[span.start : span.stop]) else None
        if self._text[at] == "$":
            return self._between_dollars(at, end)
        if self._text.startswith("\\(", at, end):
            return self._between(at, "\\)", end, block=False)
        return self._between(at, "\\]", end, block=True)

    def _between(self, at: int, closing: str, end: int, *, block: bool) -> Span | None:
        start = at + 2
        if (closing, end) in self._absent:
            return None
        stop = self._text.find(closing, start, end)
        if stop < 0:
            self._absent.add((closing, end))
            return None
        filled = self._text[start:stop].strip()
        return Span(start, stop, stop + 2, block) if filled else None

    def _between_dollars(self, at: int, end: int) -> Span | None:
        """Pandoc's rule, a little wider for what is plainly TeX and narrower for prose."""
        stop = self._closing_dollar(at + 1, end)
        if stop is None or stop == at + 1:
            return None
        tex = self._text[at + 1 : stop]
        behind = self._text[stop + 1 : stop + 2] if stop + 1 < end else ""
        if _BEGINS_WITH_MACRO.match(tex):  # so `$ \pm n $` and `256$\times$256` are formulas
            return (
                None
                if tex.endswith(" ") and (behind.isalnum() or behind == "\\")
                else Span(at + 1, stop, stop + 1, block=False)
            )
        if tex[0].isspace() or tex[-1].isspace() or behind.isdigit():
            return None
        if _is_prose(tex):  # costs 5$ here and 6$ there
            return None
        if behind.isalpha() and _TWO_LETTERS.search(tex) and not re.search(r"\\|\^|_\{", tex):
            return None  # $HOME/bin:$PATH
        return Span(at + 1, stop, stop + 1, block=False)

    def _closing_dollar(self, start: int, end: int) -> int | None:
        depth = dollars = 0
        for sign in _SIGN.finditer(self._text, start, end):
            match sign.group():
                case "{":
                    depth += 1
                case "}":
                    depth -= 1
                case "$":
                    if depth == 0:
                        return sign.start()
                    dollars += 1
            if depth < 0 or dollars > _MOST_INNER_DOLLARS:
                return None
        return None


def _is_prose(tex: str) -> bool:
    return bool(_WORD_OF_PROSE.search(tex)) and " " in tex.strip("$") and not _TEX.search(tex)
