"""What a change would bring and mend is known before anything is written."""

import pytest

from conference.conflicts.checks import find
from conference.conflicts.conflict import compared
from conference.conflicts.loading import load
from conference.programme.models import Talk
from tests.world import a_conference, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def codes(conflicts):
    return sorted(conflict.code for conflict in conflicts)


def supposed(times):
    programme = load(a_conference())
    before = find(programme)
    programme.suppose(times)
    return compared(before, find(programme))


@pytest.fixture
def late():
    """Overlaps with what follows it in its session, and with another of its author's elsewhere."""
    morning, beside = (a_session(title, at(9), at(10), moderators=[title]) for title in ("Morning", "Beside"))
    late = a_talk("Late", at(9), at(9, 30), morning, authors=["Ada"])
    a_talk("Next", at(9, 20), at(10), morning, authors=["Ben"])
    a_talk("Far", at(9, 40), at(10), beside, authors=["Ada"])
    return late


def test_what_is_brought_and_what_is_mended(late):
    brought, mended = supposed({("talk", late.pk): (at(10), at(10, 30))})
    assert codes(brought) == ["outside_session"]
    assert codes(mended) == ["overlap_inside"]
    assert Talk.objects.get(title="Late").draft_start == at(9)


def test_what_only_happens_at_another_time_is_neither(late):
    brought, mended = supposed({("talk", late.pk): (at(9, 15), at(9, 35))})
    assert (codes(brought), codes(mended)) == ([], [])


def test_people_elsewhere_count(late):
    brought, _ = supposed({("talk", late.pk): (at(9, 30), at(9, 59))})
    assert "person_twice" in codes(brought)


def test_a_session_has_times_too(late):
    _, mended = supposed({("session", late.draft_session.pk): (None, None)})
    assert codes(mended) == []
    brought, _ = supposed({("session", late.draft_session.pk): (at(9), at(9, 20))})
    assert codes(brought) == ["outside_session", "outside_session"]
