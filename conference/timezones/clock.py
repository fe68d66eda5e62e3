"""Moments as people read them. Pure: the zones are given, and so is every moment."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

UNKNOWN = "Time not known yet"
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
LONG = timedelta(hours=18)  # what lasts that long needs a date; from 10:00 until 2:00 is plain
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Span:
    """A start and an end on the clock of one zone: `Wed 5 May`, `3:00 - 3:15`, `PDT`."""

    start: datetime
    end: datetime | None

    @property
    def moments(self):
        return [self.start, self.end] if self.end else [self.start]

    @property
    def date(self):
        return short_date(self.start)

    @property
    def crosses(self):
        """Whether the clock changes between start and end."""
        return bool(self.end) and self.end.utcoffset() != self.start.utcoffset()

    @property
    def from_time(self):
        """The start's time; with its zone's name where clocks change before the end."""
        return f"{clock_time(self.start)} {abbreviation(self.start)}" if self.crosses else clock_time(self.start)

    @property
    def to_time(self):
        """The end's time; with its date where that is another, and the time alone would not be plain."""
        if self.end.date() != self.start.date() and self.end - self.start >= LONG:
            return f"{short_date(self.end)} {clock_time(self.end)}"
        return clock_time(self.end)

    @property
    def plain_to_time(self):
        """The end's time; with its zone's name where the clock shows it twice in the night."""
        return f"{self.to_time} {self.zone}" if is_shown_twice(self.end) else self.to_time

    @property
    def zone(self):
        return abbreviation(self.end or self.start)

    @property
    def times(self):
        """3:00 - 3:15; the start alone where the end is not known."""
        return f"{self.from_time} - {self.to_time}" if self.end else self.from_time

    @property
    def plain_times(self):
        """The times; with the zone's name where the clock alone does not say which hour is meant."""
        doubtful = self.crosses or any(map(is_shown_twice, self.moments))
        return f"{self.times} {self.zone}" if doubtful else self.times


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
    own, there = (span(start, end, each) for each in (zone, venue))
    same = all(here.utcoffset() == there.utcoffset() for here, there in zip(own.moments, there.moments, strict=True))
    return When(own, None if same else there)


def span(start, end, zone):
    return Span(start.astimezone(zone), end and end.astimezone(zone))


def clock_time(moment):
    return f"{moment.hour}:{moment.minute:02}"


def plain_time(local):
    """2:30; where the clock shows that twice in the night, with its zone's name: 2:30 CEST."""
    return f"{clock_time(local)} {abbreviation(local)}" if is_shown_twice(local) else clock_time(local)


def is_shown_twice(local):
    """Whether the clock of an aware moment's zone is set back over it, before or after."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first > second


def moments(naive, zone):
    """The moments at which the clock of a zone shows this date and time: mostly one, in a year two or none at all."""
    both = [naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return [each for each in dict.fromkeys(both) if each.astimezone(zone).replace(tzinfo=None) == naive]


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


def abbreviations(moments):
    """PDT, or PDT/PST where several names are in use at these moments of one zone."""
    return "/".join(dict.fromkeys(map(abbreviation, moments)))


def city(zone):
    """Los Angeles, from America/Los_Angeles."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def between(offset):
    """`9 hours`, `5 hours 45 minutes`: the size of a timedelta in words."""
    minutes = abs(int(offset.total_seconds())) // 60
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts if n)
