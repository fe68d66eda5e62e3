"""Overlaps side by side, and what else there is of a talk that cannot be heard."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.attendees.conftest import PAGE
from tests.world import a_kind, a_room, a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two talks at once in two rooms."""
    here, there = (
        a_session("Here", start=at(9), room=a_room("Aurora")),
        a_session("There", start=at(9), room=a_room("Boreal")),
    )
    return a_talk("Deltas", start=at(9), session=here), a_talk("Estuaries", start=at(9, 5), session=there)


@pytest.fixture
def ada(a_visitor, world):
    return a_visitor().keep(*world)


def cells(visitor, query="?view=day"):
    """The table as rows of (time, titles and spans of its cells)."""
    html = visitor.get(PAGE + query).content.decode()
    rows = re.findall(r'<tr class="for[^>]*>(.*?)</tr>', html, re.S)
    return [
        (re.search(r">(\d+:\d\d)</time>", row)[1], re.findall(r"<bdi[^>]*>(Deltas|Estuaries)</bdi>", row))
        for row in rows
    ]


def test_the_day_view_puts_overlaps_side_by_side(ada):
    assert cells(ada) == [("9:00", ["Deltas"]), ("9:05", ["Estuaries"]), ("9:15", [])]
    html = ada.get(PAGE + "?view=day").content.decode()
    assert html.count('class="block beside"') == 2
    assert 'rowspan="2" class="block beside"' in html
    assert "style=" not in html


@pytest.mark.parametrize("more", [0, 3])
def test_what_overlaps_says_so_also_where_there_are_too_many_to_stand_side_by_side(more, ada, world):
    ada.keep(a_talk("Floods", start=at(11), session=world[0].session))
    for n in range(more):
        ada.keep(a_talk(f"Mist {n}", start=at(9), session=world[1].session))
    html = ada.get(PAGE + "?view=day").content.decode()
    assert (html.count('<b class="late">Overlaps</b>'), html.count('class="block beside"')) == (
        2 + more,
        0 if more else 2,
    )


def test_each_view_leads_to_the_other(ada):
    assert '<a href="?view=day">Day view</a>' in ada.get(PAGE).content.decode()
    html = ada.get(PAGE + "?view=day&tz=Asia/Tokyo").content.decode()
    assert '<a href="?tz=Asia/Tokyo">List</a>' in html
    assert '<a href="?view=day&tz=Asia/Tokyo" aria-current="page">Day view</a>' in html.replace("&amp;", "&")
    assert cells(ada, "?view=day&tz=Asia/Tokyo")[0][0] == "17:00"


def test_a_talk_without_a_time_stands_below_the_tables(ada, world):
    ada.keep(a_talk("Some day", session=world[0].session))
    assert ada.kept(PAGE + "?view=day") == ["deltas", "estuaries", "some-day"]


def test_a_clash_tells_of_the_same_talk_elsewhere_and_of_recordings(ada, world):
    later = a_session("Posters", start=at(15), recording="https://example.org/posters")
    a_talk("DELTAS ", start=at(15), session=later, kind=a_kind("Poster", parallel=True), slug="again")
    release(world[1], video="https://example.org/video")
    for view in (PAGE, PAGE + "?view=day"):
        html = ada.get(view).content.decode()
        assert 'href="/2030/talks/again/">Mon 6 May 15:00 - 15:15 WEST, Posters</a>' in html
        assert 'href="https://example.org/video"' in html
        assert "https://example.org/posters" not in html


def test_elsewhere_in_the_hour_that_comes_twice_its_name_is_said_once(ada):
    night = datetime(2030, 10, 27, 0, 15, tzinfo=UTC)
    a_talk("Deltas", start=night, session=a_session("Night", start=night), slug="again")
    assert ">Sun 27 Oct 1:15 - 1:30 WEST, Night</a>" in ada.get(PAGE).content.decode()


def test_the_id_elsewhere_is_as_good_as_the_title(ada, world):
    a_talk("On deltas", start=at(15), foreign_id="X1")
    release(world[0], foreign_id="X1")
    assert "/2030/talks/on-deltas/" in ada.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "fields", [{"start": at(9, 5)}, {"start": at(15), "cancelled": True}, {}, {"start": at(15), "released": False}]
)
def test_what_cannot_be_heard_either_is_not_offered(fields, ada):
    a_talk("Deltas", slug="again", session=a_session("Later", start=at(15)), **fields)
    assert "/2030/talks/again/" not in ada.get(PAGE).content.decode()


def test_without_a_clash_nothing_is_offered(a_visitor, world):
    a_talk("Deltas", start=at(15), slug="again")
    assert "/2030/talks/again/" not in a_visitor().keep(world[0]).get(PAGE).content.decode()


def test_one_clash_costs_as_much_as_three(ada, world):
    def queries():
        ada.get(PAGE)  # which talks are doubles is found once for each revision
        with CaptureQueriesContext(connection) as found:
            ada.get(PAGE + "?view=day")
        return len(found)

    a_talk("Deltas", start=at(15), slug="again")
    few = queries()
    for n in range(3):
        ada.keep(a_talk(f"T{n}", start=at(9), session=world[0].session))
        a_talk(f"T{n}", start=at(16, 15 * n), session=world[0].session, slug=f"again-{n}")
    assert queries() == few <= 10
