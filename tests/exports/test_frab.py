"""programme.json and programme.xml; the fixture `events` holds both against their schemas."""

import logging
import uuid
from datetime import UTC, date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from conference.programme.models import Conference, Person, Room, Session, Talk, Track
from tests.world import a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def xml(client, year="2030"):
    return ElementTree.fromstring(client.get(f"/{year}/programme.xml").content)


def test_the_schemas_are_here(schemas):
    """Skipped, and so told, where the other tests could not compare."""


def test_the_seed_is_sixteen_events(seed, events, client):
    found = events("2021")
    assert len(found) == len(xml(client, "2021").findall("day/room/event")) == 16
    assert found[0]["date"] == "2021-05-05T03:00:00-07:00"
    assert found[-1]["end"] == "2021-05-05T06:08:00-07:00"
    assert {event["room"] for event in found} == {"Oral Session 7"}
    talks = {str(guid): number for guid, number in Talk.objects.values_list("guid", "number")}
    assert {event["guid"]: event["id"] for event in found} == talks


def test_an_event_says_it_all(morning, events):
    morning.track = Track.objects.create(conference=morning.conference, name="Water")
    morning.join = "https://example.org/join"
    morning.save()
    Talk.objects.filter(slug="deltas").update(paper="https://example.org/a b")
    talk, ada = Talk.objects.get(slug="deltas"), Person.objects.get(name="Ada")
    found = events()[0]
    assert found["persons"][0] == {
        "guid": str(ada.guid),
        "id": ada.number,
        "name": "Ada",
        "url": f"{SITE}/2030/people/ada/",
    }
    assert [person["name"] for person in found.pop("persons")] == ["Ada", "Ben"]
    assert found == {
        "guid": str(talk.guid),
        "id": talk.number,
        "date": "2030-05-06T09:00:00+01:00",
        "start": "09:00",
        "end": "2030-05-06T09:15:00+01:00",
        "duration": "00:15",
        "room": "Aurora",
        "slug": "rivers2030-talk-deltas",
        "url": f"{SITE}/2030/talks/deltas/",
        "title": "Deltas",
        "subtitle": "Morning",
        "track": "Water",
        "type": "Oral",
        "language": "en",
        "abstract": "We show any x².",
        "links": [
            {"type": "paper", "url": "https://example.org/a%20b", "title": "Paper"},
            {"type": "web", "url": "https://example.org/join", "title": "Join"},
        ],
    }


def test_its_own_subtitle_goes_before_the_sessions_and_further_links_come_last(morning, events):
    talk = Talk.objects.get(slug="deltas")
    Talk.objects.filter(pk=talk.pk).update(subtitle="Or $x^2$", slides="https://example.org/s")
    talk.further_links.create(label="Data", address="https://example.org/ä b")
    found = events()[0]
    assert found["subtitle"] == "Or x²"
    assert [(link["type"], link["title"]) for link in found["links"]] == [("slides", "Slides"), ("web", "Data")]
    assert found["links"][1]["url"] == "https://example.org/%C3%A4%20b"


def test_a_session_that_an_import_made_leaves_no_trace(events):
    track = Track.objects.create(conference=a_conference(), name="Ice")
    a_talk("Deltas", start=at(9), session=a_session("Ice · Aurora", start=at(9), room=a_room("Aurora"), track=track))
    [found] = events()
    assert (found["subtitle"], found["track"], found["room"]) == ("", "Ice", "Aurora")


def test_xml_says_the_same(morning, client):
    root = xml(client)
    assert root.findtext("conference/acronym") == "rivers2030"
    assert root.findtext("conference/time_zone_name") == "Europe/Lisbon"
    assert root.find("day/room").get("name") == "Aurora"
    event = root.find("day/room/event")
    talk = Talk.objects.get(slug="deltas")
    assert (event.get("guid"), event.get("id")) == (str(talk.guid), str(talk.number))
    assert event.findtext("date") == "2030-05-06T09:00:00+01:00"
    assert (event.findtext("start"), event.findtext("duration")) == ("09:00", "00:15")
    assert event.findtext("abstract") == "We show any x²."
    assert [(each.text, each.get("guid")) for each in event.findall("persons/person")] == [
        (person.name, str(person.guid)) for person in talk.authors_in_order
    ]


def test_a_plain_entry_leads_to_its_session(morning, events):
    assert events()[1]["url"] == f"{SITE}/2030/sessions/morning/"


def test_a_session_without_timed_entries_is_one_event(events):
    a_session("Coffee", start=at(10), moderators=["Mo"])
    a_talk("Some day", session=a_session("Posters", start=at(11)))
    found = events()
    assert [(event["title"], event["type"], event["room"]) for event in found] == [
        ("Coffee", "Session", "Coffee"),
        ("Posters", "Session", "Posters"),
    ]
    assert [person["name"] for person in found[0]["persons"]] == ["Mo"]


def test_what_has_no_time_is_not_there(morning, events):
    a_session("Later")
    a_talk("Sometime", session=morning)
    assert [event["title"] for event in events()] == ["Deltas", "Q&A"]


def test_an_empty_year_is_valid_and_lists_its_days(programme):
    a_conference(last_day=date(2030, 5, 8))
    days = programme()["conference"]["days"]
    assert [(day["index"], day["date"], day["rooms"]) for day in days] == [
        (1, "2030-05-06", {}),
        (2, "2030-05-07", {}),
        (3, "2030-05-08", {}),
    ]


def test_a_talk_after_midnight_belongs_to_the_day_before(programme):
    a_conference(day_begins=time(4))
    a_session("Late", start=at(25))
    [day] = programme()["conference"]["days"]
    assert (day["date"], day["day_start"], day["day_end"]) == (
        "2030-05-06",
        "2030-05-06T04:00:00+01:00",
        "2030-05-07T04:00:00+01:00",
    )
    assert day["rooms"]["Late"][0]["date"] == "2030-05-07T01:00:00+01:00"


def test_a_day_on_which_the_clocks_change(programme):
    a_conference(first_day=date(2030, 3, 31), last_day=date(2030, 3, 31))
    a_session("Early", start=datetime(2030, 3, 31, 0, 30, tzinfo=UTC), end=datetime(2030, 3, 31, 1, 30, tzinfo=UTC))
    [day] = programme()["conference"]["days"]
    assert (day["day_start"], day["day_end"]) == ("2030-03-31T00:00:00+00:00", "2030-04-01T00:00:00+01:00")
    [event] = day["rooms"]["Early"]
    assert (event["date"], event["end"], event["duration"]) == (
        "2030-03-31T00:30:00+00:00",
        "2030-03-31T02:30:00+01:00",
        "01:00",
    )


def test_what_is_cancelled_stays_and_its_title_says_so(morning, events):
    Session.objects.update(released_cancelled=True)
    assert [event["title"] for event in events()] == ["Cancelled: Deltas", "Cancelled: Q&A"]


def test_rooms_stand_in_their_order(programme):
    second, first = a_room("Alpha", order=2), a_room("Beta", order=1)
    a_session("A", start=at(9), room=second)
    a_session("B", start=at(10), room=first)
    a_session("C", start=at(8))
    assert list(programme()["conference"]["days"][0]["rooms"]) == ["Beta", "Alpha", "C"]


def test_two_rooms_of_one_name_are_one(programme):
    room, other = a_room("Hall", order=1), Room.objects.create(conference=a_conference(), name="Hall", order=3)
    a_session("A", start=at(9), room=room)
    a_session("B", start=at(9), room=a_room("Loft", order=2))
    a_session("C", start=at(10), room=other)
    rooms = programme()["conference"]["days"][0]["rooms"]
    assert {name: len(events) for name, events in rooms.items()} == {"Hall": 2, "Loft": 1}


def test_a_talks_track_wins_and_unused_ones_are_not_told(morning, programme):
    tracks = [
        Track.objects.create(conference=morning.conference, name=name) for name in ("Ice", "Sea & Land", "XCANARY")
    ]
    Session.objects.update(track=tracks[0])
    Talk.objects.filter(slug="deltas").update(track=tracks[1])
    conference = programme()["conference"]
    assert [event["track"] for event in conference["days"][0]["rooms"]["Aurora"]] == ["Sea & Land", "Ice"]
    assert conference["tracks"] == [{"name": "Ice", "slug": "ice"}, {"name": "Sea & Land", "slug": "sea-land"}]


@pytest.mark.once
@pytest.mark.parametrize(
    "zone", ["US/Pacific", "Etc/GMT+5", "UTC", "Asia/Ho_Chi_Minh", "Pacific/Apia", "Asia/Kathmandu"]
)
def test_any_zone_will_do(zone, events):
    a_conference(zone=zone)
    a_session(start=at(9))
    assert datetime.fromisoformat(events()[0]["date"]) == at(9)


@pytest.mark.once
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(1850, 1, 1, tzinfo=UTC), datetime(1850, 1, 1, 1, tzinfo=UTC)),  # an offset with seconds
        (at(9), at(9)),
        (at(9), at(9) + timedelta(days=30)),
        (at(9, 0) + timedelta(microseconds=5), at(9, 1) + timedelta(seconds=59)),
    ],
)
def test_odd_times_are_valid(start, end, events):
    a_session(start=start, end=end)
    assert len(events()) == 1


def test_no_end_is_a_duration_of_nothing(events):
    Session.objects.filter(pk=a_session(start=at(9)).pk).update(released_end=None)
    assert events()[0]["duration"] == "00:00"
    assert "end" not in events()[0]


@pytest.mark.once
@pytest.mark.parametrize("slug", ["a", "ab-c", "X_1", "2021", "-", "9" * 40])
def test_any_slug_of_a_year_is_valid(slug, events):
    a_session("Café", start=at(9), conference=a_conference(slug, series="会議"), slug="A_b-")
    assert len(events(slug)) == 1


HOSTILE = "\x00\x07\x0b\x1b<script>&amp;]]>\ud800\ufffe\u202e<!-- 💧\r\n\u2028"
STORABLE = HOSTILE.replace("\x00", "").replace("\ud800", "")


def test_hostile_text_is_valid_everywhere(morning, events):
    """Written past the guards, as another program in the database might."""
    conference = morning.conference
    track = Track.objects.create(conference=conference, name="x")
    for model in (Conference, Room, Track, Person):
        model.objects.update(name=STORABLE)
    Session.objects.update(title=STORABLE, abstract=STORABLE, track=track, join="javascript:x")
    links = {"paper": "https://a.example/ü%zz" + STORABLE, "code": "http://[", "slides": "https://", "poster": "data:,"}
    Talk.objects.update(title=STORABLE, abstract=STORABLE, language="\x1b<", **links)
    Conference.objects.update(description=STORABLE, language="\x0b", series=STORABLE)
    talk = events()[0]
    assert "<script>" in talk["title"]
    assert "\x1b" not in str(talk)
    assert [link["title"] for link in talk["links"]] == ["Paper"]


def test_a_title_of_a_megabyte_is_whole(morning, events):
    Talk.objects.filter(slug="deltas").update(title="long " * 200_000 if is_sqlite() else "long " * 100)
    assert [event["title"][:8] for event in events()] == ["long lon", "Q&A"]


def is_sqlite():
    from django.db import connection

    return connection.vendor == "sqlite"


def test_ids_are_distinct_even_where_a_session_and_a_talk_share_one(morning, events):
    talk = Talk.objects.get(slug="deltas")
    coffee = a_session("Coffee", start=at(8), slug="deltas")
    Session.objects.filter(pk=coffee.pk).update(number=talk.number, guid=talk.guid)
    Talk.objects.filter(slug="qa").update(number=0)
    found = events()
    assert {event["title"]: (event["guid"], event["id"]) for event in found}["Deltas"] == (str(talk.guid), talk.number)
    assert len({event["id"] for event in found}) == len({uuid.UUID(event["guid"]) for event in found}) == 3


def test_a_row_that_cannot_be_written_is_logged_and_left_out(morning, events, monkeypatch, caplog):
    whole = Talk.get_absolute_url
    monkeypatch.setattr(Talk, "get_absolute_url", lambda talk: whole(talk) if talk.title == "Q&A" else 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert [event["title"] for event in events()] == ["Q&A"]
    assert "is left out of an export" in caplog.text


def test_an_end_of_time_takes_nothing_else_down(morning, events):
    a_session(
        "Doomsday", start=datetime(9999, 12, 31, 23, 30, tzinfo=UTC), end=datetime(9999, 12, 31, 23, 31, tzinfo=UTC)
    )
    assert [event["title"] for event in events()][:2] == ["Deltas", "Q&A"]


@pytest.mark.once
def test_a_sample_conference_is_valid(events):
    call_command("make_sample", talks=60, verbosity=0)
    assert len(events("2026")) > 60


def test_a_kind_that_stands_for_itself(events):
    a_talk("Opening", kind=a_kind("Keynote"), start=at(9), session=a_session("Opening", start=at(9)))
    a_person("Nobody")
    assert [(event["type"], event["subtitle"]) for event in events()] == [("Keynote", "")]
