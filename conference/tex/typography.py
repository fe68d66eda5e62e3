"""TeX's signs for dashes, ties and quotation marks, where they are surely meant as such."""

import re

_NORMAL = re.compile(r"[A-Z]\(")  # x~N(0,1): "is distributed as", not a tie
_TIED_BEFORE = re.compile(r"[\w.)\]}$%’”]")
_TIED_BEHIND = re.compile(r"[\w\\$(\[“‘`]")


def dashes(text: str, start: int, stop: int) -> str:
    """A run of hyphens as en or em dash, or as typed (`--flag`, `-->`, `<!--`, a ruled line)."""
    run = text[start:stop]
    before, behind = text[start - 1 : start], text[stop : stop + 1]
    if len(run) > 3 or before in ("<", "!", "|", "+") or behind in (">", "|", "+"):
        return run
    if len(run) == 3:
        return "—" if before or behind else run
    free = before in ("", " ") and behind in ("", " ") and bool(before or behind)
    tight = (before.isalnum() or before in tuple(")]}”\"'$")) and (behind.isalnum() or behind in tuple("([{“\"'$\\"))
    return "–" if free or (before and behind and tight) else run


def tie(text: str, at: int) -> str:
    """A tilde between two words as a no-break space; any other, as in (~5%), stays."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if not _TIED_BEFORE.match(before) or not _TIED_BEHIND.match(behind):
        return "~"
    return "~" if _NORMAL.match(text, at + 1) else "\N{NO-BREAK SPACE}"


class Quotes:
    """Double quotation marks of one paragraph, of which it must know whether one is open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = max(text.rfind("''"), text.rfind('"'))
        self._open = False

    def read(self, start: int, sign: str) -> str:
        """What the sign (two grave accents, two apostrophes or a straight mark) stands for."""
        before = self._text[start - 1 : start] if start else " "
        behind = self._text[start + len(sign) : start + len(sign) + 1]
        at_word_start = before in " ([{-–—/" and behind not in ("", " ")
        if sign == '"':
            if not self._open or at_word_start or before in "`'":
                return sign
            self._open = False
            return "”"
        if at_word_start and behind not in "`'" and self._last > start + 1:
            self._open = True
            return "“"
        if sign == "''" and self._open and before != "'" and behind != "'":
            self._open = False
            return "”"
        return sign
