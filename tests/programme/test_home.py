from datetime import timedelta

import pytest

from conference.programme.door import current
from conference.programme.models import Conference
from tests.world import DAY, a_conference, a_session, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_years():
    for slug, days in (("last", -400), ("running", 0), ("next", 400)):
        day = DAY + timedelta(days=days)
        a_conference(slug, first_day=day, last_day=day + timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "slug"),
    [(-1000, "last"), (-399, "last"), (-398, "running"), (0, "running"), (1, "running"), (2, "next"), (999, "next")],
)
def test_current_is_the_one_running_else_the_next_else_the_last(days, slug, three_years):
    assert current(Conference.objects.all(), at(12) + timedelta(days=days)).slug == slug


def test_home_leads_to_the_year(client, now, three_years):
    now(at(-24 * 100))
    assert client.get("/")["Location"] == "/running/"


def test_home_leads_to_the_present_hour_while_it_runs(client, now):
    a_session(start=at(9))
    now(at(10))
    assert client.get("/")["Location"] == "/2030/2030-05-06/#now"
    assert client.get("/?tz=Asia/Tokyo")["Location"] == "/2030/2030-05-06/?tz=Asia/Tokyo#now"


def test_today_is_the_visitors_own(client, now):
    a_session(start=at(23))
    now(at(23, 10))
    assert client.get("/")["Location"] == "/2030/2030-05-06/#now"
    assert client.get("/?tz=Asia/Tokyo")["Location"] == "/2030/2030-05-07/?tz=Asia/Tokyo#now"


def test_the_year_is_always_the_year(client, now):
    a_session(start=at(9))
    now(at(10))
    assert client.get("/2030/").status_code == 200


def test_the_menus_agenda_is_today_while_it_runs_else_the_first_day(client, now):
    a_conference(last_day=DAY + timedelta(days=2))
    for moment, address in ((at(-1), "06/"), (at(25), "07/#now"), (at(100), "06/")):
        now(moment)
        assert f'<a href="/2030/2030-05-{address}"' in client.get("/2030/people/").content.decode()


def test_without_any_conference_it_says_what_to_do(read):
    assert "No conference is published on this site." in read("/")
