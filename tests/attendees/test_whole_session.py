import pytest

from conference.attendees.models import Bookmark
from conference.programme.models import Session, Talk
from tests.world import a_day_of, a_session, a_talk

pytestmark = pytest.mark.django_db
ADDRESS, SESSION = "/2030/sessions/morning/bookmark", "/2030/sessions/morning/"


@pytest.fixture
def session():
    made = a_day_of(3)
    a_talk("Q&A", kind="Q&A", session=made)
    a_talk("Draft", session=made, released=False)
    return made


def test_one_press_keeps_all_its_talks_and_comes_back(session, a_visitor):
    ada = a_visitor()
    for _ in range(2):
        assert ada.post(ADDRESS, {"next": SESSION})["Location"] == SESSION
    assert ada.kept() == ["morning-talk-1", "morning-talk-2", "morning-talk-3"]
    assert ada.get(SESSION).content.decode().count('aria-pressed="true"') == 3


def test_what_was_kept_before_stays_since_when_it_was(session, a_visitor):
    ada = a_visitor().keep(Talk.objects.get(slug="morning-talk-2"))
    since = Bookmark.objects.get().created_at
    ada.post(ADDRESS)
    assert Bookmark.objects.get(talk__slug="morning-talk-2").created_at == since


def test_the_button_is_the_same_for_everybody_and_only_where_there_are_talks(session, a_visitor):
    ada = a_visitor()
    before = ada.get(SESSION).content.decode()
    ada.post(ADDRESS)
    form = before[before.index('<form class="bookmark-session"') :].partition("</form>")[0]
    assert form in ada.get(SESSION).content.decode()
    a_session("Nothing yet")
    assert "bookmark-session" not in ada.get("/2030/sessions/nothing-yet/").content.decode()


def test_a_session_without_talks_makes_nobody(a_visitor):
    a_session("Nothing yet")
    ada = a_visitor()
    assert ada.post("/2030/sessions/nothing-yet/bookmark").status_code == 302
    assert not ada.cookies


def test_what_is_not_shown_or_not_from_here_is_refused(session, a_visitor, client):
    assert client.post(ADDRESS).status_code == 403
    assert a_visitor().get(ADDRESS).status_code == 405
    assert a_visitor().post("/2030/sessions/absent/bookmark").status_code == 404
    Session.objects.update(public=False)
    assert a_visitor().post(ADDRESS).status_code == 404
    assert a_visitor().post(ADDRESS, {"next": "//evil.example"}).status_code == 404


def test_next_leads_nowhere_else(session, a_visitor):
    assert a_visitor().post(ADDRESS, {"next": "//evil.example"})["Location"] == SESSION
