from datetime import date

import pytest
from django.db import connection

from conference.imports.applying import NotApplied, apply
from conference.imports.kinds import kind_named
from conference.imports.models import Import
from conference.imports.rehearsal import rehearse
from conference.programme import releasing
from conference.programme.models import Authorship, Conference, Kind, Moderatorship, Person, Room, Session, Talk
from conference.programme.revision import Revision
from tests.imports.importing import imported, rehearsed, row
from tests.world import a_conference, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
NINE, HALF_PAST, TEN = (f"2030-05-06T{time}:00+01:00" for time in ("09:00", "09:30", "10:00"))


@pytest.fixture
def talk():
    session = a_session(start=at(9), end=at(12), room=a_room("Aurora"))
    return a_talk(start=at(9), session=session, authors=["Ada", "Ben"], abstract="Water flows.", foreign_id="T1")


def names(talk):
    return [person.name for person in talk.authors_in_order]


def test_a_programme_arrives_as_draft():
    a_conference()
    done = imported(
        row(start=NINE, end=HALF_PAST, room="Aurora", track="Water", authors="Ben · Ada", moderators="Mo", position=1),
        row("Q&A", kind="Q&A", start=HALF_PAST, end=TEN, room="Aurora", position=2),
    )
    first, last = Talk.objects.draft().in_order()
    assert names(first) == ["Ben", "Ada"]
    assert (first.start, first.end) == (at(9), at(9, 30))
    assert (first.session.title, str(first.place), str(first.track)) == ("Morning", "Aurora", "Water")
    assert not first.public
    assert [person.name for person in first.session.moderators_in_order] == ["Mo"]
    assert not last.kind.is_talk
    assert (done.counts["new"], done.summary) == (6, "6 new.")
    assert releasing.release(a_conference()).changes.count() == 3


def test_twice_changes_nothing():
    rows = [row(start=NINE, end=HALF_PAST, authors="Ada", moderators="Mo", room="A", track="T", foreign_id="1")]
    assert imported(*rows)
    number = Revision.objects.get().draft_number
    assert imported(*rows) is None
    assert Revision.objects.get().draft_number == number
    assert Import.objects.count() == 1


def test_texts_are_live_at_once_and_times_wait(talk, client):
    imported(row(abstract="Water stands.", start=TEN, end="2030-05-06T10:30:00+01:00", authors="Ben"))
    talk.refresh_from_db()
    assert talk.abstract == "Water stands."
    assert talk.released_start == at(9)
    assert talk.draft_start == at(10)
    assert talk.sequence == 0
    assert names(talk) == ["Ben"]
    assert b"Water stands." in client.get("/2030/talks/on-rivers/").content


def test_a_move_alone_is_seen_by_nobody(talk):
    number = Revision.objects.get().number
    imported(row(start=TEN, end="2030-05-06T10:30:00+01:00", room="Boreal"))
    assert Revision.objects.get().number == number
    assert Talk.objects.get().draft_room.name == "Boreal"


@pytest.mark.parametrize(
    ("missing", "there", "cancelled"), [("keep", 2, False), ("cancel", 2, True), ("delete", 1, None)]
)
def test_the_missing_are_kept_cancelled_or_deleted(talk, missing, there, cancelled):
    old = a_talk("Old", session=talk.draft_session)
    imported(row(abstract="New."), missing=missing)
    assert Talk.objects.count() == there
    if cancelled is not None:
        old.refresh_from_db()
        assert (old.draft_cancelled, old.released_cancelled) == (cancelled, False)


def test_cancelling_twice_changes_nothing(talk):
    a_talk("Old", session=talk.draft_session)
    assert imported(row(), missing="cancel").summary == "1 missing cancelled."
    assert imported(row(), missing="cancel") is None


def test_deleted_sessions_take_no_talk_along(talk):
    imported(row(session="Evening", foreign_id="T1"), missing="delete")
    assert Talk.objects.get().draft_session.title == "Evening"
    assert list(Session.objects.values_list("title", flat=True)) == ["Evening"]


def test_history_tells_who_and_what(talk, admin_user):
    imported(row(abstract="Water stands.", authors="Ben · Ada"), row("New"), by=admin_user)
    found, changed = Talk.history.filter(id=talk.pk).order_by("history_id")
    assert (found.abstract, found.history_user) == ("Water flows.", None)
    assert (changed.abstract, changed.history_user, changed.history_type) == ("Water stands.", admin_user, "~")
    assert changed.history_change_reason == "Import of file.csv; authors: Ada · Ben → Ben · Ada"
    assert Talk.history.get(title="New").history_change_reason == "Import of file.csv"


def test_the_log_says_who_when_and_which_file(talk, admin_user):
    imported(row("New"), by=admin_user)
    line = Import.objects.get()
    assert (line.by, line.file_name, line.format, len(line.sha256)) == (admin_user, "file.csv", "CSV", 64)


def test_the_programme_changed_meanwhile(talk):
    rehearsal = rehearsed(row("New"))
    Talk.objects.update(draft_position=9)
    with pytest.raises(NotApplied, match="The programme changed"):
        apply(rehearsal, a_conference())


def test_errors_and_open_questions_stop_it(talk):
    for rows in ([row("x" * 501)], [row(start="2030-05-06 10:00")]):
        with pytest.raises(NotApplied, match="Mend or answer"):
            apply(rehearsed(*rows), a_conference())


def test_ids_are_kept_where_they_are_free(talk):
    guid = "ad5584e1-64fa-543a-bbf4-33e009927e01"
    imported(row("New", guid=guid, id=70), row("Other", id=talk.number), row())
    new = Talk.objects.get(title="New")
    assert (str(new.guid), new.number) == (guid, 70)
    assert Talk.objects.get(title="Other").number == 71  # after the highest


def test_a_new_entry_stands_where_the_file_has_it(talk):
    a_talk("Z", session=talk.draft_session)
    rows = [row(position=1), row("New", position=2), row("Z", position=3)]
    imported(*rows)
    assert [each.title for each in Talk.objects.draft().in_order()] == ["On rivers", "New", "Z"]
    assert imported(*rows) is None


def test_what_the_file_does_not_name_keeps_its_place(talk):
    for name in ("Break", "Z"):
        a_talk(name, session=talk.draft_session)
    rows = [row("Z", position=1), row("On rivers", position=2)]
    imported(*rows)
    assert [each.title for each in Talk.objects.draft().in_order()] == ["Z", "On rivers", "Break"]
    assert imported(*rows) is None


def test_a_flat_programme_gets_sessions_and_keeps_them():
    flat = [
        {"title": "A", "day": "2030-05-06", "start": "9:00", "end": "9:30", "room": "Aurora", "track": "Water"},
        {"title": "B", "day": "2030-05-06", "start": "9:30", "end": "10:00", "room": "Aurora", "track": "Water"},
        {"title": "C", "day": "2030-05-06", "start": "9:00", "end": "9:30", "room": "Boreal", "track": "Water"},
    ]
    imported(*flat, zone="Europe/Lisbon")
    assert sorted(Session.objects.values_list("title", flat=True)) == ["Water · Aurora", "Water · Boreal"]
    assert Talk.objects.filter(draft_room=None, track=None).count() == 3
    assert imported(*flat, zone="Europe/Lisbon") is None
    flat[2] |= {"room": "Aurora", "start": "10:00", "end": "10:30"}
    imported(*flat, zone="Europe/Lisbon")
    aurora = Session.objects.get(title="Water · Aurora")
    assert aurora.draft_talks.count() == 3
    assert aurora.draft_end == at(10, 30)


def test_a_person_of_another_name_and_the_same_guid_is_renamed():
    ada = a_person("Ada")
    a_talk(authors=["Ada"])
    data = f"""<schedule><conference><title>R</title><start>2030-05-06</start><end>2030-05-06</end>
      <time_zone_name>Europe/Lisbon</time_zone_name></conference><day index="1" date="2030-05-06"><room name="Aurora">
      <event id="5" guid="ad5584e1-64fa-543a-bbf4-33e009927e01"><date>2030-05-06T09:00:00+01:00</date><start>09:00</start>
      <duration>00:30</duration><room>Aurora</room><title>New</title>
      <persons><person guid="{ada.guid}">Ada Lovelace</person></persons></event></room></day></schedule>"""
    rehearsal = rehearse(data.encode(), a_conference(), "f.xml")
    apply(rehearsal, a_conference())
    assert list(Person.objects.values_list("name", flat=True)) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    ("name", "is_talk", "mark"),
    [
        ("Oral", True, "oral"),
        ("Main-Oral", True, "oral"),
        ("Spotlights", True, "spotlight"),
        ("Poster", True, "poster"),
        ("Keynote", True, "keynote"),
        ("Q&A", False, "ring"),
        ("Lunch break", False, "bar"),
        ("Coffee", False, "bar"),
        ("Registration", False, "bar"),
        ("Talk 40 (30min +10 Q&A)", True, "oral"),
    ],
)
def test_kinds_by_their_name(name, is_talk, mark):
    found = kind_named(name)
    assert (found["is_talk"], found["mark"]) == (is_talk, mark)


def everything():
    found = {}
    for model in (Room, Kind, Person, Session, Talk, Authorship, Moderatorship, Revision, Import, Talk.history.model):
        found[model.__name__] = sorted(map(repr, model.objects.values_list()))
    return found


class PowerCut(Exception):
    pass


class Writes:
    """Counts the statements that write, and breaks instead of doing the one with this number."""

    def __init__(self, last=None):
        self.last, self.count = last, 0

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            if self.count == self.last:
                raise PowerCut
            self.count += 1
        return execute(sql, params, many, context)


def test_an_import_that_breaks_at_any_write_leaves_all_as_it_was(talk):
    a_talk("Old", session=talk.draft_session)
    rehearsal = rehearsed(
        row("On streams", foreign_id="T1", authors="Ben · Zoe", moderators="Mo", start=TEN, end=TEN, kind="Poster"),
        row("New", room="Boreal", authors="Yan", track="Water"),
    )
    before, count = everything(), 0
    while count < 500:
        with connection.execute_wrapper(Writes(count)):
            try:
                apply(rehearsal, a_conference(), missing="delete")
                break
            except PowerCut:
                count += 1
        assert everything() == before, f"after write {count}"
    assert 30 < count < 500
    assert everything() != before


def test_after_midnight_belongs_to_the_files_day():
    year = a_conference(first_day=date(2030, 5, 6), last_day=date(2030, 5, 6))
    late = row(day="2030-05-06", start="2030-05-07T01:00:00+01:00", end="2030-05-07T02:00:00+01:00")
    assert "would be outside the conference's days" in str(rehearsed(late).findings[0])
    Conference.objects.update(day_begins="04:00")
    year.refresh_from_db()
    assert not rehearsed(late, conference=year).findings
