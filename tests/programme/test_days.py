"""Which date a moment belongs to, in nights in which clocks jump."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.programme.days import day_of, span
from conference.timezones.zones import names

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("zone", "day", "begins", "first", "hours"),
    [
        ("Europe/Berlin", date(2030, 3, 31), time(0), "2030-03-31T00:00:00+01:00", 23),
        ("Europe/Berlin", date(2030, 10, 27), time(0), "2030-10-27T00:00:00+02:00", 25),
        ("Europe/Berlin", date(2030, 10, 26), time(4), "2030-10-26T04:00:00+02:00", 25),
        ("Europe/Berlin", date(2030, 3, 31), time(2, 30), "2030-03-31T03:00:00+02:00", 23.5),
        ("Europe/Berlin", date(2030, 10, 27), time(2, 30), "2030-10-27T02:30:00+02:00", 25),
        ("Australia/Lord_Howe", date(2030, 10, 6), time(0), "2030-10-06T00:00:00+10:30", 23.5),
        ("Australia/Lord_Howe", date(2030, 4, 7), time(0), "2030-04-07T00:00:00+11:00", 24.5),
        ("Africa/Cairo", date(2030, 4, 26), time(0), "2030-04-26T01:00:00+03:00", 23),
        ("America/Havana", date(2030, 11, 3), time(0), "2030-11-03T00:00:00-04:00", 25),
        ("Pacific/Apia", date(2011, 12, 30), time(0), "2011-12-31T00:00:00+14:00", 0),
    ],
)
def test_a_day_of_23_or_25_hours_begins_when_its_clock_first_shows_it(zone, day, begins, first, hours):
    begin, end = span(day, ZoneInfo(zone), begins)
    assert begin.astimezone(ZoneInfo(zone)).isoformat() == first
    assert end - begin == timedelta(hours=hours)


@given(
    moment=st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(sorted(names())),
    begins=st.sampled_from([time(0), time(0, 30), time(2, 30), time(4)]),
)
def test_every_moment_is_in_the_span_of_its_day_and_of_no_other(moment, zone, begins):
    zone = ZoneInfo(zone)
    day = day_of(moment, zone, begins)
    begin, end = span(day, zone, begins)
    assert begin <= moment < end
    assert abs(day - moment.astimezone(zone).date()) <= timedelta(days=1)
