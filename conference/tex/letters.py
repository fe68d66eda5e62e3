"""Mathematical letters of Unicode, for `mathvariant`, which browsers no longer heed.

The tables are made from the names of the characters, so the holes (ℎ, ℝ, ℒ, ℭ …), which Unicode
filled earlier under other names, come out right.
"""

import unicodedata
from functools import cache
from string import ascii_letters, digits

_GREEK = "".join(map(chr, [*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA)]))
_GREEK_SYMBOLS = "∂∇ϵϑϰϕϱϖ"
_STYLES = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "monospace": "MONOSPACE",
}
_OLDER_NAMES = {
    "DOUBLE-STRUCK": "DOUBLE-STRUCK {}",
    "SCRIPT": "SCRIPT {}",
    "FRAKTUR": "BLACK-LETTER {}",
}
_KEPT_DOUBLE_STRUCK = "ℂℍℕℙℚℝℤ"


def styled(text: str, variant: str) -> str:
    """The text in mathematical letters of a variant; characters without such a form stay."""
    if variant in ("bold", "bold-italic") and not text.isascii():
        text = text.translate(_table("BOLD", _mathematical()))
    if variant not in _STYLES:
        return text
    return text.translate(_table(_STYLES[variant], ascii_letters + digits + _greek()))


def unstyled(text: str) -> str:
    """Mathematical letters as ordinary ones, for plain text; ℝ, ℕ and their like stay."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\U0001d400" <= char <= "\U0001d7ff" or (char in _LETTERLIKE) else char
        for char in text
    )


_LETTERLIKE = frozenset("ℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℎ")


def _greek() -> str:
    return _GREEK + _GREEK_SYMBOLS


@cache
def _mathematical() -> str:
    """Script and fraktur letters, of which there are bold ones: `\\boldsymbol{\\mathcal{L}}`."""
    styles = ("SCRIPT", "FRAKTUR")
    return "".join(filter(None, (_styled_letter(c, s) for s in styles for c in ascii_letters)))


@cache
def _table(style: str, alphabet: str) -> dict[int, str]:
    pairs = ((char, _styled_letter(char, style)) for char in alphabet)
    return {ord(char): styled for char, styled in pairs if styled}


def _styled_letter(char: str, style: str) -> str | None:
    name = unicodedata.name(char)
    name = name.removeprefix("MATHEMATICAL ").replace("BLACK-LETTER", "FRAKTUR")
    if name == "PLANCK CONSTANT":
        return None
    for word in ("LATIN ", "GREEK ", "LETTER ", "LUNATE "):
        name = name.replace(word, "")
    if style == "ITALIC" and name == "SMALL H":
        return "ℎ"
    older = _OLDER_NAMES.get(style, "").format(name)
    for candidate in (f"MATHEMATICAL {style} {name}", older):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return None
