"""A day with only what the visitor keeps: `?mine=yes`, beside its other filters."""

import re
from html import unescape

import pytest

from conference.programme import built
from conference.programme.models import Talk
from tests.world import a_colleague, a_day_of, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
DAY = "/2030/2030-05-06/"
MINE = f"{DAY}?mine=yes"
NOTHING = "You bookmarked nothing on this day. Show the whole day"


@pytest.fixture
def talks():
    morning = a_session("Morning", at(9), at(10), a_room("Aurora"))
    later = a_session("Later", at(15), at(16), a_room("Boreal"))
    a_session("Known later", at(16), at(17), a_room("Boreal"))
    a_talk("Coffee", at(10), session=a_session("Coffee", at(10), at(11)), kind="Break")
    return [
        a_talk("Torrents", at(9), session=morning),
        a_talk("Springs", at(9, 15), session=morning, kind="Poster"),
        a_talk("Clouds", at(15), session=later, kind="Poster"),
    ]


@pytest.fixture
def ada(a_visitor, talks):
    return a_visitor().keep(talks[2], talks[0])


def shown(visitor, address=MINE):
    return re.findall(r'id="talk-([^"]+)"', visitor.get(address).content.decode())


def test_a_day_shows_what_one_keeps_in_order_of_time(ada, talks):
    html = ada.get(MINE).content.decode()
    assert shown(ada) == ["torrents", "clouds"]
    assert "<title>My bookmarks, Monday 6 May · Rivers 2030</title>" in html
    assert "2 sessions · 2 talks" in html
    assert html.count('aria-pressed="true"') == 2
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="?talks=shown&amp;print=yes&amp;mine=yes">Print these talks<' in html
    assert 'id="by-mine" value="yes" checked>' in html
    assert "Known later" not in html


def test_beside_other_filters_and_their_numbers_are_of_what_one_keeps(ada, talks):
    html = ada.get(f"{DAY}?kind=poster&mine=yes").content.decode()
    assert "<h1>Posters, My bookmarks, Monday 6 May</h1>" in html
    assert '<option value="poster" selected>Poster (1)</option>' in html
    assert shown(ada, f"{DAY}?kind=poster&mine=yes") == ["clouds"]
    assert "Nothing on this day is like that" in ada.get(f"{DAY}?room=cellar&mine=yes").content.decode()


def test_it_is_nobody_elses_and_the_day_stays_everybodys(ada, talks, a_visitor, read, client):
    read(DAY)
    assert ada.get(MINE)["Cache-Control"] == client.get(MINE)["Cache-Control"] == "private, no-store"
    assert NOTHING in read(MINE)
    assert shown(a_visitor().keep(talks[1])) == ["springs"]
    assert client.get(DAY)["Cache-Control"] == "public, no-cache"
    assert shown(ada, DAY) == ["torrents", "springs", "clouds"]


def test_letting_the_last_go_leads_back_there(ada, talks, read):
    for talk in (talks[0], talks[2]):
        response = ada.post(talk.get_absolute_url() + "bookmark", {"keep": "no", "next": MINE})
        assert response["Location"] == f"{MINE}#talk-{talk.slug}"
    assert NOTHING in re.sub("<[^>]+>", "", ada.get(MINE).content.decode())


def test_an_organizers_preview_shows_the_draft_of_it(talks, client, from_here):
    client.force_login(a_colleague())
    client.post("/organize/2030/preview", {"show": "yes"}, **from_here)
    draft = a_talk("Mist", at(9, 30), session=talks[0].session, released=False)
    client.post(draft.get_absolute_url() + "bookmark", {"keep": "yes"}, **from_here)
    assert shown(client) == ["mist"]
    client.post("/organize/2030/preview", {"show": "no"}, **from_here)
    assert shown(client) == []


def calendar_of(visitor, page=MINE):
    """The address of the calendar that a page offers as a path; None where it offers none."""
    found = re.search(r'readonly value="http://127\.0\.0\.1:8000([^"]+)"', visitor.get(page).content.decode())
    return found and unescape(found[1])


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (MINE, "Rivers 2030\\, 6 May: My bookmarks"),
        (f"{DAY}?kind=poster&mine=yes", "Rivers 2030\\, 6 May: Posters\\, My bookmarks"),
        (f"{DAY}?mine=yes&tz=Asia/Tokyo", "Rivers 2030\\, 6 May: My bookmarks"),
        ("/2030/search/?mine=yes", "Rivers 2030: My bookmarks"),
        ("/2030/search/?q=clo&room=boreal&mine=yes", "Rivers 2030: “clo”\\, in Boreal\\, my bookmarks"),
    ],
)
def test_each_state_has_a_secret_calendar_of_what_it_shows(page, name, ada, client):
    calendar = client.get(calendar_of(ada, page))
    text = calendar.content.decode()
    assert re.findall(r"\r\nURL:\S+/talks/([^/]+)/", text) == shown(ada, page) != []
    assert f"\r\nNAME:{name}\r\n" in text
    assert (calendar["Cache-Control"], calendar["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert "This address is secret" in ada.get(page).content.decode()


@pytest.mark.parametrize("page", [MINE, "/2030/search/?mine=yes"])
def test_its_calendar_follows_what_one_keeps(page, ada, talks, client, django_assert_num_queries):
    address = calendar_of(ada, page)
    first = client.get(address)
    with django_assert_num_queries(3):  # the year, the address, what is kept; nothing of the programme
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    ada.keep(talks[1])
    assert b"SUMMARY:Springs" in client.get(address, headers={"If-None-Match": first["ETag"]}).content


@pytest.mark.parametrize("page", [MINE, "/2030/search/?mine=yes"])
def test_its_calendar_ends_with_the_secret_address(page, ada, client):
    address = calendar_of(ada, page)
    ada.make("calendar", do="end")
    gone = client.get(address)
    assert (gone.status_code, "it has ended" in gone.content.decode()) == (404, True)
    assert calendar_of(ada, page) is None
    assert calendar_of(client, page) is None


def test_without_the_secret_address_it_is_nobodys(ada):
    assert ada.get("/2030/2030-05-06.ics?mine=yes").status_code == 404
    of_the_feed = ada.address("news").removesuffix(".atom")
    assert {ada.get(f"{of_the_feed}/{each}.ics").status_code for each in ("2030-05-06", "search")} == {404}


@pytest.mark.parametrize("talks", [1, 3])
def test_it_asks_as_much_for_three_as_for_one(talks, a_visitor, django_assert_num_queries):
    a_day_of(talks)
    ada = a_visitor().keep(*Talk.objects.released().in_order())
    built.forget()
    with django_assert_num_queries(9):
        ada.get(MINE)
