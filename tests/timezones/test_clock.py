from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.timezones import clock
from conference.timezones.zones import names

pytestmark = pytest.mark.once
BERLIN, PACIFIC, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Kathmandu")


def words(span):
    return f"{span.date} {span.from_time} - {span.to_time} {span.zone}"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_the_venue_reads_as_the_seed_does():
    when = clock.when(utc(2021, 5, 5, 10), utc(2021, 5, 5, 10, 15), PACIFIC, PACIFIC)
    assert words(when.own) == "Wed 5 May 3:00 - 3:15 PDT"
    assert when.venue is None


def test_elsewhere_both_are_told_and_the_date_where_it_differs():
    when = clock.when(utc(2021, 5, 5, 12, 45), utc(2021, 5, 5, 12, 55), ZoneInfo("Pacific/Auckland"), PACIFIC)
    assert words(when.own) == "Thu 6 May 0:45 - 0:55 NZST"
    assert (words(when.venue), when.venue_date) == ("Wed 5 May 5:45 - 5:55 PDT", "Wed 5 May")
    assert clock.when(utc(2021, 5, 5, 10), None, BERLIN, PACIFIC).venue_date == ""


def test_another_zone_of_the_same_time_is_not_told_twice():
    assert clock.when(utc(2021, 5, 5, 10), None, ZoneInfo("America/Vancouver"), PACIFIC).venue is None


def test_zones_without_a_name_are_written_by_their_offset():
    assert clock.when(utc(2021, 5, 5, 10), None, KATHMANDU, PACIFIC).own.zone == "UTC+5:45"
    assert clock.when(utc(2021, 5, 5, 10), None, ZoneInfo("America/Sao_Paulo"), PACIFIC).own.zone == "UTC-3"


def test_the_night_clocks_change_names_both_zones():
    spring = clock.when(utc(2030, 3, 31, 0, 30), utc(2030, 3, 31, 1, 30), BERLIN, BERLIN).own
    autumn = clock.when(utc(2030, 10, 27, 0, 30), utc(2030, 10, 27, 1, 30), BERLIN, BERLIN).own
    assert words(spring) == "Sun 31 Mar 1:30 CET - 3:30 CEST"
    assert words(autumn) == "Sun 27 Oct 2:30 CEST - 2:30 CET"


def test_an_end_days_later_has_its_date():
    assert (
        words(clock.when(utc(2030, 5, 6, 8), utc(2030, 5, 8, 9), BERLIN, BERLIN).own)
        == "Mon 6 May 10:00 - Wed 8 May 11:00 CEST"
    )
    assert (
        words(clock.when(utc(2030, 5, 6, 21), utc(2030, 5, 6, 23), BERLIN, BERLIN).own) == "Mon 6 May 23:00 - 1:00 CEST"
    )


def test_no_start_is_no_time():
    assert clock.when(None, None, BERLIN, PACIFIC) is None


@given(
    start=st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    minutes=st.integers(0, 3000),
    zone=st.sampled_from(sorted(names())),
)
def test_in_every_zone_the_words_name_the_moment(start, minutes, zone):
    start = start.replace(second=0, microsecond=0)
    span = clock.when(start, start + timedelta(minutes=minutes), ZoneInfo(zone), PACIFIC).own
    hour, minute = (int(part) for part in span.from_time.split()[0].split(":"))
    assert (hour, minute) == (span.start.hour, span.start.minute)
    assert span.start == start
    assert span.end - start == timedelta(minutes=minutes)
    assert span.zone


@pytest.mark.parametrize(("minutes", "text"), [(540, "9 hours"), (-60, "1 hour"), (345, "5 hours 45 minutes"), (0, "")])
def test_how_far_apart(minutes, text):
    assert clock.between(timedelta(minutes=minutes)) == text


def test_the_hour_that_comes_twice_is_named():
    first, second = (clock.moments(datetime(2030, 10, 27, 2, 30), BERLIN)[n].astimezone(BERLIN) for n in (0, 1))
    assert [clock.plain_time(each) for each in (first, second)] == ["2:30 CEST", "2:30 CET"]
    assert clock.plain_time(first + timedelta(hours=9)) == "11:30"
    assert clock.span(first, second, BERLIN).plain_times == "2:30 CEST - 2:30 CET"
    assert clock.moments(datetime(2030, 3, 31, 2, 30), BERLIN) == []


def test_the_venue_is_told_where_only_its_end_reads_otherwise():
    start, end = utc(2030, 3, 31, 0, 30), utc(2030, 3, 31, 1, 30)
    when = clock.when(start, end, ZoneInfo("Africa/Abidjan"), ZoneInfo("Europe/London"))
    assert words(when.own) == "Sun 31 Mar 0:30 - 1:30 GMT"
    assert words(when.venue) == "Sun 31 Mar 0:30 GMT - 2:30 BST"
