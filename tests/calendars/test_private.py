"""The calendar of what somebody keeps: never empty when something is wrong, and cheap to ask again."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from conference.calendars import feeds
from conference.programme.models import Conference, Talk
from tests.attendees.conftest import PAGE, Visitor
from tests.world import a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    return a_talk("Deltas", start=at(9), session=a_session(start=at(9)), authors=["Ada"])


@pytest.fixture
def ada(talk):
    return Visitor().keep(talk)


def test_who_keeps_nothing_gets_an_empty_one(ada):
    address = ada.address("calendar")
    ada.post("/2030/talks/deltas/bookmark", {"keep": "no"})
    response = ada.get(address)
    assert response.status_code == 200
    assert b"VEVENT" not in response.content


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Talk.objects.update(public=False),
        lambda: release(Talk.objects.get(), draft_start=None, draft_end=None),
        lambda: Conference.objects.update(published=False),
    ],
    ids=["hidden", "without a time", "unpublished"],
)
def test_what_cannot_be_told_is_not_found_instead_of_empty(wrong, ada):
    address = ada.address("calendar")
    first = ada.get(address)
    wrong()
    assert ada.get(address).status_code == 404
    assert ada.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 404


def test_where_nothing_can_be_written_it_says_so(ada, monkeypatch):
    address = ada.address("calendar")
    monkeypatch.setattr(feeds, "summary", lambda entry: 1 / 0)
    for each in (address, "/2030/programme.ics"):
        response = ada.get(each)
        assert (response.status_code, response["Retry-After"]) == (503, "600")
        assert "ETag" not in response


def test_a_database_that_fails_midway_is_a_503(ada, monkeypatch):
    address = ada.address("calendar")

    def fails(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("conference.attendees.models.Attendee.kept_in", fails)
    assert ada.get(address).status_code == 503


def test_it_changes_when_what_is_kept_does_and_only_then(ada, talk):
    address = ada.address("calendar")
    tag = ada.get(address)["ETag"]
    other = a_talk("Estuaries", start=at(10))
    release(other, draft_start=at(11), draft_end=at(12))
    assert ada.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    for change in (
        lambda: ada.keep(other),
        lambda: release(talk, draft_start=at(8)),
        lambda: Talk.objects.filter(pk=talk.pk).update(title="Rivers"),
        lambda: talk.authors.update(name="Grace"),
        lambda: release(talk.draft_session, title="Another morning"),
    ):
        change()
        response = ada.get(address, HTTP_IF_NONE_MATCH=tag)
        assert (response.status_code, response["ETag"] != tag) == (200, True)
        tag = response["ETag"]


def test_asking_again_costs_two_queries(ada):
    address = ada.address("calendar")
    tag = ada.get(address)["ETag"]
    for n in range(3):
        with CaptureQueriesContext(connection) as queries:
            response = Visitor().get(address, HTTP_IF_NONE_MATCH=tag)
        assert (response.status_code, len(queries)) == (304, 2)
        ada.keep(a_talk(f"T{n}", start=at(12 + n)))
        tag = ada.get(address)["ETag"]


@pytest.mark.parametrize(
    "address",
    [
        "programme.ics",
        "2030-05-06.ics",
        "sessions/morning.ics",
        "talks/deltas.ics",
        "people/ada.ics",
        "my-schedule.ics",
    ],
)
def test_reminders_are_the_subscribers_choice_everywhere(address, ada):
    def alarms(query):
        response = ada.get(f"/2030/{address}{query}")
        return Calendar.from_ical(response.content).walk("VALARM"), response["ETag"]

    (none, tag), (found, other) = alarms(""), alarms("?remind=15")
    assert none == []
    assert tag != other
    assert b"TRIGGER:-PT15M" in found[0].to_ical()
    assert (found[0]["action"], found[0]["description"]) == ("DISPLAY", "Deltas")
    assert alarms("?remind=0")[0][0].decoded("trigger").total_seconds() == 0


def test_what_is_cancelled_reminds_nobody(ada, talk):
    release(talk, draft_cancelled=True)
    assert b"VALARM" not in ada.get("/2030/programme.ics?remind=15").content


@pytest.mark.parametrize("minutes", ["x", "-5", "1.5", "99999", "١٥", "15&remind=y"])
def test_a_reminder_that_is_none_is_refused_in_a_sentence(minutes, ada):
    response = ada.get(f"/2030/programme.ics?remind={minutes}")
    assert response.status_code == 400
    assert b"remind is a number of minutes" in response.content


def test_my_schedule_offers_reminders_by_an_address(ada):
    html = ada.get(PAGE + "?remind=15").content.decode()
    address = ada.address("calendar")
    assert f'value="http://127.0.0.1:8000{address}?remind=15"' in html
    assert "<b>15 minutes before</b>" in html
    assert ada.get(PAGE + "?remind=x").status_code == 200
