"""Whatever a file says and an organizer did since: imported twice in a row, it changes nothing the second time."""

import csv
import io
import json
from datetime import timedelta
from xml.sax.saxutils import escape

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, note
from hypothesis import settings as how
from hypothesis import strategies as st

from conference.imports.applying import MISSING, apply
from conference.imports.rehearsal import rehearse
from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from tests.world import DAY, a_conference, a_room, at

pytestmark = pytest.mark.django_db

# What is alike, or alike but for white space or TeX, is what could be taken for each other.
TITLES = ["On rivers", "On  rivers", "On lakes", "Q&A", "On $k$-means", "On k-means", "On lakes <2>"]
NUMBERS = {"Ada": 1, "Ben": 2, "Mo, Jr.": 3}
SESSIONS = ["Morning", "Noon", "Morning  "]
talks = st.lists(
    st.fixed_dictionaries({
        "title": st.sampled_from(TITLES),
        "session": st.sampled_from(SESSIONS),
        "room": st.sampled_from(["Aurora", "Boreal"]),
        "track": st.sampled_from(["", "Ice"]),
        "hour": st.sampled_from([9, 10, 11, 25, 33]),
        "minutes": st.sampled_from([15, 30]),
        "people": st.lists(st.sampled_from(sorted(NUMBERS)), max_size=3, unique=True),
    }),
    min_size=1,
    max_size=6,
)  # fmt: skip
edits = st.lists(
    st.tuples(
        st.sampled_from(["move", "room", "retitle", "cancel", "other session", "cancel session", "move session"]),
        st.integers(0, 5),
    ),
    max_size=3,
)


def delimited(mark):
    def write(talks, ids):
        out = io.StringIO()
        csv.writer(out, delimiter=mark).writerows(rows(talks, ids))
        return out.getvalue().encode()

    return write


def rows(talks, ids):
    yield ["Session", "Title", "Speakers", "Start", "End", "Room", "Track", *(["Paper ID"] if ids else [])]
    for n, talk in enumerate(talks):
        start, end = (f"{moment:%Y-%m-%d %H:%M}" for moment in span(talk))
        people = "; ".join(talk["people"])
        yield [
            talk["session"],
            talk["title"],
            people,
            start,
            end,
            talk["room"],
            talk["track"],
            *([f"p{n}"] if ids else []),
        ]


def as_xlsx(talks, ids):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows(talks, ids):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def as_ics(talks, ids):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//here//"]
    for n, talk in enumerate(talks):
        start, end = (f"{moment:%Y%m%dT%H%M%S}" for moment in span(talk))
        lines += ["BEGIN:VEVENT", f"DTSTART;TZID=Europe/Lisbon:{start}", f"DTEND;TZID=Europe/Lisbon:{end}"]
        lines += [f"SUMMARY:{talk['title']}", f"LOCATION:{talk['room']}"]
        lines += [f"UID:{n}@example.org"] if ids else []
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def as_frab_xml(talks, ids):
    out = ["<schedule><conference><title>Rivers</title><time_zone_name>Europe/Lisbon</time_zone_name></conference>"]
    for day, rooms in by_day_and_room(talks):
        out.append(f'<day date="{day}">')
        for room, numbered in rooms:
            out.append(f'<room name="{room}">')
            for n, talk in numbered:
                key, start = f' id="{n}"' if ids else "", span(talk)[0]
                people = "".join(f'<person id="{NUMBERS[name]}">{name}</person>' for name in talk["people"])
                out.append(f"<event{key}><date>{start.isoformat()}</date><duration>0:{talk['minutes']}</duration>")
                out.append(f"<title>{escape(talk['title'])}</title><track>{talk['track']}</track>")
                out.append(f"<persons>{people}</persons></event>")
            out.append("</room>")
        out.append("</day>")
    return ("".join(out) + "</schedule>").encode()


def as_frab_json(talks, ids, person=lambda name: {"id": NUMBERS[name], "public_name": name}):
    days = []
    for day, rooms in by_day_and_room(talks):
        events = {
            room: [
                {"title": talk["title"], "date": span(talk)[0].isoformat(), "duration": f"0:{talk['minutes']}",
                 "track": talk["track"], "persons": list(map(person, talk["people"]))}
                | ({"id": n} if ids else {})
                for n, talk in numbered
            ]
            for room, numbered in rooms
        }  # fmt: skip
        days.append({"date": day, "rooms": events})
    conference = {"title": "Rivers", "acronym": "r", "time_zone_name": "Europe/Lisbon", "days": days}
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def as_pretalx_json(talks, ids):
    """People by a code and a guid."""
    guid = "00000000-0000-4000-8000-00000000000{}"
    return as_frab_json(talks, ids, lambda name: {"code": name[:2], "name": name, "guid": guid.format(NUMBERS[name])})


FORMATS = {
    "csv": delimited(","), "tsv": delimited("\t"), "xlsx": as_xlsx, "ics": as_ics, "frab XML": as_frab_xml,
    "frab JSON": as_frab_json, "pretalx JSON": as_pretalx_json,
}  # fmt: skip


def span(talk):
    start = at(talk["hour"])
    return start, start + timedelta(minutes=talk["minutes"])


def by_day_and_room(talks):
    found = {}
    for n, talk in enumerate(talks):
        day = f"{DAY + timedelta(days=talk['hour'] // 24)}"
        found.setdefault(day, {}).setdefault(talk["room"], []).append((n, talk))
    return [(day, list(rooms.items())) for day, rooms in sorted(found.items())]


def rehearsed(file):
    rehearsal = rehearse(file, a_conference(), "file", {"zone": "Europe/Lisbon"})
    assert rehearsal.can_apply, [*map(str, rehearsal.errors), *map(str, rehearsal.open_questions)]
    return rehearsal


def edit(what, which):
    """One thing that an organizer does to one of the talks or sessions."""
    talk = Talk.objects.order_by("pk")[which % Talk.objects.count()]
    session = Session.objects.order_by("pk")[which % Session.objects.count()]
    if what == "move":
        talk.draft_start, talk.draft_end = at(14, which), at(14, 20)
    elif what == "room":
        talk.draft_room = a_room("Canopus")
    elif what == "retitle":
        talk.title = f"On bridges {which // 3}"
    elif what == "cancel":
        talk.draft_cancelled = not talk.draft_cancelled
    elif what == "other session":
        talk.draft_session = session
    elif what == "cancel session":
        session.draft_cancelled = True
    else:
        session.draft_start, session.draft_end, session.draft_room = at(15), at(16), a_room("Canopus")
    talk.save()
    session.save()


@how(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck), database=None)
@given(st.sampled_from(sorted(FORMATS)), talks, st.booleans(), edits, st.sets(st.integers(0, 4)), st.data())
def test_the_second_time_changes_nothing(format, talks, ids, edits, releases, data):
    missing = data.draw(st.sampled_from(sorted(MISSING)), label="missing")
    file = FORMATS[format](talks, ids)
    note(file if format == "xlsx" else file.decode())
    with transaction.atomic():
        year = a_conference(last_day=DAY + timedelta(days=1))
        apply(rehearsed(file), year)
        for n, each in enumerate(edits):
            if n in releases:
                release(year)
            edit(*each)
        if len(edits) in releases:
            release(year)
        apply(rehearsed(file), year, missing=missing)
        again = rehearsed(file)
        assert again.is_idle(missing), told(again)
        assert apply(again, year, missing=missing) is None
        transaction.set_rollback(True)


def told(rehearsal):
    """All that it would do."""
    items = [(item.name, *map(str, (*item.texts, *item.moves))) for item in rehearsal.changed + rehearsal.moved]
    return [item.name for item in rehearsal.new], items, [now.name for now in rehearsal.missing], rehearsal.rooms
