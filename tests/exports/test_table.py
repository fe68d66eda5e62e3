import csv
import io
from datetime import datetime

import pytest

from conference.columns import HEADER, split_names, unguard
from conference.programme.models import Authorship, Person, Session, Talk, Track
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client):
    def table(year="2030"):
        response = client.get(f"/{year}/programme.csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
        assert rows.fieldnames == HEADER
        return [{name: unguard(cell) for name, cell in row.items()} for row in rows]

    return table


def test_the_seed_is_sixteen_rows_with_their_source(seed, table):
    rows = table("2021")
    assert len(rows) == 16
    assert (rows[0]["session"], rows[0]["session_start"]) == ("Oral Session 7", "2021-05-05T03:00:00-07:00")
    assert (rows[0]["start"], rows[0]["foreign_id"], rows[0]["kind"]) == (
        "2021-05-05T03:00:00-07:00",
        "YicbFdNTTy",
        "Oral",
    )
    assert {row["abstract"] for row in rows} == set(Talk.objects.values_list("abstract", flat=True))


def test_excel_knows_the_letters(morning, client):
    assert client.get("/2030/programme.csv").content.startswith(b"\xef\xbb\xbfguid,id,session,")


def test_a_row_tells_all_of_an_entry_and_its_session(table):
    conference = a_conference()
    track = Track.objects.create(conference=conference, name="Ice")
    session = a_session(
        "Morning", start=at(9), room=a_room("Aurora"), moderators=["Mo", "Lee · Kim"], abstract="$a$\n\nb",
        track=track, join="https://example.org/j", recording="https://example.org/r", foreign_id="S1", cancelled=True,
    )  # fmt: skip
    links = {name: f"https://example.org/{name}" for name in ("paper", "slides", "video", "poster", "code")}
    talk = a_talk(
        r"G\"odel $x_1$", start=at(9), session=session, authors=["Ada", "Ben"], room=a_room("Loft"), track=track,
        abstract="One,\r\n\"two\"; 3", language="de", foreign_id="T1", position=7, cancelled=True, subtitle="$y$", **links,
    )  # fmt: skip
    for label in ("Data · set", "https://example.org/2"):
        talk.further_links.create(label=label, address=f"https://example.org/{len(label)}")
    [row] = table()
    people = {person.name: str(person.number) for person in Person.objects.all()}
    assert row == links | {
        "guid": str(talk.guid), "id": str(talk.number), "session": "Morning", "session_guid": str(session.guid),
        "session_id": str(session.number), "session_foreign_id": "S1", "session_start": "2030-05-06T09:00:00+01:00",
        "session_end": "2030-05-06T10:00:00+01:00", "session_room": "Aurora", "session_track": "Ice",
        "session_cancelled": "yes", "session_abstract": "$a$\n\nb", "moderators": r"Mo · Lee \· Kim",
        "moderator_ids": f"{people['Mo']} · {people['Lee · Kim']}", "join": "https://example.org/j",
        "recording": "https://example.org/r", "position": "7", "kind": "Oral", "start": "2030-05-06T09:00:00+01:00",
        "end": "2030-05-06T09:15:00+01:00", "room": "Loft", "track": "Ice", "title": r"G\"odel $x_1$",
        "authors": "Ada · Ben", "author_ids": f"{people['Ada']} · {people['Ben']}",
        "abstract": "One,\r\n\"two\"; 3", "language": "de", "foreign_id": "T1", "cancelled": "yes",
        "subtitle": "$y$", "links": r"Data \· set https://example.org/10 · https://example.org/2 https://example.org/21",
    }  # fmt: skip
    assert split_names(row["moderators"]) == ["Mo", "Lee · Kim"]


def test_what_has_no_time_or_no_entries_is_there_too(morning, table):
    a_session("Later", moderators=["Mo"])
    a_talk("Sometime", session=morning)
    rows = table()
    assert [(row["session"], row["title"], row["start"][11:16]) for row in rows] == [
        ("Morning", "Deltas", "09:00"),
        ("Morning", "Q&A", "09:15"),
        ("Morning", "Sometime", ""),
        ("Later", "", ""),
    ]
    assert (rows[-1]["guid"], rows[-1]["kind"], rows[-1]["moderators"]) == ("", "", "Mo")


def test_own_room_track_and_cancellation_are_not_the_sessions(morning, table):
    Session.objects.update(
        track=Track.objects.create(conference=morning.conference, name="Ice"), released_cancelled=True
    )
    row = table()[0]
    assert (row["room"], row["track"], row["cancelled"]) == ("", "", "")
    assert (row["session_room"], row["session_track"], row["session_cancelled"]) == ("Aurora", "Ice", "yes")


def test_two_people_of_one_name_are_told_apart(morning, table):
    twin = Person.objects.create(conference=morning.conference, name="Ada")
    Authorship.objects.create(talk=Talk.objects.get(slug="deltas"), person=twin, position=9)
    ada = Person.objects.exclude(pk=twin.pk).get(name="Ada")
    row = table()[0]
    assert row["authors"] == "Ada · Ben · Ada"
    assert row["author_ids"].split(" · ")[::2] == [str(ada.number), str(twin.number)]


@pytest.mark.parametrize("text", ["=1+1", "\t=1", "'=1", "-x", "＝1", " @x", "\n+1", '"=1', ";=1", "a;=1", "'tis"])
def test_no_cell_runs_and_every_text_comes_back(text, morning, table, client):
    Talk.objects.filter(slug="deltas").update(title=text, abstract=text)
    Session.objects.update(title=text, abstract=text)
    Person.objects.filter(name="Ada").update(name=text)
    row = table()[0]
    assert (row["title"], row["abstract"], row["session"], row["session_abstract"]) == (text,) * 4
    assert split_names(row["authors"])[0] == text
    raw = client.get("/2030/programme.csv").content.decode("utf-8-sig")
    for cells in csv.reader(io.StringIO(raw, newline="")):
        assert not any(cell.lstrip(" ").startswith(tuple("=+-@|%\t\r\n＝＋－＠")) for cell in cells)


def test_times_come_back_to_the_microsecond(table):
    start = at(9).replace(microsecond=123456)
    a_session(start=start)
    assert datetime.fromisoformat(table()[0]["session_start"]) == start


def test_control_characters_are_gone(morning, client):
    Talk.objects.update(abstract="a\x07b\x1b")
    assert b"ab" in client.get("/2030/programme.csv").content
    assert not {b"\x07", b"\x1b"} & {bytes([byte]) for byte in client.get("/2030/programme.csv").content}


def test_a_row_that_cannot_be_written_is_left_out(morning, table, monkeypatch):
    from conference.exports import table as room

    whole = room.entry_cells
    monkeypatch.setattr(
        room, "entry_cells", lambda entry, *rest: whole(entry, *rest) if entry.title == "Q&A" else 1 / 0
    )
    assert [row["title"] for row in table()] == ["Q&A"]
