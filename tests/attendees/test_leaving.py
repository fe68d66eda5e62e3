"""Taken along, and deleted in one act."""

import csv

import pytest

from conference.attendees.models import Attendee, Bookmark, Device, SecretAddress, Seen
from conference.programme.models import Talk
from conference.programme.releasing import release
from tests.attendees.conftest import PAGE
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(a_visitor):
    session = a_session("Morning", start=at(9), room=a_room("Aurora"))
    deltas = a_talk("=Deltas of $x^2$", start=at(9), session=session, authors=["Ada", "Ben"])
    return a_visitor().keep(deltas, a_talk("Some day", session=session))


def table(visitor, address="/2030/my-schedule.csv"):
    response = visitor.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    return list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))


def test_a_table_has_all_that_is_kept_and_runs_nothing(ada):
    first, second = table(ada)
    assert first == {
        "start": "2030-05-06T09:00:00+01:00",
        "end": "2030-05-06T09:15:00+01:00",
        "title": "'=Deltas of x²",
        "kind": "Oral",
        "authors": "Ada · Ben",
        "session": "Morning",
        "room": "Aurora",
        "cancelled": "",
        "address": "http://127.0.0.1:8000" + Talk.objects.get(title__startswith="=").get_absolute_url(),
    }
    assert (second["title"], second["start"]) == ("Some day", "")


def test_a_calendar_file_needs_no_secret_address(ada, a_visitor):
    for purpose in ("calendar", "share"):
        ada.make(purpose, do="end")
    response = ada.get("/2030/my-schedule.ics")
    assert response.content.count(b"BEGIN:VEVENT") == 1
    assert "my-schedule.ics" in response["Content-Disposition"]
    for address in ("/2030/my-schedule.ics", "/2030/my-schedule.csv"):
        assert a_visitor().get(address).status_code == 404


def test_asking_deletes_nothing(ada, a_visitor):
    html = ada.get(PAGE + "delete/").content.decode()
    assert "Rivers 2030</b>: 2 talks" in html
    assert "/2030/my-schedule.csv" in html
    assert len(ada.kept()) == 2
    assert "Nothing of yours is kept here" in a_visitor().get(PAGE + "delete/").content.decode()


def test_one_press_deletes_everything(ada, a_visitor):
    addresses = [ada.address("calendar"), ada.address("news"), ada.make("share"), ada.make("device")]
    Talk.objects.filter(title="Some day").update(draft_start=at(10))
    ada.post(PAGE + "seen", {"release": release(a_conference()).number})
    assert Seen.objects.exists()
    response = ada.post(PAGE + "delete")
    assert response["Location"] == PAGE + "delete/"
    assert response.cookies["attendee"]["max-age"] == 0
    for model in (Attendee, Bookmark, Device, SecretAddress, Seen):
        assert not model.objects.exists(), model
    for address in addresses:
        assert a_visitor().get(address).status_code == 404
    assert "Nothing of yours is kept here" in ada.get(PAGE + "delete/").content.decode()
    assert ada.post(PAGE + "delete").status_code == 302


def test_nobody_elses_goes_with_it(ada, a_visitor):
    ben = a_visitor().keep(Talk.objects.get(title="Some day"))
    ada.post(PAGE + "delete")
    assert ben.kept() == ["some-day"]


def test_deleting_is_for_our_own_pages(ada, client):
    client.cookies["attendee"] = ada.cookies["attendee"].value
    assert client.post(PAGE + "delete").status_code == 403
    assert client.get(PAGE + "delete/").status_code == 200
    assert len(ada.kept()) == 2
