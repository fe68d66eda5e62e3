"""A question about rows that is compiled once, and asked again and again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.prepared import PreparedRows
from conference.programme.models import Talk
from tests.world import a_day_of, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled():
    """How the question was compiled: the name of each reading."""
    return []


@pytest.fixture
def in_session(compiled):
    def rows(session, slug, version):
        compiled.append(version)
        shown = getattr(Talk.objects, version)().filter(session=session).exclude(slug=slug)
        return shown.in_order().with_session().with_authors()

    return PreparedRows(rows)


def test_each_time_it_is_answered_for_its_own_values(in_session, compiled):
    morning, noon = a_day_of(3), a_day_of(2, "Noon")
    assert [str(talk) for talk in in_session(morning.pk, "morning-talk-2", version="released")] == [
        "Morning talk 1",
        "Morning talk 3",
    ]
    assert [str(talk) for talk in in_session(noon.pk, "", version="released")] == ["Noon talk 1", "Noon talk 2"]
    assert compiled == ["released"]


def test_moments_are_compared_with_moments():
    a_day_of(3)
    noon = a_day_of(2, "Noon")
    Talk.objects.filter(released_session=noon).update(released_start=at(12), released_end=None)
    since = PreparedRows(lambda begin, session: Talk.objects.filter(released_start__gte=begin).exclude(slug=session))
    assert len(since(at(12), "noon-talk-1")) == 1
    assert len(since(at(9), "")) == 5
    assert since(at(13), "") == []


def test_what_it_selects_and_prefetches_comes_along(in_session):
    morning = a_day_of(2)
    with CaptureQueriesContext(connection) as queries:
        told = [
            (talk.session, talk.kind.name, len(talk.authors_in_order))
            for talk in in_session(morning.pk, "", version="released")
        ]
    assert told == [(morning, "Oral", 1)] * 2
    assert len(queries) == 2


def test_each_reading_is_a_question_of_its_own(in_session, compiled):
    morning = a_day_of(1)
    Talk.objects.update(draft_cancelled=True)
    read = {version: in_session(morning.pk, "", version=version)[0].cancelled for version in ("released", "draft")}
    assert (read, compiled) == ({"released": False, "draft": True}, ["released", "draft"])
