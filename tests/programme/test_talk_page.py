import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from conference.programme.models import Link, Talk
from tests.conftest import text_of
from tests.world import a_day_of, a_kind, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def test_it_tells_when_where_what_and_who(read):
    session = a_session(start=at(9), room=a_room("Aurora"))
    a_talk("Deltas", start=at(9), session=session, authors=["Ada", "Ben"], abstract="Silt.\n\nSand.")
    text = read("/2030/talks/deltas/")
    assert "Mon 6 May 9:00 - 9:15 WEST Aurora" in text
    assert "Oral in Morning Deltas Ada · Ben AbstractSilt.Sand. Links BibTeX Calendar Subscribe" in text


def test_its_own_room_wins_over_the_sessions(read):
    session = a_session(start=at(9), room=a_room("Aurora"))
    a_talk("Deltas", start=at(9), session=session, room=a_room("Boreal"))
    assert "WEST Boreal" in read("/2030/talks/deltas/")


def test_the_neighbours_are_a_link_away(client):
    a_day_of(3)
    html = client.get("/2030/talks/morning-talk-2/").content.decode()
    assert "Before · 9:00 - 9:15 WEST" in text_of(html)
    assert "After · 9:30 - 9:45 WEST" in text_of(html)
    assert 'href="/2030/talks/morning-talk-1/"' in html
    assert 'href="/2030/talks/morning-talk-3/"' in html


def test_what_shares_a_place_in_the_order_stands_in_that_of_its_making(client):
    session = a_session(start=at(9))
    for title in ("Deltas", "Floods", "Springs"):
        a_talk(title, session=session)
    Talk.objects.update(released_position=1)
    html = client.get("/2030/talks/floods/").content.decode()
    before, after = html.partition(">After")[::2]
    assert 'href="/2030/talks/deltas/"' in before.partition(">Before")[2]
    assert 'href="/2030/talks/springs/"' in after


def test_a_plain_neighbour_is_no_link(client):
    session = a_session(start=at(9))
    a_talk("Deltas", session=session)
    a_talk("Q&A", kind="Q&A", session=session)
    html = client.get("/2030/talks/deltas/").content.decode()
    assert "After" in html
    assert ">Before" not in html
    assert client.get("/2030/talks/qa/").status_code == 404


def test_links_are_named(client):
    a_talk("Deltas", paper="https://example.org/p", poster="https://example.org/q", code="http://example.org/c")
    html = client.get("/2030/talks/deltas/").content.decode()
    assert [label for label in ("Paper", "Slides", "Video", "Poster", "Code") if f">{label}</a>" in html] == [
        "Paper",
        "Poster",
        "Code",
    ]


def test_a_bare_talk_has_no_empty_headings(read):
    a_talk("Deltas", session=a_session())
    text = read("/2030/talks/deltas/")
    assert "Time not known yet" in text
    assert "Abstract" not in text
    assert "Subscribe" not in text


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("pt-BR", "ltr"), ("", "auto")])
def test_title_and_abstract_have_their_language(language, direction, client):
    a_talk("Deltas", language=language, abstract="x")
    html = client.get("/2030/talks/deltas/").content.decode()
    lang = f' lang="{language}"' if language else ""
    assert f'<h1><bdi{lang} dir="{direction}">Deltas</bdi></h1>' in html
    assert f'<div class="abstract"{lang} dir="{direction}">' in html


def test_search_engines_get_a_sentence(client):
    a_talk(r"G\"odel $x^2$", start=at(9), authors=["A", "B", "C", "D"], abstract=r"We show {\it any} <b>.")
    html = client.get("/2030/talks/godel-x2/").content.decode()
    assert "<title>Gödel x² · Rivers 2030</title>" in html
    told = "Mon 6 May 9:00 WEST. A, B, C and others. We show any &lt;b&gt;."
    assert f'<meta name="description" content="{told}">' in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/2030/talks/godel-x2/">' in html
    assert '<meta property="og:title" content="Gödel x²">' in html


def test_search_engines_get_one_zone_in_a_night_in_which_clocks_change(client):
    a_talk("Deltas", start=datetime(2030, 10, 27, 0, 30, tzinfo=UTC), end=datetime(2030, 10, 27, 1, 30, tzinfo=UTC))
    assert 'content="Sun 27 Oct 1:30 WEST"' in client.get("/2030/talks/deltas/").content.decode()


def test_a_kind_shows_its_mark(client):
    a_talk("Deltas", kind=a_kind("Keynote", mark="keynote"))
    assert '<span class="mark keynote"></span>Keynote' in client.get("/2030/talks/deltas/").content.decode()


def test_a_subtitle_stands_below_the_title_and_further_links_behind_the_others(client):
    talk = a_talk("Deltas", subtitle="Or: $x^2$ & <b>", paper="https://example.org/p", language="ar")
    talk.further_links.create(label="<Data>", address="https://example.org/d?a=1&b=2", position=2)
    talk.further_links.create(label="Project", address="https://example.org/j", position=1)
    talk.further_links.create(label="Run", address="javascript:alert(1)", position=3)
    html = client.get("/2030/talks/deltas/").content.decode()
    assert '<p class="subtitle"><bdi lang="ar" dir="rtl">Or: <math' in html
    assert "&amp; &lt;b&gt;</bdi></p>" in html
    links = re.findall(r'<li><a href="([^"]*)" rel="noopener">(.*?)</a>', html)
    assert [label for _, label in links] == ["Paper", "Project", "&lt;Data&gt;"]
    assert links[2][0] == "https://example.org/d?a=1&amp;b=2"


def test_a_further_link_is_a_web_address(client):
    for address in ("javascript:alert(1)", "ftp://example.org", ""):
        with pytest.raises(ValidationError):
            Link(talk=a_talk(), label="Run", address=address).full_clean()
