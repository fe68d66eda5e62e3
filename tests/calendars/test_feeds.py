from datetime import UTC, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar

from conference.calendars import feeds
from conference.programme.models import Session, Talk
from tests.world import a_conference, a_room, a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


def events(client, address="/2030/programme.ics", **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


@pytest.fixture
def morning():
    session = a_session(start=at(9), room=a_room("Aurora"), moderators=["Mo"])
    a_talk("Deltas", start=at(9), session=session, authors=["Ada", "Ben"], abstract=r"We show {\it any} $x^2$.")
    a_talk("Q&A", kind="Q&A", start=at(9, 15), session=session)
    return session


def test_the_seed_is_sixteen_events(seed, client):
    found = events(client, "/2021/programme.ics")
    assert len(found) == 16
    assert found[0].decoded("dtstart").isoformat() == "2021-05-05T10:00:00+00:00"
    assert found[-1].decoded("dtend").isoformat() == "2021-05-05T13:08:00+00:00"
    assert len({str(event["uid"]) for event in found}) == 16


def test_an_event_tells_who_what_where_and_leads_back(morning, client):
    Talk.objects.filter(slug="deltas").update(subtitle="Or $y$")
    event = events(client)[0]
    assert event["summary"] == "Deltas"
    assert event["location"] == "Aurora"
    assert event["status"] == "CONFIRMED"
    url = "http://127.0.0.1:8000/2030/talks/deltas/"
    assert event["url"] == url
    assert event["description"] == f"Or y\n\nAda · Ben\n\nWe show any x².\n\nMorning, Rivers 2030\n\n{url}"


def test_a_plain_entry_says_where_it_belongs(morning, client):
    event = events(client)[1]
    assert event["summary"] == "Q&A · Morning"
    assert event["url"] == "http://127.0.0.1:8000/2030/sessions/morning/"


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/2030/programme.ics", 2),
        ("/2030/2030-05-06.ics", 2),
        ("/2030/sessions/morning.ics", 2),
        ("/2030/talks/deltas.ics", 1),
        ("/2030/people/mo.ics", 1),
        ("/2030/people/ada.ics", 1),
    ],
)
def test_every_page_has_its_calendar(address, count, morning, client):
    assert len(events(client, address)) == count


def test_a_feed_has_a_name_a_zone_and_a_rhythm_but_no_uid(morning, client):
    text = client.get("/2030/sessions/morning.ics").content.decode()
    head = text[: text.index("BEGIN:VEVENT")]
    for line in (
        "NAME:Morning\\, Rivers 2030",
        "X-WR-CALNAME:Morning\\, Rivers 2030",
        "X-WR-TIMEZONE:Europe/Lisbon",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "URL:http://127.0.0.1:8000/2030/sessions/morning/",
    ):
        assert f"{line}\r\n" in head
    assert "UID" not in head


def test_the_same_data_is_the_same_bytes_and_a_304(morning, client):
    first = client.get("/2030/programme.ics")
    assert client.get("/2030/programme.ics").content == first.content
    unchanged = client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    Talk.objects.update(title="Estuaries")
    assert client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_client_that_takes_gzip_gets_its_304_too(morning, client):
    gzipped = client.get("/2030/programme.ics", HTTP_ACCEPT_ENCODING="gzip")
    assert gzipped["Content-Encoding"] == "gzip"
    headers = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_IF_NONE_MATCH": gzipped["ETag"]}
    assert client.get("/2030/programme.ics", **headers).status_code == 304


def test_a_move_raises_the_sequence_and_keeps_the_uid(morning, client):
    before = events(client)[0]
    release(Talk.objects.get(slug="deltas"), draft_start=at(10), draft_end=at(11))
    after = events(client)[0]
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("last-modified") >= before.decoded("last-modified")
    assert after.decoded("dtstamp") == after.decoded("last-modified")


def test_what_is_cancelled_stays_and_says_so(morning, client):
    release(morning, draft_cancelled=True)
    assert [(event["status"], event["summary"]) for event in events(client)] == [
        ("CANCELLED", "Cancelled: Deltas"),
        ("CANCELLED", "Cancelled: Q&A · Morning"),
    ]


def test_a_session_whose_talks_have_no_times_is_an_event_itself(client):
    session = a_session("Posters", start=at(15))
    a_talk(session=session)
    [event] = events(client)
    assert (event["summary"], event.decoded("dtstart")) == ("Posters", at(15))


@pytest.mark.parametrize(
    "address",
    ["programme.ics", "sessions/morning.ics", "talks/on-rivers.ics", "people/ada.ics", "2030-05-06.ics", "x.ics"],
)
def test_without_a_time_there_is_no_calendar(address, client):
    a_talk(session=a_session(), authors=["Ada"])
    assert client.get(f"/2030/{address}").status_code == 404


def test_a_day_is_the_venues_unless_the_address_says_otherwise(client):
    a_session("Evening", start=at(20))
    client.cookies["time_zone"] = "Asia/Tokyo"
    assert len(events(client, "/2030/2030-05-06.ics")) == 1
    assert len(events(client, "/2030/2030-05-07.ics?tz=Asia/Tokyo")) == 1
    assert client.get("/2030/2030-05-06.ics?tz=Asia/Tokyo").status_code == 404


def test_one_bad_row_takes_nobody_down(morning, client, monkeypatch, caplog):
    real = feeds.summary

    def breaks(entry):
        if entry.title == "Deltas":
            raise ValueError("poisoned")
        return real(entry)

    monkeypatch.setattr(feeds, "summary", breaks)
    assert [event["summary"] for event in events(client)] == ["Q&A · Morning"]
    assert "is left out of the calendar" in caplog.text


def test_no_input_adds_a_line(client):
    hostile = "A\r\nBEGIN:VEVENT\nEND:VCALENDAR\u2028X-EVIL:1\x0b;,\\\\n\x85"
    session = a_session(hostile, start=at(9), room=a_room(hostile))
    talk = a_talk(hostile, start=at(9), session=session, authors=[hostile], abstract=hostile * 5)
    author = talk.authors.get()
    content = client.get(f"/2030/people/{author.slug}.ics").content
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert sum(line == b"BEGIN:VEVENT" for line in lines) == 1
    assert not any(line.startswith(b"X-EVIL") for line in lines)
    # Also for a reader that takes all that Unicode calls the end of a line for one.
    assert content.decode().splitlines() == [line.decode() for line in lines[:-1]]


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_comes_back_as_one_event(text, client):
    year = a_conference()
    Session.objects.all().delete()
    session = a_session("S", start=at(9), conference=year)
    talk = a_talk("T", start=at(9), session=session)
    Talk.objects.filter(pk=talk.pk).update(title=talk_text(text), abstract=talk_text(text))
    [event] = events(client)
    assert event.decoded("dtstart").astimezone(UTC) == at(9)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=15)


def talk_text(text):
    """As it would be stored: the databases take neither NUL nor lone surrogates."""
    from conference.programme.revision import UNWANTED

    return UNWANTED.sub("", text)[:400]
