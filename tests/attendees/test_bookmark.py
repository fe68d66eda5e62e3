import threading
import time
from types import SimpleNamespace

import pytest
from django.core import signing
from django.db import connections
from django.test import Client

from conference.attendees import identity
from conference.attendees.models import Attendee, Bookmark
from conference.programme.models import Talk
from tests.world import a_kind, a_session, a_talk, at

pytestmark = pytest.mark.django_db
ADDRESS = "/2030/talks/deltas/bookmark"
PAGE = "/2030/talks/deltas/"


@pytest.fixture
def talk():
    return a_talk("Deltas", start=at(9), session=a_session(start=at(9)))


@pytest.fixture
def press(client, from_here, talk):
    return lambda keep="yes", **extra: client.post(
        ADDRESS, {"keep": keep, "next": "/2030/2030-05-06/"}, **from_here, **extra
    )


def test_the_first_bookmark_makes_an_attendee_with_a_safe_cookie(press):
    cookie = press().cookies["attendee"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    attendee = Attendee.objects.get()
    assert attendee.bookmarks.get().talk.slug == "deltas"
    assert attendee.devices.get().key_hash not in cookie.value


def test_the_cookie_is_given_again_once_a_day(press, monkeypatch):
    now = time.time()
    for module in (signing, identity):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now))
    press()
    assert not press("no").cookies
    now += identity.FRESH + 1
    again = press()
    assert again.cookies["attendee"]["max-age"] == identity.LIFETIME
    assert Attendee.objects.count() == 1
    assert not press().cookies


def test_who_was_deleted_elsewhere_is_a_new_attendee_with_a_new_cookie(press, client):
    before = press().cookies["attendee"].value
    Attendee.objects.get().delete()
    after = press().cookies["attendee"].value
    assert after.split(":")[0] != before.split(":")[0]
    assert 'aria-pressed="true"' in client.get(PAGE).content.decode()


def test_it_comes_back_to_the_same_place(press):
    response = press()
    assert (response.status_code, response["Location"]) == (302, "/2030/2030-05-06/#talk-deltas")


def test_twice_is_once_and_no_is_no(press):
    press()
    press()
    assert Bookmark.objects.count() == 1
    press("no")
    press("no")
    assert Bookmark.objects.count() == 0
    assert Attendee.objects.count() == 1


def test_letting_go_of_nothing_makes_nobody(press):
    assert press("no").status_code == 302
    assert not Attendee.objects.exists()


def test_the_button_says_its_state_in_words(press, read, client):
    assert "Bookmark: Deltas" in read(PAGE)
    assert 'aria-pressed="false"' in client.get(PAGE).content.decode()
    press()
    assert "Bookmarked: Deltas" in read(PAGE)
    assert 'aria-pressed="true"' in client.get(PAGE).content.decode()
    assert "My Schedule 1 bookmarked" in read(PAGE)


def test_htmx_gets_the_button_and_the_count(press):
    response = press(HTTP_HX_REQUEST="true")
    html = response.content.decode()
    assert response.status_code == 200
    assert "HX-Request" in response["Vary"]
    assert "<html" not in html
    assert '<span id="kept-count" data-hx-swap-oob="true"><span class="count">1</span>' in html
    assert 'id="bookmark_' in html
    assert 'name="next" value="/2030/2030-05-06/"' in html


@pytest.mark.parametrize("keep", ["", "maybe", "YES"])
def test_a_form_that_does_not_say_is_a_bad_request(keep, press):
    assert press(keep).status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_only_a_post_changes_anything(method, client, talk, from_here):
    assert getattr(client, method)(ADDRESS, **from_here).status_code == 405


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 302),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 403),
        ({"HTTP_ORIGIN": "http://testserver"}, 302),
        ({"HTTP_ORIGIN": "http://127.0.0.1:8000"}, 302),
        ({"HTTP_ORIGIN": "http://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_may_send_it(headers, status, client, talk):
    assert client.post(ADDRESS, {"keep": "yes"}, **headers).status_code == status
    assert Bookmark.objects.exists() == (status == 302)


def test_plain_entries_and_unreleased_talks_cannot_be_kept(client, talk, from_here):
    a_talk("Q&A", kind="Q&A", session=talk.draft_session)
    assert client.post("/2030/talks/qa/bookmark", {"keep": "yes"}, **from_here).status_code == 404
    Talk.objects.update(public=False)
    assert client.post(ADDRESS, {"keep": "yes"}, **from_here).status_code == 404


def test_a_talk_that_turned_into_a_plain_entry_can_be_let_go(press, talk):
    press()
    Talk.objects.filter(pk=talk.pk).update(kind=a_kind("Q&A"))
    assert press("no").status_code == 302
    assert Bookmark.objects.count() == 0
    assert press("yes").status_code == 404


def test_a_bookmark_of_what_is_no_longer_released_is_not_counted(press, read, talk):
    press()
    Talk.objects.update(public=False)
    assert "bookmarked" not in read("/2030/")


@pytest.mark.parametrize("cookie", ["x", "x:y:z", "", "a" * 5000])
def test_a_forged_cookie_is_nobody(cookie, client, talk, read):
    client.cookies["attendee"] = cookie
    identity.opened.cache_clear()
    assert "Bookmark: Deltas" in read(PAGE)
    assert identity.opened.cache_info().currsize == (len(cookie) < identity.LONGEST)


def test_everybody_without_a_cookie_gets_the_same_bytes(talk, press):
    anonymous = Client().get(PAGE)
    press()
    again = Client().get(PAGE)
    assert again.content == anonymous.content
    assert anonymous["Cache-Control"] == "public, no-cache"
    assert not anonymous.cookies
    assert "csrf" not in anonymous.content.decode()


def test_something_personal_is_private(press, client):
    assert press()["Cache-Control"] == "private, no-store"
    response = client.get(PAGE)
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"]
)
def test_next_leads_nowhere_else(target, client, talk, from_here):
    response = client.post(ADDRESS, {"keep": "yes", "next": target}, **from_here)
    assert response["Location"] == "/2030/talks/deltas/#talk-deltas"


@pytest.mark.django_db(transaction=True)
def test_fifty_presses_at_once_keep_it_once(talk, from_here):
    first = Client()
    first.post(ADDRESS, {"keep": "yes"}, **from_here)
    first.post(ADDRESS, {"keep": "no"}, **from_here)
    cookie, statuses = first.cookies["attendee"].value, []

    def press_often():
        client = Client()
        client.cookies["attendee"] = cookie
        for _ in range(10):
            statuses.append(client.post(ADDRESS, {"keep": "yes"}, **from_here).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press_often) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * 50
    assert Bookmark.objects.count() == 1
