"""Single values that every format carries: ids, addresses, languages; and ids that stand twice."""

import re
import uuid
from urllib.parse import urlsplit

from .rows import UNSAID, LinkRow
from .wording import short

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
BARE_ADDRESS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.I)
LONGEST_NUMBER = 9  # digits
LONGEST_LABEL, LONGEST_ADDRESS = 200, 500
ADDRESS = re.compile(r"https?://[^\s;,]+", re.I)
WORD = re.compile(r"(\S+)(\s*)")


def guid_of(text):
    """The UUID as text, or UNSAID where it is none."""
    try:
        return str(uuid.UUID(text)) if 32 <= len(text) <= 45 else UNSAID
    except ValueError:
        return UNSAID


def number_of(text):
    """A whole number above zero, or UNSAID."""
    text = text.removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER and int(text) else UNSAID


def is_web(text):
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False


def web(text, notes, where):
    """A web address, "" for none; UNSAID, with a warning, where it is something else."""
    if not text or is_web(text):
        return text
    if BARE_ADDRESS.fullmatch(text[:500]):
        return f"https://{text}"
    notes.warn(f"{text[:60]} is not a web address, so it was left out. Write it as https://…", where, "web")
    return UNSAID


def is_typed(text):
    """Whether a person wrote these links: below each other, or with a semicolon behind."""
    parted = (word for word, gap in WORD.findall(text) if "\n" in gap or (gap and word.endswith(";")))
    return any(map(ADDRESS.search, parted))


def labelled(text):
    """(label, address) of each link as a person writes it: what stands before the address, since a line or a ;"""
    since = 0
    for found in ADDRESS.finditer(text):
        yield re.split("[\n;]", text[since : found.start()])[-1].strip(" ·|,:-–\t"), found[0]
        since = found.end()


def links(pairs, notes, where):
    """LinkRows of (label, address) texts, each address once; a link without a label is called by its address."""
    found = {}
    for label, told in pairs:
        address = web(notes.line(told, where), notes, where)
        if address and len(address) > LONGEST_ADDRESS:
            sentence = f"The link {address[:60]}… has more than {LONGEST_ADDRESS} characters, so it was left out."
            notes.warn(sentence, where, "long link")
        elif address:
            title = short(notes.line(label, where) or address, LONGEST_LABEL)
            found.setdefault(address, LinkRow(title=title, url=address))
    return tuple(found.values())


def language(text, notes, where):
    """The language tag; of several the first."""
    if not text or LANGUAGE.fullmatch(text[:40]):
        return text
    first = re.split(r"[\s,;/]+", text[:40])[0]
    if first != text and LANGUAGE.fullmatch(first) and len(first) < 4:
        notes.warn(f"Of the languages {text[:30]} the first was taken, since an entry has one.", where, "languages")
        return first
    notes.warn(f"{text[:30]} is not one language tag such as en, so it was left out.", where, "language")
    return UNSAID


def check_doubles(notes, rows, noun):
    """An id that stands twice is an error, since nobody could say which of the two is meant."""
    for name, word in (("guid", "guid"), ("number", "id"), ("foreign_id", "foreign id")):
        first = {}
        for row in rows:
            value = getattr(row, name)
            if value and (other := first.setdefault(value, row)) is not row:
                if name == "foreign_id" and row.number and str(row.number) == value:
                    continue  # told as its number
                sentence = f"The {word} {str(value)[:60]} stands here and in {other.where}. Give each {noun} its own."
                notes.error(sentence, row.where, f"double {name}")
