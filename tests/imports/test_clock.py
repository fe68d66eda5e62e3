from datetime import date, time, timedelta, timezone

import pytest

from conference.imports.clock import read_date, read_duration, read_moment, read_times

pytestmark = pytest.mark.once
NINE, HALF_PAST_ONE, TWO = timedelta(hours=9), timedelta(hours=13, minutes=30), timedelta(hours=14)


@pytest.mark.parametrize(
    "text", ["9:00", "9.00", "09:00 AM", "9am", "9 a.m.", "0900", "9", "9h00", "09:00:00", "0.375", "9 Uhr"]
)
def test_nine_o_clock_in_many_hands(text):
    assert read_times(text).start == NINE


@pytest.mark.parametrize("text", ["13:30-14:00", "13:30 – 14:00", "1:30-2pm", "1.30 PM to 2.00 PM", "13h30 — 14h"])
def test_a_stretch_in_one_cell(text):
    times = read_times(text)
    assert (times.start, times.end) == (HALF_PAST_ONE, TWO)


def test_a_stretch_over_noon_takes_the_half_that_makes_sense():
    assert read_times("11-1:30pm").start == timedelta(hours=11)


@pytest.mark.parametrize("text", ["", "soon", "9:60", "13pm", "31:00", "930000", "9" * 500])
def test_what_is_no_time(text):
    assert read_times(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2021-05-05",
        "2021/5/5",
        "5.5.2021",
        "5/5/2021",
        "20210505",
        "5 May 2021",
        "Wed 5 May 2021",
        "44321",
        "Wednesday, May 5, 2021",
        "May 5th 2021",
        "5-May-21",
    ],
)
def test_the_fifth_of_may_in_many_hands(text):
    raw = read_date(text)
    assert (raw.year, raw.month, raw.day) == (2021, 5, 5)
    assert not raw.order


def test_day_and_month_that_may_stand_the_other_way_round():
    assert read_date("5/6/2021").order
    assert not read_date("5.6.2021").order


def test_a_date_without_a_year():
    assert read_date("6 May").year is None


def test_date_and_time_in_one_cell():
    for text in ("2021-05-05T09:00:00-07:00", "5 May 2021, 9:00", "44321.375", "Wed 5 May 2021 at 9am"):
        raw, times = read_moment(text)
        assert (raw.month, raw.day, times.start) == (5, 5, NINE), text


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2021-05-05T09:00:00-07:00", -7),
        ("2021-05-05T09:00-07:00", -7),
        ("2021-05-05T09:00:00.000-0330", -3.5),
        ("2021-05-05 09:00:00-07", -7),
        ("2021-05-05 09:00:00+02:00", 2),
    ],
)
def test_an_offset_west_of_greenwich_is_no_end(text, hours):
    _, times = read_moment(text)
    assert (times.start, times.end, times.zone) == (NINE, None, timezone(timedelta(hours=hours)))


def test_a_stretch_of_a_day_is_no_offset():
    _, times = read_moment("2021-05-05 09:00-10:00")
    assert (times.start, times.end, times.zone) == (NINE, timedelta(hours=10), None)


@pytest.mark.parametrize(
    ("text", "minutes"), [("00:30", 30), ("90", 90), ("1h 30min", 90), ("45 min", 45), ("PT1H", 60)]
)
def test_durations(text, minutes):
    assert read_duration(text) == timedelta(minutes=minutes)


def test_a_spreadsheets_rounding_is_undone():
    assert read_times("10:19:59").start == timedelta(hours=10, minutes=20)
    assert (date(1899, 12, 30) + timedelta(44321), time(9)) == (date(2021, 5, 5), time(9))
