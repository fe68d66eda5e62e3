"""Where in a text a question was found, as HTML. Pure; it finds by the same folding as the index."""

import re
from bisect import bisect
from functools import lru_cache
from html import escape, unescape
from itertools import accumulate, pairwise

from django.utils.safestring import mark_safe

from conference import tex

from .fold import GREEK, LETTERS, SPACELESS, begins, folded

BEFORE, LONGEST = 80, 240  # characters of a snippet: before the first match, and in all

_LETTERS_OF = {name: letter for letter, name in GREEK.items()}
_SPACELESS = re.compile(f"[{SPACELESS}]")
_MARKUP = re.compile(r"(<math\b.*?</math>|<[^>]*>)", re.DOTALL)
_SOURCE = re.compile(r"<annotation\b[^>]*>(.*?)</annotation>", re.DOTALL)


def marked(text, phrases):
    """A plain text, escaped, with each match in <mark>."""
    return mark_safe(_marked(text, spans(text, phrases)))  # noqa: S308 - all text is escaped


def marked_html(html, phrases):
    """HTML that `tex` made, with each match in its text in <mark>; formulas stay whole, and are marked so."""
    parts = _MARKUP.split(html)
    parts[::2] = (marked(unescape(text), phrases) if text else "" for text in parts[::2])
    parts[1::2] = (f"<mark>{part}</mark>" if spans(_formula(part), phrases) else part for part in parts[1::2])
    return mark_safe("".join(parts))  # noqa: S308 - markup as it was, all text is escaped


def _formula(markup):
    """How a formula reads in plain text; "" for all other markup."""
    source = _SOURCE.search(markup)
    return tex.to_text(f"${unescape(source[1])}$") if source else ""


def snippet(text, phrases):
    """The part of a plain text around its first match, marked; "" where there is none."""
    found = spans(text, phrases, LONGEST)
    if not found:
        return ""
    text = text.replace("\n", " ")
    start = max(0, found[0][0] - BEFORE)
    if start:
        start = text.find(" ", start, found[0][0]) + 1 or found[0][0]
    end = max(start + LONGEST, found[0][1])
    if end < len(text):
        end = max(text.rfind(" ", start, end), found[0][1])
    inside = [(a - start, b - start) for a, b in found if b <= end]
    before, after = "…\u00a0" if start else "", "\u00a0…" if end < len(text) else ""
    return mark_safe(before + _marked(text[start:end], inside) + after)  # noqa: S308 - all text is escaped


def spans(text, phrases, reach=None):
    """Where the text has one of the phrases: pairs of start and end, in order, apart from each other.

    `reach` is how many characters behind the first match are of interest, if not all.
    """
    if not phrases or not text:
        return []
    plain, ends = _folded(text)
    if not any(sign in plain for sign in _signs(phrases)):
        return []
    first = pattern(phrases).search(plain)
    if not first:
        return []
    end = len(plain) if reach is None else min(first.end() + reach, len(plain))
    found = [first.span(), *(match.span() for match in pattern(phrases).finditer(plain, first.end(), end))]
    if found[-1][1] == end < len(plain):  # perhaps only the beginning of a word
        found.pop()
    if not ends:
        return found
    # Position in the folded text -> in the text. What folds to nothing, such as an accent, ends with its letter.
    return [(bisect(ends, start), bisect(ends, ends[bisect(ends, end - 1)])) for start, end in found]


@lru_cache(4_096)
def _folded(text):
    """The text folded, and where in that each of its characters ends; nothing where all kept their places."""
    lengths = [len(LETTERS[ord(char)]) for char in text]
    return folded(text), [] if set(lengths) <= {1} else list(accumulate(lengths))


def _marked(text, found):
    parts, at = [], 0
    for start, end in found:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


@lru_cache(256)
def _signs(phrases):
    """Of these words and letters one is in each text that a phrase is in; looking for them is faster."""
    words = {phrase[0] for phrase in phrases}
    return words | {_LETTERS_OF[word] for word in words & _LETTERS_OF.keys()}


@lru_cache(256)
def pattern(phrases):
    """Finds each of the phrases in a folded text, whole words; those that begin alike where the index does so too."""
    in_order = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(_phrase_pattern(phrase) for phrase in in_order))


def _phrase_pattern(phrase):
    words = [_word_pattern(word) for word in phrase]
    if begins(phrase):
        words[-1] = rf"(?:{words[-1]})[^\W_{SPACELESS}]*"
    elif not _SPACELESS.match(phrase[-1]):
        words[-1] += r"(?![^\W_])"
    pattern = words[0]
    for word, (before, here) in zip(words[1:], pairwise(phrase), strict=True):
        apart = "*" if _SPACELESS.match(before) or _SPACELESS.match(here) else "+"
        pattern += rf"[\W_]{apart}{word}"
    return pattern if _SPACELESS.match(phrase[0]) else rf"(?<![^\W_{SPACELESS}])(?:{pattern})"


def _word_pattern(word):
    letter = _LETTERS_OF.get(word)
    return rf"(?:{word}|{letter}(?![^\W_]))" if letter else word
