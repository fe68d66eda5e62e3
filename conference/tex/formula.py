"""The TeX of one formula -> an ElementTree of latex2mathml, behind guards.

latex2mathml expands macro definitions without end, takes `%` for a comment, stops `\\text{…}` at the
first brace and raises almost anything on odd input. Here its input is put right first, and every
trouble becomes one exception.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

LONGEST = 2_000
SHORT = 100  # what that becomes may be fifty times as long
_MOST_NESTED = 30


class Unconvertible(ValueError):
    """The formula is to be shown as its source."""


# Definitions could grow without bound, \sideset doubles its argument at every level, the rest has
# no business in a programme. \cancel would lose its stroke in browsers, and thereby its meaning.
_REFUSED = {
    r"\def", r"\gdef", r"\edef", r"\let", r"\newcommand", r"\renewcommand", r"\providecommand",
    r"\newenvironment", r"\DeclareMathOperator", r"\sideset", r"\verb", r"\unicode", r"\class",
    r"\style", r"\href", r"\url", r"\input", r"\include",
    r"\cancel", r"\bcancel", r"\xcancel", r"\sout",
}  # fmt: skip
_ALIASES = {
    r"\R": r"\mathbb{R}",
    r"\N": r"\mathbb{N}",
    r"\Z": r"\mathbb{Z}",
    r"\Q": r"\mathbb{Q}",
    r"\C": r"\mathbb{C}",
    r"\E": r"\mathbb{E}",
    r"\mathds": r"\mathbb",
    r"\mathbbm": r"\mathbb",
    r"\nicefrac": r"\tfrac",
    r"\sfrac": r"\tfrac",
    r"\eps": r"\epsilon",
    r"\vcentcolon": ":",
    r"\defeq": r"\coloneqq",
    r"\ensuremath": "",
    r"\xspace": "",
    r"\notag": "",
    r"\nonumber": "",
    r"\dag": r"\dagger",
    r"\ddag": r"\ddagger",
    **{rf"\{name}": rf"\operatorname{{{name}}}" for name in ("tr", "sgn", "sign", "rank", "arg")},
}
_TEXT_MACROS = {
    r"\text", r"\textrm", r"\textnormal", r"\textup", r"\textmd", r"\textsf", r"\texttt",
    r"\textbf", r"\textit", r"\textsc", r"\emph", r"\mbox", r"\hbox",
}  # fmt: skip
# Environments, and what stands for them in latex2mathml: without numbers; None: only what is inside.
_ENVIRONMENTS = {
    **{name: name for name in (
        "array", "cases", "smallmatrix", "split", "align*", "matrix", "pmatrix", "bmatrix",
        "Bmatrix", "vmatrix", "Vmatrix",
    )},
    **dict.fromkeys(("align", "aligned", "eqnarray", "eqnarray*"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
    **dict.fromkeys(("equation", "equation*", "displaymath", "math"), None),
    "dcases": "cases",
}  # fmt: skip
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}%$]|[^\\{}%$]+|\\", re.DOTALL)
_BLANKS = re.compile(r"\s+")
# Inside \text{…} these would mislead latex2mathml; they travel as private characters.
_DISGUISES = str.maketrans({sign: chr(0xE000 + ord(sign)) for sign in "\\{}%&$#"})
_UNDISGUISES = str.maketrans({chr(0xE000 + ord(sign)): sign for sign in "\\{}%&$#"})
_CHARACTER_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,6});")


def remembered(convert: Callable[..., str]) -> Callable[..., str]:
    """The same few short formulas stand in hundreds of abstracts: what they became is kept."""
    short = lru_cache(4_096)(convert)

    @wraps(convert)
    def wrapper(tex: str, *, block: bool) -> str:
        return (short if len(tex) <= SHORT else convert)(tex, block=block)

    return wrapper


def convert(tex: str, *, block: bool) -> Element:
    """The `<math>` element as latex2mathml makes it, not yet fit for a page."""
    if len(tex) > LONGEST:
        raise Unconvertible("too long")
    prepared = _Preparation(tex).result()
    try:
        return Converter(display="block" if block else "inline").convert_to_element(prepared)
    except Exception as trouble:  # RecursionError, IndexError, TypeError and its own
        raise Unconvertible(str(trouble)) from trouble


def decoded(text: str | None) -> str:
    """Text of an element: latex2mathml writes symbols as character references."""
    return _CHARACTER_REFERENCE.sub(_character, text or "").translate(_UNDISGUISES)


def _character(reference: re.Match[str]) -> str:
    code = int(reference[1], 16)
    is_fit = 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return chr(code) if is_fit and code & 0xFFFE != 0xFFFE else "\ufffd"


class _Preparation:
    """Rewrites a formula sign by sign; refuses what is unbalanced, too deep or not allowed."""

    def __init__(self, tex: str) -> None:
        self.signs = _TOKEN.findall(_BLANKS.sub(" ", tex))
        self.at = 0
        self.depth = 0

    def result(self) -> str:
        parts = []
        while self.at < len(self.signs):
            sign = self.signs[self.at]
            self.at += 1
            parts.append(self._prepared(sign))
        if self.depth:
            raise Unconvertible("unbalanced braces")
        return "".join(parts)

    def _prepared(self, sign: str) -> str:
        match sign:
            case "{":
                self.depth += 1
            case "}":
                self.depth -= 1
            case "%":
                return r"\%"
            case "$" | "\\":
                raise Unconvertible(f"a stray {sign}")
        if not 0 <= self.depth <= _MOST_NESTED:
            raise Unconvertible("unbalanced or too deeply nested braces")
        if sign in _REFUSED:
            raise Unconvertible(f"{sign} is refused")
        if sign in _TEXT_MACROS:
            return self._text(sign)
        if sign in (r"\operatorname", r"\operatorname*"):
            return self._operator(sign)
        if sign in (r"\begin", r"\end"):
            return self._environment(sign)
        if sign == r"\mathrm" and (letter := self._single_letter()):
            return rf"\mathrm{{{{{letter}}}}}"  # else \mathrm{d} would come out as plain d
        if sign == r"\not" and self._peek().startswith("="):
            self.signs[self.at] = self._peek()[1:]
            return r"\neq "
        alias = _ALIASES.get(sign, sign)
        # An alias that ends in letters must not run into the letters behind it.
        return alias + " " if alias != sign and alias[-1:].isalpha() else alias

    def _argument(self) -> list[str] | None:
        """The signs up to the brace that closes the one which must be next."""
        start = self.at + (self._peek() == " ")
        if start >= len(self.signs) or self.signs[start] != "{":
            return None
        depth = 0
        for stop in range(start, len(self.signs)):
            depth += {"{": 1, "}": -1}.get(self.signs[stop], 0)
            if depth == 0:
                self.at = stop + 1
                return self.signs[start + 1 : stop]
        raise Unconvertible("unbalanced braces")

    def _peek(self) -> str:
        return self.signs[self.at] if self.at < len(self.signs) else ""

    def _single_letter(self) -> str:
        if self.signs[self.at : self.at + 3 : 2] != ["{", "}"]:
            return ""
        inside = self.signs[self.at + 1]
        if len(inside) != 1 or not inside.isalpha():
            return ""
        self.at += 3
        return inside

    def _environment(self, sign: str) -> str:
        name = "".join(self._argument() or ()).strip()
        if name not in _ENVIRONMENTS:
            raise Unconvertible(f"environment {name}")
        return f"{sign}{{{_ENVIRONMENTS[name]}}}" if _ENVIRONMENTS[name] else ""

    def _text(self, macro: str) -> str:
        argument = self._argument()
        if argument is None:
            raise Unconvertible(f"{macro} without an argument")
        macro = {r"\textsc": r"\text", r"\mbox": r"\text", r"\hbox": r"\text"}.get(macro, macro)
        parts, in_text = [macro, "{"], True
        for sign in argument:
            if sign == "$":  # \text{if $x$ is odd}
                parts.append("}" if in_text else macro + "{")
                in_text = not in_text
            elif not in_text:
                parts.append(self._prepared(sign))
            elif sign in ("{", "}") or sign in _TEXT_MACROS:
                continue
            else:
                plain = sign[1:] if re.fullmatch(r"\\[%&_#{} ]", sign) else sign
                parts.append(plain.translate(_DISGUISES))
        if not in_text:
            raise Unconvertible("a stray $")
        return "{" + "".join(parts) + "}}"

    def _operator(self, sign: str) -> str:
        """latex2mathml reads only letters as the name of an operator."""
        argument = self._argument()
        if argument is None:
            raise Unconvertible(f"{sign} without an argument")
        name = "".join(argument).strip()
        if name.isascii() and name.isalpha():
            return f"{sign}{{{name}}}"
        inner = "".join(self._prepared(part) for part in argument)
        return rf"\mathrm{{{inner}}}"
