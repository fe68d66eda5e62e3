"""Pages, feeds and exports name the same moment, to the second, wherever it is read and whenever clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.live import asking
from tests.conftest import text_of

from .agreeing import ZONES, a_programme, changes, check_days, check_feeds, check_kept, check_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

VENUES = [
    ("Europe/Berlin", time(0)),
    ("Europe/Berlin", time(4)),
    ("America/Los_Angeles", time(2, 30)),
    ("Australia/Lord_Howe", time(0)),
    ("Africa/Cairo", time(0)),
    ("America/Santiago", time(4)),
]


def around(change):
    """Sessions that end, start and are in the midst when clocks change, one through the night, one at odd seconds."""
    hours = [(-9, 9), (-1.5, -0.5), (-1, 0), (-0.5, 0.5), (0, 1), (0.5, 1.5)]
    spans = [(change + timedelta(hours=start), change + timedelta(hours=end)) for start, end in hours]
    odd = timedelta(seconds=17)
    return [*spans, (change - odd, change + timedelta(minutes=40) - odd)]


def nights(zone):
    spring_and_autumn = changes(zone)
    assert len(spring_and_autumn) == 2
    return spring_and_autumn


def test_there_are_forty_zones():
    assert len(set(ZONES)) == 40
    offsets = {ZoneInfo(zone).utcoffset(datetime(2030, 1, 1)) % timedelta(hours=1) for zone in ZONES}
    assert {timedelta(minutes=minutes) for minutes in (0, 30, 45)} <= offsets


@pytest.mark.parametrize("night", [0, 1])
@pytest.mark.parametrize(("venue", "begins"), VENUES)
def test_on_a_night_in_which_clocks_change(night, venue, begins, client):
    conference = a_programme(venue, around(nights(venue)[night]), begins)
    check_feeds(client, conference)
    check_days(client, conference, *(ZONES if (venue, begins) == VENUES[0] else [venue]))
    zones = {venue, ZONES[VENUES.index((venue, begins)) + 9 * night]}
    for zone in zones:
        check_pages(client, conference, zone)
    check_kept(conference, *zones)


@pytest.mark.parametrize("venue", ["Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham"])
def test_past_midnight_in_zones_of_half_and_quarter_hours(venue, client):
    midnight = datetime(2030, 5, 7, tzinfo=ZoneInfo(venue)).astimezone(UTC)
    conference = a_programme(venue, around(midnight), time(4))
    check_feeds(client, conference)
    check_days(client, conference, venue, "Australia/Eucla", "America/St_Johns")
    check_pages(client, conference, "Asia/Yangon")
    check_kept(conference, "Asia/Yangon")


def test_a_conference_over_both_changes(client):
    spring, autumn = nights("Europe/Berlin")
    conference = a_programme("Europe/Berlin", [*around(spring), *around(autumn)], time(4))
    check_feeds(client, conference)
    check_days(client, conference, "Europe/Berlin", "America/New_York")
    check_pages(client, conference, "Asia/Kathmandu")
    assert "Venue time: Berlin CET/CEST" in text_of(client.get("/2030/").content.decode())
    assert "Berlin time (CEST/CET)" in text_of(client.get("/2030/2030-10-27/").content.decode())


@pytest.mark.parametrize("night", [0, 1])
@pytest.mark.parametrize("venue", ["Europe/Berlin", "Australia/Lord_Howe"])
def test_now_is_right_each_quarter_of_such_a_night(night, venue, client):
    change = nights(venue)[night]
    spans = around(change)
    a_programme(venue, spans)
    for quarters in range(-5, 6):
        at = change + timedelta(minutes=15 * quarters)
        page = client.get("/2030/now/", {"at": at.isoformat(), "tz": "Asia/Kathmandu"})
        on = {(session.start, session.end) for session in page.context["board"].on}
        assert on == {(start, end) for start, end in spans if start <= at < end}
        for zone in map(ZoneInfo, (venue, "Asia/Kathmandu")):
            assert asking.moment(asking.written(at, zone), zone) == at


def test_the_hour_that_comes_twice_is_told_apart_on_the_page(client, the_day_before):
    a_programme("Europe/Berlin", around(nights("Europe/Berlin")[1]))
    text = text_of(client.get("/2030/2030-10-27/").content.decode())
    assert all(words in text for words in ("2:00 CEST", "2:30 CEST", "2:00 CET", "2:30 CET", "until 2:30 CET"))
    assert "1:30 CE" not in text


moments = st.integers(-36 * 60, 36 * 60).map(lambda minutes: timedelta(minutes=minutes))
lengths = st.integers(15, 26 * 60).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    venue=st.sampled_from(
        ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana", "Pacific/Chatham"]
    ),
    visitor=st.sampled_from(ZONES),
    night=st.integers(0, 1),
    begins=st.sampled_from([time(0), time(0, 30), time(2), time(4)]),
    spans=st.lists(st.tuples(moments, lengths), min_size=1, max_size=4),
    odd=st.integers(0, 59),
)
def test_whatever_the_programme_everything_agrees(client, venue, visitor, night, begins, spans, odd):
    change = nights(venue)[night] + timedelta(seconds=odd)
    with transaction.atomic():
        times = [(change + start, change + start + length) for start, length in spans]
        conference = a_programme(venue, times, begins)
        check_feeds(client, conference)
        check_days(client, conference, visitor)
        check_pages(client, conference, visitor)
        transaction.set_rollback(True)
