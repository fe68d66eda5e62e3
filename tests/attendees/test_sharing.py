"""A schedule shown to a friend, who keeps another."""

import pytest

from tests.attendees.conftest import PAGE
from tests.world import a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    session = a_session(start=at(9))
    return [a_talk(title, start=at(9, 15 * n), session=session) for n, title in enumerate(("Alpha", "Beta", "Gamma"))]


@pytest.fixture
def ada(a_visitor, talks):
    return a_visitor().keep(*talks[:2])


@pytest.fixture
def shared(ada):
    return ada.make("share")


def test_who_has_the_link_sees_it_and_their_own_stays_theirs(shared, ada, a_visitor, talks):
    ben = a_visitor().keep(talks[2])
    response = ben.get(shared)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert ben.kept(shared) == ["alpha", "beta"]
    assert ben.kept() == ["gamma"]
    assert 'aria-pressed="true"' not in response.content.decode()
    ben.keep(talks[0])
    assert 'aria-pressed="true"' in ben.get(shared).content.decode()
    assert (ben.kept(), ada.kept()) == (["alpha", "gamma"], ["alpha", "beta"])


def test_looking_sets_no_cookie_and_shows_what_is_kept_now(shared, ada, a_visitor, talks):
    ben = a_visitor()
    ben.get(shared)
    assert not ben.cookies
    ada.keep(talks[2])
    release(talks[0], draft_cancelled=True)
    html = ben.get(shared).content.decode()
    assert "Gamma" in html
    assert '<b class="cancelled">Cancelled</b>' in html


def test_it_is_to_look_at(shared, ada, a_visitor):
    ben = a_visitor()
    ben.get(shared)
    token = shared.split("/")[-2]
    for address in (f"{PAGE}open/{token}", f"{PAGE}{token}"):
        assert ben.post(address, {"once": "x"}).status_code in (301, 404, 405)
    ben.post(PAGE + "delete")
    ben.post(PAGE + "links/share", {"serial": 1, "do": "end"})
    assert ada.kept() == ["alpha", "beta"]
    assert ada.address("share") == shared


def test_keeping_all_of_it_asks_first(shared, a_visitor, talks):
    ben = a_visitor().keep(talks[2], talks[0])
    html = ben.get(shared + "keep/").content.decode()
    assert "You keep 2 of your own; 1 would come to them." in html
    assert ben.kept() == ["alpha", "gamma"]
    for _ in range(2):
        assert ben.post(shared + "keep")["Location"] == PAGE
    assert ben.kept() == ["alpha", "beta", "gamma"]
    assert "You keep all of them already." in ben.get(shared + "keep/").content.decode()


def test_who_keeps_all_of_it_is_offered_nothing(shared, ada, a_visitor, talks):
    ben = a_visitor().keep(talks[0])
    assert "Bookmark all of these" in ben.get(shared).content.decode()
    ben.keep(*talks)
    html = ben.get(shared).content.decode()
    assert "You keep all of these." in html
    assert "Bookmark all of these" not in html
    assert "You keep all of these." not in a_visitor().get(shared).content.decode()


def test_who_keeps_nothing_becomes_an_attendee_by_it(shared, ada, a_visitor):
    ben = a_visitor()
    ben.post(shared + "keep")
    assert ben.kept() == ["alpha", "beta"]
    assert ben.address("calendar") != ada.address("calendar")


def test_it_has_a_calendar_of_its_own(shared, ada, a_visitor):
    text = a_visitor().get(shared.rstrip("/") + ".ics").content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "NAME:A shared schedule\\, Rivers 2030" in text
    assert f"URL:http://127.0.0.1:8000{shared}" in text.replace("\r\n ", "")


def test_renewed_or_ended_it_is_gone_with_its_calendar(shared, ada, a_visitor):
    new = ada.make("share")
    ada.make("share", do="end")
    for link in (shared, new):
        for address in (link, link + "keep/", link.rstrip("/") + ".ics"):
            assert a_visitor().get(address).status_code == 404, address
        assert a_visitor().post(link + "keep").status_code == 404
    assert ada.address("share") is None
    assert ada.kept() == ["alpha", "beta"]


@pytest.mark.parametrize("purpose", ["calendar", "news", "share", "device"])
def test_whatever_ended_says_so_to_nobody_but_who_asks(purpose, ada, a_visitor):
    old = ada.address(purpose) or ada.make(purpose)
    ada.make(purpose, do="end")
    response = a_visitor().get(old)
    assert (response.status_code, response["Cache-Control"]) == (404, "private, no-store")
    assert "It is mistyped, or it has ended." in response.content.decode()


def test_the_addresses_of_one_purpose_open_no_other(shared, ada, a_visitor):
    news, calendar, device = ada.address("news"), ada.address("calendar"), ada.make("device")
    token = {
        name: address.split("/")[-1].partition(".")[0] for name, address in (("news", news), ("calendar", calendar))
    }
    ben = a_visitor()
    for wrong in (
        f"{PAGE}{token['news']}.ics", f"{PAGE}{token['news']}/", f"{PAGE}{token['calendar']}/",
        f"{PAGE}{token['calendar']}.atom", f"{PAGE}{shared.split('/')[-2]}.atom", f"{PAGE}{device.split('/')[-2]}/",
        f"{PAGE}open/{token['calendar']}/",
    ):  # fmt: skip
        assert ben.get(wrong).status_code == 404, wrong


def test_its_owner_is_told_that_it_is_theirs(shared, ada):
    html = ada.get(shared).content.decode()
    assert "This is your own." in html
    assert "Bookmark all of these" not in html


def test_sharing_is_for_our_own_pages(shared, client):
    assert client.post(shared + "keep").status_code == 403
