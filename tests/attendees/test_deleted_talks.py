"""A talk that somebody keeps and an organizer deletes: told once, to them alone, if it ever was public."""

import re

import pytest

from conference.attendees.models import Bookmark
from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from tests.world import a_colleague, a_conference, a_room, a_session, a_talk, at

from .conftest import PAGE

pytestmark = pytest.mark.django_db
TOLD = re.compile(r'<bdi dir="auto">([^<]+)</bdi>: <b>no longer in the programme</b>')


@pytest.fixture
def talks():
    session = a_session(start=at(9), end=at(12), room=a_room("Aurora"))
    return [a_talk(title, start=at(9, 15 * n), session=session) for n, title in enumerate(["Deltas", "Springs"])]


@pytest.fixture
def ada(a_visitor, talks):
    return a_visitor().keep(*talks)


def told(visitor):
    return TOLD.findall(visitor.get(PAGE).content.decode())


def counted(visitor, page="/2030/"):
    return re.findall(r'class="(?:count|changed)">([^<]+)<', visitor.get(page).content.decode())


def see(visitor):
    html = visitor.get(PAGE).content.decode()
    fields = {name: re.findall(f'name="{name}" value="([^"]*)"', html) for name in ("release", "lost")}
    fields["release"] = fields["release"][-1]
    assert visitor.post(f"{PAGE}seen", fields).status_code == 302


def test_it_is_told_by_the_title_it_had_until_it_was_seen(ada, talks):
    Talk.objects.filter(pk=talks[0].pk).update(title="Deltas & fans")
    Talk.objects.get(pk=talks[0].pk).delete()
    for _ in range(2):
        assert told(ada) == ["Deltas &amp; fans"]
        assert counted(ada) == ["1", "1 changed"]
    assert ada.kept() == ["springs"]
    see(ada)
    assert (told(ada), counted(ada)) == ([], ["1"])
    assert Bookmark.objects.filter(talk=None).count() == 0


def test_the_last_one_is_told_too(a_visitor, talks):
    ben = a_visitor().keep(talks[0])
    talks[0].session.delete()
    assert counted(ben) == ["1 changed"]
    assert told(ben) == ["Deltas"]
    assert "Nothing bookmarked yet." in ben.get(PAGE).content.decode()


def test_only_those_who_kept_it_are_told_and_each_sees_for_themselves(ada, a_visitor, talks):
    ben, cleo = a_visitor().keep(talks[0]), a_visitor().keep(talks[1])
    talks[0].delete()
    see(ada)
    assert (told(ada), told(ben), told(cleo)) == ([], ["Deltas"], [])
    shared = cleo.make("share")
    assert "Deltas" not in ben.get(shared).content.decode()


def test_what_was_deleted_while_the_page_was_read_is_not_seen(ada, talks):
    talks[0].delete()
    html = ada.get(PAGE).content.decode()
    talks[1].delete()
    ada.post(f"{PAGE}seen", {"release": "0", "lost": re.findall('name="lost" value="([^"]+)"', html)})
    assert told(ada) == ["Springs"]
    assert ada.post(f"{PAGE}seen", {"release": "0", "lost": "x"}).status_code == 400


def test_nobody_clears_what_another_lost(ada, a_visitor, talks):
    ben = a_visitor().keep(talks[1])
    talks[0].delete()
    ben.post(f"{PAGE}seen", {"release": "0", "lost": [each.pk for each in Bookmark.objects.filter(talk=None)]})
    assert told(ada) == ["Deltas"]


def test_a_draft_that_was_never_released_is_not_told(client, from_here, talks):
    client.force_login(a_colleague())
    client.post("/organize/2030/preview", {"show": "yes"}, **from_here)
    draft = a_talk("Secret", at(11), session=talks[0].session, released=False)
    client.post(draft.get_absolute_url() + "bookmark", {"keep": "yes"}, **from_here)
    draft.delete()
    assert told(client) == []
    assert Bookmark.objects.count() == 0


def test_looking_at_what_would_be_deleted_changes_nothing(ada, talks, client):
    client.force_login(a_colleague())
    page = f"/admin/programme/talk/{talks[0].pk}/delete/"
    assert client.get(page).status_code == 200
    assert ada.kept() == ["deltas", "springs"]
    seen = re.search('name="seen" value="([^"]+)"', client.get(page).content.decode())
    assert client.post(page, {"post": "yes"} | ({"seen": seen[1]} if seen else {})).status_code == 302
    assert told(ada) == ["Deltas"]


def test_with_a_conference_goes_all_that_was_kept_of_it(ada, talks):
    talks[0].delete()
    a_conference().delete()
    assert Bookmark.objects.count() == 0


def test_it_comes_along_to_another_device(ada, a_visitor, talks):
    ben = a_visitor().keep(a_talk("Mist", start=at(11), session=talks[0].session))
    talks[0].delete()
    link = ben.make("device")
    question = ada.get(link).content.decode()
    assert "This device has 1 bookmark of its own." in question
    once = re.search('name="once" value="([^"]+)"', question)[1]
    ada.post(link.rstrip("/"), {"once": once, "how": "together"})
    assert told(ben) == told(ada) == ["Deltas"]


def test_the_personal_feed_and_calendar(ada, talks):
    feed, calendar = ada.address("news"), ada.address("calendar")
    talks[0].delete()
    assert "<title>Deltas is no longer in the programme.</title>" in ada.get(feed).content.decode()
    assert ada.get(calendar).content.decode().count("BEGIN:VEVENT") == 1
    see(ada)
    assert "Deltas" not in ada.get(feed).content.decode()


def test_what_moved_out_of_a_session_that_is_deleted_is_told_until_it_is_back(ada, talks):
    """Its new session is a draft yet, so nobody can be told where it is."""
    feed, calendar = ada.address("news"), ada.address("calendar")
    evening = a_session("Evening", at(18), at(20), released=False)
    Talk.objects.filter(pk=talks[0].pk).update(draft_session=evening, draft_start=at(18), draft_end=at(18, 15))
    talks[0].session.delete()
    assert sorted(told(ada)) == ["Deltas", "Springs"]
    assert counted(ada) == ["2 changed"]
    assert "Deltas is no longer in the programme." in ada.get(feed).content.decode()
    assert "BEGIN:VEVENT" not in ada.get(calendar).content.decode()
    see(ada)
    assert (told(ada), counted(ada)) == ([], [])
    release(a_conference())
    assert ada.kept() == ["deltas"]
    assert counted(ada) == ["1", "1 changed"]
    assert "Deltas</bdi></a>: <b>9 hours later, other session</b>" in ada.get(PAGE).content.decode()
    assert "Deltas is now in Evening (was: in none)." in ada.get(feed).content.decode()
    assert "before: <s></s>" not in ada.get(PAGE).content.decode()


def leave_the_programme(talk):
    """Its session is deleted while it waits for the release that brings it elsewhere."""
    session, waiting = Talk.objects.get(pk=talk.pk).draft_session, a_session("Evening", at(18), at(20), released=False)
    Talk.objects.filter(pk=talk.pk).update(draft_session=waiting)
    Session.objects.get(pk=session.pk).delete()


def test_what_leaves_again_is_told_again(a_visitor, talks):
    ben = a_visitor().keep(talks[0])
    feed, entries = ben.address("news"), set()
    for _ in range(2):
        leave_the_programme(talks[0])
        assert (told(ben), counted(ben)) == (["Deltas"], ["1 changed"])
        entries.update(re.findall("#lost-[^<]+", ben.get(feed).content.decode()))
        see(ben)
        Talk.objects.filter(pk=talks[0].pk).update(title="Deltas")
        assert (told(ben), counted(ben)) == ([], [])
        release(a_conference())
        assert ben.kept() == ["deltas"]
    assert len(entries) == 2


def test_what_is_deleted_while_it_is_out_is_told_unless_it_was(ada, a_visitor, talks):
    ben = a_visitor().keep(talks[0])
    leave_the_programme(talks[0])
    see(ben)
    Talk.objects.get(pk=talks[0].pk).delete()
    assert sorted(told(ada)) == ["Deltas", "Springs"]
    assert told(ben) == []


def test_what_was_told_comes_along_to_another_device_as_told(ada, a_visitor, talks):
    ben = a_visitor().keep(a_talk("Mist", start=at(11), session=a_session("Late", at(11))))
    leave_the_programme(talks[0])
    see(ada)
    link = ben.make("device")
    once = re.search('name="once" value="([^"]+)"', ada.get(link).content.decode())[1]
    ada.post(link.rstrip("/"), {"once": once, "how": "together"})
    assert told(ben) == []
    release(a_conference())
    assert ben.kept() == ["deltas", "mist"]


def test_it_stays_kept_though_nobody_looked_meanwhile(ada, talks):
    evening = a_session("Evening", at(18), at(20))
    Talk.objects.filter(pk=talks[0].pk).update(draft_session=evening)
    Session.objects.filter(pk=talks[0].session.pk).delete()
    release(a_conference())
    assert told(ada) == ["Springs"]
    assert "Deltas</bdi></a>: <b>other session</b>" in ada.get(PAGE).content.decode()


def test_an_organizer_who_previews_keeps_what_is_out_of_the_programme(ada, talks):
    evening = a_session("Evening", at(18), at(20), released=False)
    Talk.objects.filter(pk=talks[0].pk).update(draft_session=evening)
    Session.objects.filter(pk=talks[0].session.pk).delete()
    ada.force_login(a_colleague())
    ada.post("/organize/2030/preview", {"show": "yes"})
    assert ada.kept() == ["deltas"]
    assert told(ada) == ["Springs"]
