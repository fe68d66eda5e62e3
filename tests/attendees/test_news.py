"""What changed for me: on My Schedule, in the menu, in a feed of one's own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
PAGE = "/2030/my-schedule/"


def change(item, **fields):
    """Change the draft of a session or talk, and release it."""
    type(item).objects.filter(pk=item.pk).update(**{f"draft_{name}": value for name, value in fields.items()})
    return release(a_conference())


@pytest.fixture
def session():
    return a_session(start=at(9), end=at(12), room=a_room("Aurora"))


@pytest.fixture
def talk(session):
    return a_talk("Deltas", start=at(9), session=session)


@pytest.fixture
def ada(a_visitor, talk):
    return a_visitor().keep(talk)


def told(visitor):
    """The notice on My Schedule, as (title, words) pairs."""
    return re.findall(r'<bdi dir="auto">([^<]+)</bdi></a>: <b>([^<]+)</b>', visitor.get(PAGE).content.decode())


def counted(visitor, page="/2030/"):
    found = re.search(r'class="changed">(\d+) changed<', visitor.get(page).content.decode())
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": at(9, 10), "end": at(9, 25)}, "10 minutes later"),
        ({"start": at(7), "end": at(7, 15)}, "2 hours earlier"),
        ({"end": at(9, 20)}, "other time"),
        ({"start": None, "end": None}, "other time"),
        ({"cancelled": True}, "cancelled"),
        ({"room": "Boreal"}, "other room"),
        ({"room": "Boreal", "cancelled": True}, "cancelled"),
    ],
)
def test_each_change_of_what_is_kept_is_told(fields, words, ada, talk):
    if "room" in fields:
        fields = fields | {"room": a_room(fields["room"])}
    change(talk, **fields)
    assert told(ada) == [("Deltas", words)]
    assert counted(ada) == 1


def test_a_move_shows_the_new_time_and_the_old_one_struck(ada, talk):
    change(talk, start=at(9, 10), end=at(9, 25))
    html = ada.get(PAGE).content.decode()
    assert '<s>9:00 - 9:15</s> <b class="late">10 minutes later</b>' in html
    change(talk, start=at(33), end=at(33, 15))
    assert "<s>Mon 6 May 9:00 - 9:15</s>" in ada.get(PAGE).content.decode()
    assert "<s>Mon 6 May 17:00 - 17:15</s>" in ada.get(PAGE + "?tz=Asia/Tokyo").content.decode()


def test_another_session_is_told(ada, talk):
    change(talk, session=a_session("Evening", start=at(18)))
    assert told(ada) == [("Deltas", "other session")]
    assert "before: <s>Morning</s>" in ada.get(PAGE).content.decode()


@pytest.mark.parametrize("fields", [{"cancelled": True}, {"room": "Boreal"}])
def test_what_happens_to_its_session_happens_to_a_talk(fields, ada, session):
    if "room" in fields:
        fields = {"room": a_room("Boreal")}
    change(session, **fields)
    assert counted(ada) == 1


def test_a_talk_with_a_room_and_time_of_its_own_does_not_follow(a_visitor, session):
    own = a_visitor().keep(a_talk("Estuaries", start=at(10), session=session, room=a_room("Cascade")))
    change(session, room=a_room("Boreal"), start=at(8))
    assert counted(own) == 0


def test_a_talk_without_a_time_follows_its_sessions(a_visitor, session):
    own = a_visitor().keep(a_talk("Poster", session=session))
    change(session, start=at(8))
    assert told(own) == [("Poster", "1 hour earlier")]


def test_several_releases_are_told_as_what_comes_out(ada, talk):
    change(talk, start=at(10), end=at(10, 15))
    change(talk, start=at(11), end=at(11, 15), cancelled=True)
    assert told(ada) == [("Deltas", "cancelled")]
    change(talk, start=at(9), end=at(9, 15), cancelled=False)
    assert (told(ada), counted(ada)) == ([], 0)


def test_a_bookmark_made_after_the_change_does_not_tell_it(a_visitor, ada, talk):
    change(talk, start=at(10), end=at(10, 15))
    later = a_visitor().keep(talk)
    assert (counted(ada), counted(later)) == (1, 0)
    ada.post("/2030/talks/deltas/bookmark", {"keep": "no"})
    ada.keep(talk)
    assert counted(ada) == 0


def test_a_refresh_does_not_lose_it_and_one_press_does(ada, a_visitor, talk):
    other = a_visitor().keep(talk)
    change(talk, cancelled=True)
    for _ in range(3):
        assert counted(ada, PAGE) == 1
    number = re.search(r'name="release" value="(\d+)"', ada.get(PAGE).content.decode())[1]
    for _ in range(2):
        assert ada.post(PAGE + "seen", {"release": number})["Location"] == PAGE
    assert (counted(ada), told(ada)) == (0, [])
    assert "Cancelled" in ada.get(PAGE).content.decode()
    assert counted(other) == 1


def test_what_came_while_the_page_was_read_is_not_seen(ada, talk):
    first = change(talk, start=at(10), end=at(10, 15))
    change(talk, cancelled=True)
    ada.post(PAGE + "seen", {"release": first.number})
    assert told(ada) == [("Deltas", "cancelled")]
    ada.post(PAGE + "seen", {"release": 999_999_999})
    change(talk, cancelled=False)
    assert counted(ada) == 1


def test_seeing_again_the_older_page_takes_nothing_back(ada, talk):
    first, second = change(talk, start=at(10), end=at(11)), change(talk, start=at(11), end=at(12))
    for release_seen in (second, first):
        ada.post(PAGE + "seen", {"release": release_seen.number})
    assert counted(ada) == 0


@pytest.mark.parametrize("number", ["", "-1", "x", "9" * 30, "١"])
def test_a_number_that_is_none_is_refused(number, ada):
    assert ada.post(PAGE + "seen", {"release": number}).status_code == 400


def test_nobody_else_hears_of_it(a_visitor, ada, talk, session):
    stranger = a_visitor().keep(a_talk("Estuaries", start=at(10), session=session))
    change(talk, cancelled=True)
    a_talk("New", start=at(11), session=session, released=False)
    release(a_conference())
    assert (counted(stranger), counted(a_visitor()), counted(ada)) == (0, 0, 1)


def test_the_menu_costs_one_query_and_one_more_once_something_was_released(ada, a_visitor, session):
    def queries(visitor):
        with CaptureQueriesContext(connection) as found:
            visitor.get("/2030/")
        return sum("attendees_" in each["sql"] for each in found)

    assert (queries(a_visitor()), queries(ada)) == (0, 1)
    ada.keep(*(a_talk(f"T{n}", start=at(10, n), session=session) for n in range(3)))
    change(session, cancelled=True)
    assert (counted(ada), queries(ada)) == (4, 2)


def test_a_feed_tells_it_at_a_secret_address(ada, talk, session):
    feed = ada.address("news")
    assert len(feed.split("/")[-1]) >= 43
    empty = ada.get(feed)
    assert empty["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (empty["Cache-Control"], empty["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    assert b"<entry>" not in empty.content
    assert ada.get(feed).content == empty.content
    change(talk, start=at(10), end=at(10, 15))
    change(session, room=a_room("Boreal"))
    text = ada.get(feed).content.decode()
    titles = re.findall(r"<entry><title>([^<]+)</title>", text)
    assert titles == [
        "Morning is now in Boreal (was: Aurora).",
        "Deltas moved to Mon 6 May 10:00 - 10:15 WEST (was: Mon 6 May 9:00 - 9:15 WEST).",
    ]
    assert 'href="http://127.0.0.1:8000/2030/talks/deltas/"' in text


def test_the_feed_keeps_its_ids_and_is_a_304_until_something_of_ones_own_changes(ada, talk, session):
    feed = ada.address("news")
    change(talk, cancelled=True)
    first = ada.get(feed)
    ids = re.findall(r"<id>([^<]+)</id>", first.content.decode())
    assert len(set(ids)) == 2
    Talk.objects.filter(pk=talk.pk).update(abstract="Water.")
    ada.post(PAGE + "seen", {"release": 1})
    unchanged = ada.get(feed, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    change(talk, cancelled=False)
    again = ada.get(feed, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    assert set(ids) < set(re.findall(r"<id>([^<]+)</id>", again.content.decode()))


@pytest.mark.parametrize("token", ["x", "0" * 43, "..", "a" * 3000])
def test_a_wrong_feed_is_not_found(token, a_visitor):
    a_session()
    assert a_visitor().get(f"{PAGE}{token}.atom").status_code == 404


def test_the_session_of_a_talk_that_left_it_is_not_told(ada, talk, session):
    change(talk, session=a_session("Evening", start=at(18)))
    ada.post(PAGE + "seen", {"release": 1})
    change(Session.objects.get(title="Morning"), cancelled=True)
    assert counted(ada) == 0
