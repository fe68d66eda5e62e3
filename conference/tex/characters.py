r"""Macros that stand for a character: `\%`, `\"o`, `\c{c}`, `\ss`, `\ldots`.

They are taken for such only where that is sure, since `it\'s`, `name\.txt` and `the \o flag` are
typed by people who do not write TeX.
"""

import re
import unicodedata

from conference.tex.macros import LETTER_ACCENTS, LETTERS, OPENING_SIGNS, SIGN_ACCENTS, SIGNS

# The character, and where reading goes on.
Character = tuple[str, int] | None

_NAME = re.compile(r"[A-Za-z]+")
_ESCAPED_QUOTES = re.compile(r'\\"(?![A-Za-z{\\])')
_POSSESSIVE = re.compile(r"s(?![A-Za-z{\\])")  # it\'s


class Characters:
    """Reads the character macros of one paragraph, of which the pairs of braces are known."""

    def __init__(self, text: str, closing: dict[int, int]) -> None:
        self.text = text
        self.closing = closing
        # \"hello\" in a text that escapes its quotation marks is not an accent.
        self.quotes_are_escaped = bool(_ESCAPED_QUOTES.search(text))

    def read(self, at: int, end: int, *, braced: bool = False) -> Character:
        """A macro that stands for a character: `\\%`, `\\"o`, `\\c{c}`, `\\ss`, `\\ldots`."""
        sign = self.text[at + 1 : at + 2] if at + 1 < end else ""
        behind = self.text[at + 2 : at + 3] if at + 2 < end else ""
        before = self.text[at - 1 : at]
        match sign:
            case "_" if behind == "(":  # the arm of ¯\_(ツ)_/¯
                return None
            case "%" | "&" | "_" | "#" | "$" | "{" | "}":
                return sign, at + 2
            case " " | "\\":
                return " ", at + 2
            case "," if before.isdigit() and behind.isdigit():
                return "\N{NARROW NO-BREAK SPACE}", at + 2
            case "," if behind.isalpha() and (before.isalpha() or before == "."):
                return "\N{NO-BREAK SPACE}", at + 2
            case "-" if before.isalpha() and behind.isalpha():
                return "", at + 2
        if sign in SIGN_ACCENTS and not (sign == '"' and self.quotes_are_escaped):
            mark, bare = SIGN_ACCENTS[sign]
            if sign == "'" and _POSSESSIVE.match(self.text, at + 2, end):
                return None
            return self._accent(at + 2, end, mark, bare)
        name = _NAME.match(self.text, at + 1, end)
        if name is None:
            return None
        if name.group() in LETTER_ACCENTS:
            return self._accent(name.end(), end, LETTER_ACCENTS[name.group()], "")
        if name.group() in LETTERS:
            return self._letter(name, end, braced)
        if name.group() in SIGNS:
            pos = self._past_empty_group(name.end(), end)
            if name.group() in OPENING_SIGNS:
                pos += self.text.startswith(" ", pos, end)
            return SIGNS[name.group()], pos
        return None

    def _accent(self, pos: int, end: int, mark: str, bare: str) -> Character:
        """The letter at `pos` with the mark, if Unicode has the two as one character."""
        text = self.text
        if text.startswith("{", pos, end):
            stop = self.closing.get(pos, end)
            base, pos = text[pos + 1 : stop][:3], stop + 1
        elif _NAME.match(text, pos + 1, end) and text[pos] == "\\":  # \'\i
            base, pos = text[pos : pos + 2], pos + 2
            if _NAME.match(text, pos, end):
                return None
            pos += text.startswith(" ", pos, end)
        elif bare:
            base, pos = text[pos : pos + 1], pos + 1
            if base not in bare:
                return None
        elif text.startswith(" ", pos, end):  # \v s
            base, pos = text[pos + 1 : pos + 2], pos + 2
        else:
            return None
        base = {r"\i": "i", r"\j": "j"}.get(base, base)
        if pos > end or len(base) != 1 or not base.isalpha():
            return None
        composed = unicodedata.normalize("NFC", base + mark)
        return (composed, pos) if len(composed) == 1 else None

    def _letter(self, name: re.Match[str], end: int, braced: bool) -> Character:
        """`\\o` and its like only where a word is: alone it may be an option or a path."""
        pos = self._past_empty_group(name.end(), end)
        after_letter = self.text[name.start() - 2 : name.start() - 1].isalpha()
        if pos == name.end() and (after_letter or name.group()[0].isupper()):
            is_space = self.text.startswith(" ", pos, end)
            pos += bool(is_space and self.text[pos + 1 : pos + 2].isalpha() and pos + 1 < end)
        in_word = after_letter or pos > name.end() or self.text[pos : pos + 1].isalpha()
        is_sure = in_word or braced or name.group() not in ("o", "l", "i", "j")
        return (LETTERS[name.group()], pos) if is_sure else None

    def _past_empty_group(self, pos: int, end: int) -> int:
        return pos + 2 if self.text.startswith("{}", pos, end) else pos
