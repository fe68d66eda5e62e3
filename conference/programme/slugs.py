"""Titles become the words of an address."""

import itertools
import re

from django.utils.text import slugify

# Letters that have no accent to take off, and so would be lost.
PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "ı": "i", "ħ": "h", "Ħ": "H", "–": "-", "—": "-", "‐": "-", "/": " ", "’": "", "'": "",
    }
)  # fmt: skip
LONGEST = 80


def slug_of(text):
    """The slug of a plain text, cut between words at 80 characters; "" where it has no Latin letter or digit."""
    slug = slugify(text.translate(PLAIN)).replace("_", "-")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    return slug.strip("-")


def free_slug(base, taken):
    """`base`, or `base-2`, `base-3` …: the first that is not in `taken`."""
    if base not in taken:
        return base
    return next(slug for n in itertools.count(2) if (slug := f"{base}-{n}") not in taken)


def is_slug_of(slug, base):
    """True where `slug` is what `free_slug(base, …)` may have given."""
    return bool(re.fullmatch(rf"{re.escape(base)}(-\d+)?", slug))
