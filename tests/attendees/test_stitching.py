"""A page built for everybody, filled in for one: the very bytes that rendering it for them would give."""

import gzip

import pytest
from django.db import OperationalError, connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conference import trouble
from conference.attendees import context
from conference.attendees.context import counts
from conference.attendees.stitching import card, stitch
from conference.programme import built
from conference.programme.models import Talk
from tests.world import a_conference, a_day_of, a_talk, at

pytestmark = pytest.mark.django_db

PAGES = [
    "/2030/",
    "/2030/2030-05-06/",
    "/2030/2030-05-06/?talks=shown",
    "/2030/sessions/morning/",
    "/2030/talks/morning-talk-2/",
    "/2030/talks/noon-talk-1/",
    "/2030/people/",
    "/2030/people/author-2/",
    "/2030/changes/",
]
NOT_THERE = "/2030/absent/"


@pytest.fixture
def world():
    a_day_of(3)
    a_day_of(2, "Noon")


@pytest.fixture
def attendee(world, from_here):
    """Somebody who keeps the second and third talk of the morning."""
    visitor = Client()
    for talk in ("morning-talk-2", "morning-talk-3"):
        visitor.post(f"/2030/talks/{talk}/bookmark", {"keep": "yes"}, **from_here)
    return visitor


@pytest.fixture
def render_as(monkeypatch):
    """Render an address as for somebody who keeps these talks, without any stitching."""

    def render_as(address, kept):
        engine = engines["django"].engine
        processors = (
            *engine.template_context_processors,
            lambda request: {"kept": kept, "kept_counts": counts(len(kept), 0)},
        )
        with monkeypatch.context() as patch:
            patch.setitem(vars(engine), "template_context_processors", processors)
            built.forget()
            page = Client().get(address).content.decode()
        built.forget()
        return page

    return render_as


@pytest.mark.parametrize("address", [*PAGES, NOT_THERE])
def test_a_stitched_page_is_the_rendered_one_byte_for_byte(address, attendee, render_as):
    kept = Talk.objects.filter(slug__in=["morning-talk-2", "morning-talk-3"]).values_list("pk", flat=True)
    rendered = render_as(address, set(kept))
    assert 'class="count">2</span>' in rendered
    for _ in ("as it is built", "from the shelf"):
        stitched = attendee.get(address).content.decode()
        assert without_cards(stitched) == rendered


def without_cards(html):
    """A folded card's count is not rendered for anybody."""
    return html.replace(card(2).decode(), card(0).decode())


@pytest.mark.parametrize("address", PAGES)
def test_it_costs_two_queries(address, attendee):
    Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        attendee.get(address)
    assert len(queries) == 2


def test_a_folded_card_says_how_many_of_its_talks_are_kept(attendee):
    html = attendee.get("/2030/2030-05-06/").content.decode()
    assert html.count(card(2).decode()) == 1
    assert html.count(card(0).decode()) == 1


def test_who_comes_first_makes_no_difference(attendee):
    first = attendee.get("/2030/sessions/morning/").content
    everybody = Client().get("/2030/sessions/morning/").content
    assert b'aria-pressed="true"' not in everybody
    assert attendee.get("/2030/sessions/morning/").content == first != everybody


def test_it_is_for_nobody_else(attendee):
    tag = Client().get("/2030/sessions/morning/")["ETag"]
    page = attendee.get("/2030/sessions/morning/", HTTP_IF_NONE_MATCH=tag)
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    assert "Cookie" in page["Vary"]
    assert "ETag" not in page
    head = attendee.head("/2030/sessions/morning/")
    assert (head.content, head["Cache-Control"]) == (b"", "private, no-store")


def test_feeds_are_the_same_for_all(attendee):
    everybody = Client().get("/2030/programme.ics")
    assert attendee.get("/2030/programme.ics").content == everybody.content
    assert attendee.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=everybody["ETag"]).status_code == 304


def test_compressed_it_is_the_same(attendee):
    plain = attendee.get("/2030/sessions/morning/")
    zipped = attendee.get("/2030/sessions/morning/", HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["Content-Length"] == str(len(zipped.content))


def test_somebody_who_keeps_nothing_here_gets_what_everybody_gets(attendee, from_here):
    year = a_conference("2031", name="Rivers 2031")
    a_talk("Deltas", start=at(9), session=a_day_of(1, "Other", conference=year))
    assert attendee.get("/2031/sessions/other/").content == Client().get("/2031/sessions/other/").content


def test_what_somebody_wrote_is_never_taken_for_a_button(world):
    Talk.objects.update(
        title='<button id="bookmark_1" name="keep" value="yes" aria-pressed="false"><span class="word">Bookmark<',
        abstract='<b class="kept"></b><span id="kept-count"></span>',
    )
    page = Client().get("/2030/sessions/morning/").content
    numbers = set(Talk.objects.values_list("number", flat=True))
    assert stitch(page, numbers).count(b'aria-pressed="true"') == 3
    assert stitch(page, numbers).count(b" bookmarked</span>") == 1


def test_while_the_database_is_silent_the_programme_is_read_without_bookmarks(attendee, monkeypatch):
    def away(*args):
        raise OperationalError("away")

    page, own_page = "/2030/sessions/morning/", "/2030/my-schedule/"
    attendee.get(page), attendee.get(own_page)
    with monkeypatch.context() as outage:
        outage.setattr(built, "revision_of", away)
        outage.setattr(context, "rows_with_key", away)
        for _ in range(2):
            response = attendee.get(page)
            assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
            assert b'aria-pressed="true"' not in response.content
    # A page that has asked by itself is whole at once.
    assert attendee.get(own_page).content.count(b'aria-pressed="true"') == 2
    trouble.silence.ended()
    assert attendee.get(page).content.count(b'aria-pressed="true"') == 2


def test_a_page_that_cannot_be_made_is_a_503_for_an_attendee_too(attendee, monkeypatch):
    def away(*args):
        raise OperationalError("away")

    monkeypatch.setattr(context, "rows_with_key", away)
    assert attendee.get("/2030/my-schedule/").status_code == 503
