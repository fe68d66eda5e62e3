"""Twice at once is once, with real connections that wait for each other."""

import re
import threading

import pytest
from django.db import connections

from conference.attendees.models import Attendee, Bookmark, Device, SecretAddress, Seen
from conference.programme.models import Talk
from conference.programme.releasing import release
from tests.attendees.conftest import PAGE, Visitor
from tests.world import a_conference, a_day_of, at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session():
    return a_day_of(3)


@pytest.fixture
def ada(session):
    return Visitor().keep(Talk.objects.get(slug="morning-talk-1"))


def at_once(visitor, address, form=None, times=8):
    """Post the same so many times at once, as so many tabs of one browser; the statuses."""
    statuses, ready = [], threading.Barrier(times)

    def post():
        tab = Visitor()
        for name, cookie in visitor.cookies.items():
            tab.cookies[name] = cookie.value
        ready.wait()
        statuses.append(tab.post(address, form or {}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_a_whole_session(ada):
    assert at_once(ada, "/2030/sessions/morning/bookmark") == [302] * 8
    assert Bookmark.objects.count() == 3


def test_a_link_is_renewed_once(ada):
    assert at_once(ada, PAGE + "links/calendar", {"serial": 1}) == [302] * 8
    assert SecretAddress.objects.get(purpose="calendar").serial == 2
    assert at_once(ada, PAGE + "links/share", {"serial": 0}) == [302] * 8
    assert SecretAddress.objects.get(purpose="share").serial == 1


def test_two_schedules_are_brought_together_once(ada):
    ben = Visitor().keep(Talk.objects.get(slug="morning-talk-2"))
    link = ada.make("device")
    once = re.search(r'name="once" value="([^"]+)"', ben.get(link).content.decode())[1]
    statuses = at_once(ben, link.rstrip("/"), {"once": once, "how": "together"})
    assert statuses == [302] * 8
    assert (Attendee.objects.count(), Device.objects.count(), Bookmark.objects.count()) == (1, 2, 2)


def test_what_changed_is_seen_once(ada):
    Talk.objects.filter(slug="morning-talk-1").update(draft_start=at(9, 5))
    release(a_conference())
    assert at_once(ada, PAGE + "seen", {"release": 1}) == [302] * 8
    assert Seen.objects.get().release == 1


def test_everything_is_deleted_once(ada):
    assert at_once(ada, PAGE + "delete") == [302] * 8
    assert not Attendee.objects.exists()


def test_a_bookmark_while_everything_is_deleted_breaks_nothing(ada):
    statuses = []
    for n in range(3):
        other = Visitor().keep(Talk.objects.get(slug="morning-talk-3"))
        deleting = threading.Thread(target=at_once, args=[other, PAGE + "delete"])
        deleting.start()
        statuses += at_once(other, f"/2030/talks/morning-talk-{1 + n % 2}/bookmark", {"keep": "yes"}, times=4)
        deleting.join()
    assert set(statuses) == {302}
    assert not Bookmark.objects.exclude(attendee__devices__isnull=False).exists()
