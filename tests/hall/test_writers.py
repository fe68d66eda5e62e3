import time

import pytest
from django.db import OperationalError, connection

from conference.writers import writers
from tests.world import a_session, at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("others", "seconds", "status"), [(3, 5, 503), (2, 5, 302), (3, -60, 302)])
def test_while_many_wait_to_write_no_more_are_let_in(others, seconds, status, client, from_here, monkeypatch):
    """Unless they came just now: then the database is quick, and they are only many."""
    a_session(start=at(9))
    monkeypatch.setattr(writers, "MOST", 3)
    monkeypatch.setattr(writers, "since", dict.fromkeys(range(others), time.monotonic() - seconds))
    response = client.post("/time-zone/", {"tz": "Asia/Tokyo"}, **from_here)
    assert response.status_code == status
    assert ("Retry-After" in response) == (status == 503)
    assert client.get("/2030/2030-05-06/").status_code == 200
    assert len(writers.since) == others


def test_with_sqlite_those_who_press_take_turns(client, from_here, monkeypatch):
    form, at_its_turn = {"tz": "Asia/Tokyo"}, 302 if connection.vendor == "postgresql" else 503
    monkeypatch.setattr(writers, "TURN", 0.01)
    with writers.turn:
        assert client.post("/time-zone/", form, **from_here).status_code == at_its_turn
        assert client.get("/time-zone/").status_code == 200
    assert [client.post("/time-zone/", form, **from_here).status_code for _ in range(2)] == [302, 302]


def test_who_wrote_does_not_count_any_more(client, from_here, monkeypatch):
    def fails(*_):
        seen.append(len(writers.since))
        raise OperationalError

    seen = []
    monkeypatch.setattr("conference.timezones.views.HttpResponseRedirect", fails)
    assert client.post("/time-zone/", {"tz": "Asia/Tokyo"}, **from_here).status_code == 503
    assert (seen, writers.since) == ([1], {})
