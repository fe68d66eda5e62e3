"""Lines of iCalendar (RFC 5545, 3.1). The library writes them too, but at 150 a millisecond: a year has 150,000."""

from datetime import UTC
from functools import lru_cache

OCTETS = 75  # of a line, without its end
BACKSLASH, FOLD = ord("\\"), b"\r\n "


def line(name, value):
    """One property; its value is written already."""
    return folded(f"{name}:{value}".encode()) + b"\r\n"


def folded(octets):
    """The line in pieces that are short enough, neither a character nor an escape cut in two."""
    pieces, start, room = [], 0, OCTETS
    while len(octets) - start > room:
        stop = start + room
        while octets[stop] & 0xC0 == 0x80:  # inside of a character
            stop -= 1
        stop -= octets[stop - 1] == BACKSLASH
        pieces.append(octets[start:stop])
        start, room = stop, OCTETS - 1
    return FOLD.join([*pieces, octets[start:]])


def text(value):
    """A value of type TEXT. Some readers take whatever Unicode calls the end of a line for the end of a property."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


@lru_cache(1_000)
def utc(moment):
    """UTC is read alike by every calendar, without a VTIMEZONE."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
