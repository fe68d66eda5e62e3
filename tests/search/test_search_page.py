"""What is found, in which order, and how it is shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.programme import built
from conference.programme.models import Track
from conference.search import finding, showing
from tests.world import DAY, a_conference, a_day_of, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(client):
    """The titles of the talks that a search finds, in their order."""

    def titles(query):
        html = client.get(f"/2030/search/?{query}").content.decode()
        found = re.findall(r'<h3[^>]*><a href="/2030/talks/[^>]*><bdi[^>]*>(.*?)</bdi>', html)
        return [re.sub("<[^>]*>", "", title) for title in found]

    return titles


@pytest.fixture
def rivers():
    a_conference(last_day=DAY)
    morning = a_session("Rivers in the morning", at(9), at(12), a_room("Aurora", order=1), moderators=["Mo"])
    evening = a_session("Evening", at(18), at(20), a_room("Boreal", order=2))
    a_talk("Deltas", at(9), session=morning, authors=["José Antorán"], abstract="Where a river ends.")
    a_talk("A river", at(10), session=morning, authors=["Ada"], abstract="Water.")
    a_talk("Riverbeds", at(9, 30), session=morning, kind="Poster", authors=["Ada"])
    a_talk("Clouds", at(18), session=evening, kind="Poster", abstract='Riverine weather, said G\\"odel.')
    a_talk("Q&A on rivers", at(11), session=morning, kind="Q&A")


def test_whole_words_come_before_beginnings_and_titles_before_abstracts(rivers, titles):
    assert titles("q=river") == ["A river", "Deltas", "Riverbeds", "Clouds"]
    assert titles("q=RIVERB") == ["Riverbeds"]
    assert titles("q=water+river") == ["A river"]
    assert titles("q=river+absent") == []


def test_accents_and_tex_do_not_matter(rivers, titles, read):
    assert titles("q=antoran") == titles("q=ANTOR%C3%81N+jose") == ["Deltas"]
    assert titles("q=godel") == ["Clouds"]
    assert titles("q=O(1/sqrt(n))") == []
    assert "1 talk · 1 person for “antoran”" in read("/2030/search/?q=antoran")


def test_people_and_sessions_are_results_of_their_own(rivers, client, read):
    text = read("/2030/search/?q=mo")
    assert "0 talks · 1 session · 1 person for “mo”" in text
    assert "People Mo Sessions Mon 6 May 9:00 - 12:00 WEST Aurora Rivers in the morning Mo" in text
    assert '<a href="/2030/people/mo/"><bdi><mark>Mo</mark></bdi>' in client.get("/2030/search/?q=mo").content.decode()


def test_the_rest_is_a_link_away(client, read):
    for n in range(20):
        session = a_session(f"River session {n:02}", at(9, n), moderators=[f"River {n:02}"])
        a_talk(f"River talk {n:02}", at(9, n), session=session)
    first = client.get("/2030/search/?q=river").content.decode()
    assert 'href="?q=river&amp;part=people">All 20 people' in first
    assert 'href="?q=river&amp;part=sessions">All 20 sessions' in first
    assert 'rel="next" href="?q=river&amp;page=2"' in first
    assert "River talk 14" in first
    assert "River talk 15" not in first
    people = client.get("/2030/search/?q=river&part=people").content.decode()
    assert "<title>“river”, people · Rivers 2030</title>" in people
    assert "River</mark> 19" in people
    assert "River session 19" in read("/2030/search/?q=river&part=sessions&page=2")
    second = read("/2030/search/?q=river&page=2")
    assert "River talk 15" in second
    assert "Sessions" not in second


def test_ids_lead_to_what_has_them(rivers, titles):
    talk = a_talk("Springs", at(9), foreign_id="YicbFdNTTy")
    assert titles("q=yicbfdntty") == ["Springs"]
    assert titles(f"q={talk.guid}") == ["Springs"]
    assert titles(f"q={talk.number}") == ["Springs"]


def test_a_snippet_shows_the_match(rivers, client):
    html = client.get("/2030/search/?q=godel").content.decode()
    assert '<p class="snippet" dir="auto">Riverine weather, said <mark>Gödel</mark>.</p>' in html


def test_an_author_who_was_asked_for_is_not_among_those_left_out(client):
    a_talk("Many hands", at(9), authors=[f"Author {n}" for n in range(9)] + ["Zoe"])
    html = client.get("/2030/search/?q=zoe").content.decode()
    assert "<mark>Zoe</mark>" in html.split("Many hands")[1]
    assert "and 6 more" in html


def test_without_a_question_all_talks_by_time(rivers, titles, read):
    assert titles("") == ["Deltas", "Riverbeds", "A river", "Clouds"]
    assert read("/2030/search/").count("4 talks") == 1


def test_nothing_found_says_what_to_try(rivers, read):
    text = read("/2030/search/?q=zzz&kind=poster")
    assert "0 talks for “zzz”, Posters" in text
    assert "Nothing is found. Try fewer words, or only the beginning of one; or search without filters" in text
    assert "0 talks, Posters, my bookmarks Nothing is found. Search without filters." in read(
        "/2030/search/?kind=poster&mine=yes"
    )
    assert "0 talks for “???”" in read("/2030/search/?q=???")


# Filters


def test_filters_combine_and_say_what_each_would_leave(rivers, titles, client):
    assert titles("kind=poster") == ["Riverbeds", "Clouds"]
    assert titles("kind=poster&room=aurora") == ["Riverbeds"]
    assert titles("q=river&session=rivers-in-the-morning&kind=oral") == ["A river", "Deltas"]
    html = client.get("/2030/search/?kind=poster").content.decode()
    assert '<option value="poster" selected>Poster (2)</option>' in html
    assert '<option value="oral">Oral (2)</option>' in html
    assert '<option value="aurora">Aurora (1)</option>' in html
    assert '<option value="boreal">Boreal (1)</option>' in html


def test_of_many_sessions_only_the_chosen_one_is_offered(client, monkeypatch):
    for n in range(3):
        a_talk(f"Talk {n}", at(9), session=a_session(f"$S_{n}$", at(9)))
    assert '<option value="s2">S₂ (1)</option>' in client.get("/2030/search/?session=s1").content.decode()
    monkeypatch.setattr(finding, "MOST_SESSIONS", 2)
    html = client.get("/2030/search/?q=talk&session=s1").content.decode()
    assert re.findall('<option value="(s.)"', html) == ["s1"]
    assert 'name="session"' not in client.get("/2030/search/").content.decode()


def test_a_talk_has_its_own_room_and_track_or_its_sessions(titles):
    conference = a_conference()
    tracks = [Track.objects.create(conference=conference, name=name) for name in ("Water", "Air")]
    session = a_session("Morning", at(9), room=a_room("Aurora"), track=tracks[0])
    a_talk("At home", at(9), session=session)
    a_talk("Away", at(9, 15), session=session, room=a_room("Boreal"), track=tracks[1])
    assert titles("room=aurora") == titles("track=water") == ["At home"]
    assert titles("room=boreal&track=air") == ["Away"]


def test_a_day_is_one_of_the_visitors_zone(titles):
    a_conference(last_day=DAY)
    a_talk("Late", at(23), session=a_session("Night", at(23)))
    assert titles("day=2030-05-06") == titles("day=2030-05-07&tz=Asia/Tokyo") == ["Late"]
    assert titles("day=2030-05-07") == titles("day=2030-05-06&tz=Asia/Tokyo") == []


def test_a_state_has_a_title_in_words_and_a_calendar(rivers, client):
    html = client.get("/2030/search/?q=river&kind=poster&room=aurora&day=2030-05-06").content.decode()
    assert "<title>“river”, Posters in Aurora, Mon 6 May · Rivers 2030</title>" in html
    [address] = re.findall(r'href="http://127\.0\.0\.1:8000(/2030/search\.ics\?[^"]*)"', html)
    calendar = client.get(address.replace("&amp;", "&"))
    assert calendar.content.count(b"BEGIN:VEVENT") == 1
    assert b"SUMMARY:Riverbeds" in calendar.content
    assert "\r\nNAME:Rivers 2030: “river”\\, Posters in Aurora\\, Mon 6 May\r\n" in calendar.content.decode()
    assert client.get(address.replace("&amp;", "&"), headers={"If-None-Match": calendar["ETag"]}).status_code == 304


def test_a_calendar_is_offered_whichever_page_has_the_times(client, monkeypatch):
    monkeypatch.setitem(showing.ON_A_PAGE, "", 1)
    a_talk("Rivers", session=a_session("Some day"))
    a_talk("Lakes", at(9), session=a_session("Morning", at(9)), abstract="Not rivers.")
    for page in ("", "&page=2"):
        assert "/2030/search.ics?q=rivers" in client.get(f"/2030/search/?q=rivers{page}").content.decode()


def test_an_empty_state_has_no_calendar(rivers, client):
    assert client.get("/2030/search.ics?q=zzz").status_code == 404
    assert client.get("/2030/search.ics?mine=yes").status_code == 404
    assert "search.ics" not in client.get("/2030/search/?q=zzz").content.decode()


def test_what_nothing_has_can_be_seen_and_given_up(rivers, read, client):
    assert "0 talks, in cellar" in read("/2030/search/?room=cellar")
    assert (
        '<option value="cellar" selected>cellar (0)</option>'
        in client.get("/2030/search/?room=cellar").content.decode()
    )


def test_only_my_bookmarks_are_mine(rivers, client, titles, from_here):
    assert titles("mine=yes") == []
    client.post("/2030/talks/deltas/bookmark", {"keep": "yes"}, **from_here)
    assert titles("mine=yes") == titles("q=river&mine=yes") == ["Deltas"]
    response = client.get("/2030/search/?mine=yes")
    assert response["Cache-Control"] == "private, no-store"
    assert "1 talk, my bookmarks" in response.content.decode()


def test_the_same_for_everybody_and_for_no_search_engine(rivers, client):
    response = client.get("/2030/search/?q=river")
    assert response["Cache-Control"] == "public, no-cache"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_htmx_gets_what_follows_the_form(rivers, client):
    response = client.get("/2030/search/?q=deltas&day=", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert html.startswith("<title>“deltas” · Rivers 2030</title>")
    assert "<html" not in html
    assert response["HX-Replace-Url"] == "/2030/search/?q=deltas"
    assert "HX-Request" in response["Vary"]


def test_a_zone_in_the_address_goes_along(rivers, client):
    html = client.get("/2030/search/?q=river&tz=Asia/Tokyo").content.decode()
    assert '<input type="hidden" name="tz" value="Asia/Tokyo">' in html
    assert "/2030/talks/deltas/?tz=Asia/Tokyo" in html


def test_another_year_is_another_search(rivers, client):
    a_talk("A river elsewhere", at(9), session=a_session("Else", at(9), conference=a_conference("2031")))
    a_person("River", conference=a_conference("2031"))
    assert b"elsewhere" not in client.get("/2030/search/?q=river").content
    assert b"elsewhere" in client.get("/2031/search/?q=river").content


def test_what_is_no_talk_is_not_found_as_one(rivers, titles):
    assert titles("q=rivers") == []


def test_what_a_form_left_empty_is_not_in_the_address(rivers, client):
    response = client.get("/2030/search/?q=river&day=&kind=poster&room=&tz=Asia/Tokyo")
    assert response["Location"] == "/2030/search/?q=river&kind=poster&tz=Asia/Tokyo"
    assert client.get("/2030/search/?q=")["Location"] == "/2030/search/"
    assert client.get("/2030/2030-05-06/?kind=&room=aurora")["Location"] == "/2030/2030-05-06/?room=aurora"


@pytest.mark.parametrize("query", ["", "?q=talk", "?q=mo&kind=oral", "?q=author&mine=yes", "?q=nothing"])
def test_more_costs_no_more_queries(query, client, from_here):
    """Index and catalogue are brought up by the first search after a change, and that is all they ask."""
    a_day_of(1, "Morning talk")
    client.post("/2030/talks/morning-talk-talk-1/bookmark", {"keep": "yes"}, **from_here)
    first, then = (count(client, f"/2030/search/{query}") for _ in range(2))
    a_day_of(3, "Noon talk", room=a_room("Boreal"))
    assert count(client, f"/2030/search/{query}") <= first
    assert count(client, f"/2030/search/{query}") == then <= 11


def count(client, address):
    built.forget()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
