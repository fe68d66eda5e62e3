from datetime import date, time, timedelta

import pytest
from django.conf import settings

from conference.imports.group import grouped
from conference.imports.readers import read

pytestmark = pytest.mark.once
FILES = settings.BASE_DIR / "fixtures" / "imports"


def programme(name, **options):
    reading = read((FILES / name).read_bytes(), **options)
    assert not reading.findings, [str(finding) for finding in reading.findings]
    assert not reading.questions
    return reading.programme


def test_frab_xml():
    made = programme("programme.xml")
    evening, night = made.talks
    assert (made.name, made.zone, made.day_begins, made.flat) == ("Rivers 2030", "Europe/Lisbon", time(4), True)
    assert night.day == evening.day == date(2030, 5, 6)
    assert night.start.date() == date(2030, 5, 7)
    assert evening.abstract == "Short.\n\nLong."
    assert [(person.foreign_id, person.name) for person in made.persons] == [("7", "Grace Hopper")]
    assert evening.where == "line 4, event 1"


def test_frab_and_pretalx_json():
    made = programme("programme.json")
    assert [(talk.title, talk.room, talk.track) for talk in made.talks] == [
        ("On rivers", "Aurora", "Water"),
        ("On seas", "Boreal", "Water"),
    ]
    assert made.talks[1].where == "day 1, Boreal, entry 1"
    assert made.talks[0].end - made.talks[0].start == timedelta(minutes=30)


def test_icalendar():
    made = programme("programme.ics")
    talk, lunch = made.talks
    assert talk.title == "On rivers, and lakes"
    assert talk.start.isoformat() == "2030-05-06T09:00:00+01:00"
    assert [person.name for person in talk.authors] == ["Grace Hopper", "Emmy Noether"]
    assert talk.abstract == "Water flows."
    assert lunch.cancelled
    assert lunch.start.hour == 12


def test_a_floating_time_asks_for_its_zone():
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nDTSTART:20300506T090000\nEND:VEVENT\nEND:VCALENDAR\n"
    assert [question.key for question in read(data).questions] == ["zone"]
    [talk] = read(data, {"zone": "Asia/Tokyo"}).programme.talks
    assert talk.start.isoformat() == "2030-05-06T09:00:00+09:00"


def test_a_broken_event_does_not_hide_the_others():
    broken = b"BEGIN:VEVENT\nSUMMARY:A\nDTSTART:tomorrow\nEND:VEVENT\n"
    whole = b"BEGIN:VEVENT\nSUMMARY:B\nDTSTART:20300506T090000Z\nEND:VEVENT\n"
    reading = read(b"BEGIN:VCALENDAR\n" + broken + whole + b"END:VCALENDAR\n")
    assert [talk.title for talk in reading.programme.talks] == ["A", "B"]
    assert str(reading.findings[0]).startswith("Line 2: DTSTART cannot be read.")


@pytest.mark.parametrize("zone", ["America", "Europe", "x" * 900])
def test_what_is_no_zone_spoils_one_moment_alone(zone):
    event = f"BEGIN:VEVENT\nSUMMARY:A\nDTSTART;TZID={zone}:20300506T090000\nEND:VEVENT\n"
    reading = read(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n".encode())
    assert [talk.title for talk in reading.programme.talks] == ["A"]
    assert str(reading.findings[0]).startswith("Line 2: DTSTART cannot be read.")


def test_people_of_one_name_but_two_ids_are_two():
    xml = (FILES / "programme.xml").read_text().replace('id="7"', 'id="8"', 1)
    assert len(read(xml.encode()).programme.persons) == 2


def test_every_talk_gets_a_session_on_the_files_day():
    made = grouped(programme("programme.xml"))
    [session] = made.sessions
    assert {talk.session for talk in made.talks} == {session.key}
    assert (session.title, session.day, session.room) == ("Water · Aurora", date(2030, 5, 6), "Aurora")
    assert (session.start, session.end) == (made.talks[0].start, made.talks[1].end)
    assert {"title", "start", "end"} <= session.derived


EVENT = b'{"schedule": {"conference": {"days": [{"date": "2030-05-06", "rooms": {"Aurora": [{"title": "A", %s}]}}]}}}'
LATE = {
    "json": EVENT % b'"date": "9999-12-31T23:59:00+00:00"',
    "xml": b'<schedule><day date="2030-05-06"><room name="R"><event><title>A</title><date>0001-01-01T00:00:00Z</date>'
    b"</event></room></day></schedule>",
    "ics": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nDTSTART:99991231T235900Z\nEND:VEVENT\nEND:VCALENDAR\n",
}


@pytest.mark.parametrize("what", LATE)
def test_a_moment_that_no_clock_can_show_is_an_error(what):
    reading = read(LATE[what])
    [finding] = reading.findings
    assert "is not between the years 1970 and 2199." in finding.sentence
    assert finding.severity.value == "error"
    [talk] = reading.programme.talks
    assert talk.start is None
