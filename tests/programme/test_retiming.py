"""New times in the draft: in one go, with a history, unseen by attendees."""

import pytest

from conference.programme import timeline
from conference.programme.models import Talk
from conference.programme.retiming import retime
from conference.programme.revision import DraftMoved, Revision
from tests.world import a_day_of, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return a_day_of(3)


def later(talk, minutes=10):
    """Asks for it and what follows later, with the session."""

    def ask(session, entries):
        found = timeline.move(entries, talk.pk, minutes)
        return found + timeline.along(session, entries, found, end=True)

    return ask


def drafted():
    return list(Talk.objects.draft().in_order().values_list("draft_start", flat=True))


def test_it_is_in_the_draft_and_nowhere_else(session):
    before = Revision.objects.get()
    found = retime(session, later(Talk.objects.get(title="Morning talk 2")))
    assert drafted() == [at(9), at(9, 25), at(9, 40)]
    session.refresh_from_db()
    assert (session.draft_end, session.released_end) == (at(12, 10), at(12))
    released = Talk.objects.released().in_order().values_list("released_start", flat=True)
    assert list(released) == [at(9), at(9, 15), at(9, 30)]
    after = Revision.objects.get()
    assert after.number == before.number
    assert after.draft_number > before.draft_number
    assert [str(each.item) for each in found] == ["Morning talk 2", "Morning talk 3", "Morning"]


def test_the_history_tells_who_and_what(session, admin_user):
    talk = Talk.objects.get(title="Morning talk 3")
    Talk.history.all().delete()  # as a fixture leaves it
    retime(session, later(talk), by=admin_user, reason="Late")
    [new, old] = talk.history.all()
    assert (old.draft_start, new.draft_start) == (at(9, 30), at(9, 40))
    assert (new.history_user, new.history_change_reason, new.history_type) == (admin_user, "Late", "~")
    assert (old.history_user, old.history_change_reason) == (None, "As it was found before its first change here")
    assert not Talk.history.filter(title="Morning talk 1").exists()
    assert session.history.first().draft_end == at(12, 10)


def test_an_order_that_changes_is_written(session):
    first, _, last = Talk.objects.draft().in_order()
    retime(session, lambda session, entries: timeline.swap(entries, first.pk, last.pk))
    assert [talk.title[-1] for talk in Talk.objects.draft().in_order()] == ["3", "2", "1"]
    assert drafted() == [at(9), at(9, 15), at(9, 30)]


def test_a_draft_that_moved_on_is_left_alone(session):
    seen = Revision.objects.get().draft_number
    talk = Talk.objects.get(title="Morning talk 2")
    talk.save()
    number = Revision.objects.get().draft_number
    with pytest.raises(DraftMoved):
        retime(session, later(talk), seen=seen)
    assert Revision.objects.get().draft_number == number
    assert drafted()[1] == at(9, 15)
    retime(session, later(talk), seen=number)
    assert drafted()[1] == at(9, 25)


def test_what_is_refused_leaves_no_trace(session):
    number = Revision.objects.get().draft_number
    with pytest.raises(timeline.Refused):
        retime(session, later(Talk(pk=0)))
    assert Revision.objects.get().draft_number == number


def test_it_asks_of_what_is_stored_and_of_this_session_only(session):
    other = a_talk("Elsewhere", at(9), session=a_session("Beside", at(9)))
    Talk.objects.filter(title="Morning talk 1").update(draft_session=other.draft_session)
    Talk.objects.filter(title="Morning talk 2").update(draft_start=at(10), draft_end=at(11))
    retime(session, lambda session, entries: timeline.set_anew(entries, at(8)))
    starts = dict(Talk.objects.values_list("title", "draft_start"))
    assert starts == {
        "Morning talk 1": at(9), "Elsewhere": at(9), "Morning talk 2": at(8), "Morning talk 3": at(9)
    }  # fmt: skip


@pytest.mark.parametrize("talks", [3, 30])
def test_thirty_cost_what_three_do(talks, django_assert_max_num_queries):
    session = a_day_of(talks)
    first = Talk.objects.first()
    with django_assert_max_num_queries(24):
        found = retime(session, later(first))
    assert len(found) == talks + 1
