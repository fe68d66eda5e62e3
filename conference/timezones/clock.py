"""Moments as people read them. Pure: the zones are given, and so is every moment."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

UNKNOWN = "Time not known yet"
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Span:
    """A start and an end on the clock of one zone: `Wed 5 May`, `3:00 - 3:15`, `PDT`."""

    start: datetime
    end: datetime | None

    @property
    def date(self):
        return short_date(self.start)

    @property
    def from_time(self):
        """The start's time; with its zone's name where clocks change before the end."""
        if self.end and abbreviation(self.end) != abbreviation(self.start):
            return f"{clock_time(self.start)} {abbreviation(self.start)}"
        return clock_time(self.start)

    @property
    def to_time(self):
        """The end's time; with its date where that is a day or more later."""
        if self.end - self.start >= timedelta(days=1):
            return f"{short_date(self.end)} {clock_time(self.end)}"
        return clock_time(self.end)

    @property
    def zone(self):
        return abbreviation(self.end or self.start)


@dataclass(frozen=True)
class When:
    """A span as the visitor reads it, and as the venue does where that differs."""

    own: Span
    venue: Span | None

    @property
    def venue_date(self):
        return self.venue.date if self.venue.start.date() != self.own.start.date() else ""


def when(start, end, zone, venue):
    """When something is, for a visitor in `zone` at a conference in `venue` (ZoneInfo); None without a start."""
    if start is None:
        return None
    own, there = (Span(start.astimezone(z), end and end.astimezone(z)) for z in (zone, venue))
    same = own.start.utcoffset() == there.start.utcoffset()
    return When(own, None if same else there)


def clock_time(moment):
    return f"{moment.hour}:{moment.minute:02}"


def short_date(day: date | datetime):
    """Wed 5 May"""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def abbreviation(moment):
    """PDT; zones that only have a number are written UTC+5:45."""
    name = moment.tzname()
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)?", name):
        sign, hours, minutes = match.groups(default="00")
        return f"UTC{sign}{int(hours)}" + (f":{minutes}" if minutes != "00" else "")
    return name


def city(zone):
    """Los Angeles, from America/Los_Angeles."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def between(offset):
    """`9 hours`, `5 hours 45 minutes`: the size of a timedelta in words."""
    minutes = abs(int(offset.total_seconds())) // 60
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)
