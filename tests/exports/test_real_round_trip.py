"""XML in, XML out: a real programme that was imported and released leaves as it came.

What is another one, and why:
- `abstract` is abstract and description in one, since a talk has one text; and dashes are typeset (`--` is –);
- `language` is the conference's where the file has none, and the first where it has several: a talk has one;
- `slug` and `url` are of this site;
- a file attached to an event is among its links, and its path has become an address; `example.org` has become
  https://example.org; and an address stands once;
- a room is told on the days on which something is in it, in the order in which the file first names it.
"""

import json
from io import StringIO
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command

from conference import tex
from conference.programme.models import Conference
from conference.programme.releasing import release

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REAL = settings.BASE_DIR.parent / "shared" / "realdata"


def of_xml(data):
    """(the conference's texts, the track names, [(day's date, [(room, [event])])]) of frab XML, as JSON has them."""
    root = ElementTree.fromstring(data)
    about = {each.tag: each.text for each in root.find("conference") if each.tag != "track"}
    tracks = [track.get("name") for track in root.findall("conference/track")]
    days = [(day.get("date"), [(room.get("name"), events_in(room)) for room in day]) for day in root.findall("day")]
    return about, tracks, days


def events_in(room):
    for element in room:
        event = {each.tag: each.text or "" for each in element} | dict(element.attrib)
        event["persons"] = [each.attrib | {"name": each.text} for each in element.findall("persons/person")]
        event["links"] = [{"url": each.get("href"), "title": each.text} for each in element.findall("links/link")]
        yield event


def of_json(data):
    about = json.loads(data)["schedule"]["conference"]
    tracks = [track["name"] for track in about.get("tracks", ())]
    return about, tracks, [(day["date"], list(day["rooms"].items())) for day in about["days"]]


def plain(text):
    return " ".join(tex.to_text(text or "").split())


def address_of(text, event):
    return urljoin(event["url"], text) if text.startswith(("/", "http")) else f"https://{text}"


def same(event, day, room):
    """What of an event must be the same, ids and texts alike."""
    parts = dict.fromkeys(filter(None, ((event.get(word) or "").strip() for word in ("abstract", "description"))))
    links = [
        (plain(link["title"]) or link["url"], address_of(link["url"], event))
        for many in ("links", "attachments")
        for link in event.get(many, ())
    ]
    return {
        "guid": event["guid"],
        "id": int(event["id"]),
        "day": day,
        "room": room,
        "track": event["track"] or "",
        "abstract": plain("\n\n".join(parts)),
        "links": sorted({url: title for title, url in reversed(links)}.items()),
        **{word: plain(event[word]) for word in ("title", "subtitle", "type")},
        **{word: event[word] for word in ("date", "start", "duration")},
    }


def flat(days):
    return {
        event["guid"]: (same(event, day, room), event)
        for day, rooms in days
        for room, events in rooms
        for event in events
    }


def people(event):
    """(guid or id, name) as far as the file has them."""
    return [
        (each.get("guid"), each.get("id"), plain(each.get("public_name") or each["name"])) for each in event["persons"]
    ]


def in_order(days):
    return list(dict.fromkeys(room for _, rooms in days for room, events in rooms if list(events)))


@pytest.mark.parametrize(
    ("name", "read", "events", "late"), [("38c3.xml", of_xml, 1007, 58), ("camp2019.json", of_json, 79, 0)]
)
def test_a_real_programme_leaves_as_it_came(client, name, read, events, late):
    if not REAL.exists():
        pytest.skip("../shared/realdata is not here, so there are no real programmes to send round")
    call_command(
        "import_programme", REAL / name, conference="x", create=True, apply=True, stdout=StringIO(), stderr=StringIO()
    )
    year = Conference.objects.get()
    year.published = True
    year.save()
    release(year)
    about, _, days = read((REAL / name).read_bytes())
    days = [(day, [(room, list(events)) for room, events in rooms]) for day, rooms in days]
    came = flat(days)
    assert len(came) == events
    for suffix, reread in (("xml", of_xml), ("json", of_json)):
        out_about, out_tracks, out_days = reread(client.get(f"/x/programme.{suffix}").content)
        out_days = [(day, [(room, list(events)) for room, events in rooms]) for day, rooms in out_days]
        went = flat(out_days)
        assert set(went) == set(came)
        for guid, (event, raw) in came.items():
            there, raw_there = went[guid]
            assert there == event
            assert len(raw["persons"]) == len(raw_there["persons"])
            for (person_guid, number, person), other in zip(people(raw), people(raw_there), strict=True):
                assert person == other[2]
                assert person_guid in (None, other[0])
                assert number is None or str(number) == str(other[1])
            languages = (raw["language"] or "en").replace(" ", "").split(",")
            assert raw_there["language"] == languages[0]
        assert [day for day, _ in out_days] == [day for day, _ in days]
        assert sum(1 for event, _ in went.values() if event["date"][:10] > event["day"]) == late
        assert in_order(out_days) == in_order(days)
        assert (out_about["title"], out_about["time_zone_name"]) == (about["title"], about["time_zone_name"])
        assert sorted(out_tracks) == sorted({event["track"] for event, _ in came.values()} - {""})
