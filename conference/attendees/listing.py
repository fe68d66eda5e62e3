"""What somebody keeps, by day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from . import timetable
from .overlaps import runs


@dataclass
class Day:
    """The talks of a date, in order of time; without a date those whose time is not known."""

    date: date | None
    talks: list

    @cached_property
    def runs(self):
        return runs(self.talks)

    @cached_property
    def table(self):
        return timetable.table(self.talks) if self.date else None


def by_day(talks, conference, zone):
    """Days of talks in the order of their starts, for a visitor in this zone."""
    groups = groupby(talks, key=lambda talk: talk.start and conference.day_of(talk.start, zone))
    return [Day(day, list(group)) for day, group in groups]
