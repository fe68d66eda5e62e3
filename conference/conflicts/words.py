"""The words that conflicts are told in. Pure."""

import unicodedata
from functools import lru_cache

from conference.timezones import clock

from .conflict import Conflict, Item


def conflict(programme, severity, code, sentence, *things):
    return Conflict(severity, code, sentence, tuple(item(thing, programme) for thing in things))


def item(thing, programme):
    session = thing.session.key if thing.model == "talk" and thing.session else None
    times = (programme.key, thing.slug) if thing.model == "session" else ()
    return Item(thing.model, thing.key, thing.label, session, programme.page_of(thing), times)


def named(thing):
    """Its name; one from right to left by itself, or the times beside it would be read backwards."""
    is_backwards = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in thing.label)
    return f"\u2068{thing.label}\u2069" if is_backwards else thing.label


def title(entry):
    return f"“{named(entry)}”"


def listed(words):
    """`a`, `a and b`, `a, b and c`"""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def when(entry, programme, after=None):
    """Mon 6 May 9:00 - 9:30, at the venue; without its date where that is also the date of `after`."""
    date, times = date_and_times(entry.start, entry.end, programme.zone)
    same_date = after and date == date_and_times(after.start, after.end, programme.zone)[0]
    return times if same_date else f"{date} {times}"


@lru_cache(maxsize=1000)  # sessions and their talks share them
def date_and_times(start, end, zone):
    """`Mon 6 May`, `9:00 - 9:30`; of an end alone its own."""
    span = clock.Span((start or end).astimezone(zone), end.astimezone(zone) if start and end else None)
    return span.date, f"{span.from_time} - {span.to_time}" if span.end else span.from_time


def when_and_where(entry, programme, after=None):
    """9:00 - 9:30 in Aurora"""
    return when(entry, programme, after) + (f" in {named(entry.place)}" if entry.place else "")


def long(length):
    """22 hours 45 minutes"""
    return clock.between(length) or "less than a minute"


def plural(n, word):
    return f"{n} {word}{'' if n == 1 else 's'}"
