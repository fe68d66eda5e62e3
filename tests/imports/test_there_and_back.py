"""What this site exports, it imports without a change."""

import pytest

from conference.imports.rehearsal import rehearse
from conference.programme.models import Conference
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def rehearsed(client, slug, suffix):
    response = client.get(f"/{slug}/programme.{suffix}")
    assert response.status_code == 200
    year = Conference.objects.get(slug=slug)
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return rehearse(data, year, f"programme.{suffix}", {"zone": year.zone})


def told(rehearsal):
    items = [
        (item.name, [str(each) for each in (*item.texts, *item.moves)]) for item in rehearsal.changed + rehearsal.moved
    ]
    return [*map(str, rehearsal.errors), *(item.name for item in rehearsal.new), *items, *map(str, rehearsal.doubtful)]


def test_the_seeds_table(seed, client):
    rehearsal = rehearsed(client, "2021", "csv")
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


def test_a_table_with_all_there_is(client):
    session = a_session("=1+1", start=at(9), end=at(12), room=a_room("Aurora"), moderators=["Mo · Mo", "Ada"])
    a_talk(
        '\'tis "so"; $x$', start=at(9), session=session, authors=["A, B", "- C"], abstract="a\n\nb", room=a_room("B")
    )
    a_talk("Off", session=session, cancelled=True, language="pt-BR", paper="https://example.org/a?b=c")
    a_talk("Q&A", session=session, kind="Q&A")
    a_talk("Q&A", session=session, kind="Q&A")
    a_session("Empty", cancelled=True, abstract="Nobody.")
    rehearsal = rehearsed(client, a_conference().slug, "csv")
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


@pytest.mark.parametrize("suffix", ["xml", "json"])
def test_the_seed_in_the_fields_formats(seed, client, suffix):
    """They know neither sessions nor TeX: only the two abstracts with macros differ, and nothing moves."""
    rehearsal = rehearsed(client, "2021", suffix)
    assert not [*rehearsal.new, *rehearsal.moved, *rehearsal.doubtful, *rehearsal.errors]
    assert {difference.name for item in rehearsal.changed for difference in item.texts} == {"abstract"}
    assert len(rehearsal.changed) == 2
