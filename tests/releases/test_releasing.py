import pytest

from conference.programme.changes import Change, Release
from conference.programme.models import Session, Talk
from conference.programme.releasing import differences, put_back, release
from conference.programme.revision import DraftMoved, Revision
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def draft(item, **fields):
    type(item).objects.filter(pk=item.pk).update(**{f"draft_{name}": value for name, value in fields.items()})


def whats(made):
    return [(change.title, change.what) for change in made.changes.all()]


@pytest.fixture
def year():
    return a_conference()


@pytest.fixture
def talk(year):
    return a_talk("Deltas", start=at(9), session=a_session(start=at(9), room=a_room("Aurora")))


def test_what_is_new_is_draft_until_released(year, client):
    a_talk("Deltas", start=at(9), session=a_session(start=at(9), released=False), released=False)
    assert client.get("/2030/talks/deltas/").status_code == 404
    assert client.get("/2030/programme.ics").status_code == 404
    made = release(year, "First")
    assert whats(made) == [("Morning", "new"), ("Deltas", "new")]
    assert client.get("/2030/talks/deltas/").status_code == 200
    assert Talk.objects.get().sequence == 0


def test_each_change_is_told(year, talk):
    other = a_session("Evening", start=at(18))
    draft(talk, start=at(10), end=at(11), room=a_room("Boreal"), session=other, cancelled=True)
    assert [difference.words for difference in differences(year)] == [
        ["Cancelled", "Moved", "Other room", "Other session"]
    ]
    made = release(year)
    moved = made.changes.get(what="moved")
    assert (moved.old_start, moved.new_start) == (at(9), at(10))
    assert made.changes.get(what="room").new_place == "Boreal"
    session = made.changes.get(what="session")
    assert (session.old_place, session.new_place) == ("Morning", "Evening")
    draft(talk, cancelled=False)
    assert whats(release(year)) == [("Deltas", "back")]


def test_the_room_of_its_session_is_where_it_was_or_is(year, talk):
    draft(Session.objects.get(), room=a_room("Aurora"))
    release(year)
    for room, places in ((a_room("Boreal"), ("Aurora", "Boreal")), (None, ("Boreal", "Aurora"))):
        draft(talk, room=room)
        told = release(year).changes.get()
        assert (told.what, told.old_place, told.new_place) == ("room", *places)
    draft(talk, room=a_room("Aurora"))
    assert [difference.words for difference in differences(year)] == [["Own room"]]
    assert release(year).changes.count() == 0


@pytest.mark.parametrize(
    "fields", [{"start": None, "end": None}, {"end": None}, {"room": None}, {"start": at(8)}, {"cancelled": True}]
)
def test_what_turns_unknown_differs_too(fields, year, talk):
    session = Session.objects.get()
    draft(session, **fields)
    assert [difference.item for difference in differences(year)] == [session]
    release(year)
    assert differences(year) == []


def test_a_release_moves_revision_sequence_and_modified(year, talk):
    before, revision = Talk.objects.get(), Revision.objects.get()
    draft(talk, start=at(8))
    release(year)
    after = Talk.objects.get()
    assert (after.sequence, after.released_start) == (before.sequence + 1, at(8))
    assert after.modified > before.modified
    assert Revision.objects.get().number == revision.number + 1
    assert Session.objects.get().sequence == 0


def test_a_session_that_changes_room_takes_its_talks_along(year, talk):
    draft(Session.objects.get(), room=a_room("Boreal"))
    release(year)
    assert Talk.objects.get().sequence == 1


def test_another_order_alone_is_released_without_a_word(year, talk):
    draft(talk, position=7)
    [difference] = differences(year)
    assert difference.words == ["Other order"]
    assert whats(release(year)) == []
    assert Talk.objects.released().get().position == 7
    assert Talk.objects.get().sequence == 0


def test_releases_are_numbered_and_nothing_makes_none(year, talk):
    assert release(year) is None
    draft(talk, start=at(8))
    release(year)
    draft(talk, start=at(9))
    assert release(year).number == 2
    assert Release.objects.count() == 2


def test_other_years_are_left_alone(year, talk):
    other = a_session("Other", conference=a_conference("2031"), released=False)
    release(year)
    other.refresh_from_db()
    assert not other.public


def test_the_history_tells_of_the_release(year, talk, admin_user):
    draft(talk, start=at(8))
    release(year, by=admin_user)
    record = talk.history.first()
    assert (record.history_change_reason, record.history_user) == ("Release 1", admin_user)


def test_the_draft_goes_back_for_one_or_for_all(year, talk):
    session = Session.objects.get()
    draft(talk, start=None, end=None)
    draft(session, room=a_room("Boreal"))
    assert put_back(year, [talk]) == 1
    assert [difference.item for difference in differences(year)] == [session]
    assert put_back(year) == 1
    assert differences(year) == []
    assert Talk.objects.draft().get().start == at(9)


def test_a_broken_release_leaves_all_as_it_was(year, talk, monkeypatch):
    from conference.programme import releasing

    draft(talk, start=at(8))
    monkeypatch.setattr(releasing, "raise_revision", lambda keys: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        release(year)
    assert Talk.objects.get().released_start == at(9)
    assert not Change.objects.exists()


def test_a_large_release_takes_the_same_queries_as_a_small_one(year, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    session = a_session(released=False)
    a_talk(session=session, released=False)
    with CaptureQueriesContext(connection) as few:
        release(year)
    for n in range(20):
        a_talk(f"T{n}", session=session, released=False)
    with django_assert_num_queries(len(few), exact=False):
        release(year)


def test_a_conference_that_is_deleted_meanwhile_has_no_draft_to_release(talk):
    conference = a_conference()
    seen = conference.revision.draft_number
    a_conference().delete()
    for verb in (release, put_back):
        with pytest.raises(DraftMoved):
            verb(conference, seen=seen)
