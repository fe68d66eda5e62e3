from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from conference.programme import built
from conference.programme.models import Talk
from conference.programme.releasing import release
from conference.releases import views
from tests.world import a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def moved():
    a_talk("Deltas", start=at(9), session=a_session(start=at(9), room=a_room()))
    Talk.objects.update(draft_start=at(20), draft_end=at(21), draft_room=a_room("Boreal"))
    return release(a_conference(), "The projector is mended.")


def test_it_tells_each_release_newest_first(moved, read):
    Talk.objects.update(draft_cancelled=True)
    release(a_conference())
    text = read("/2030/changes/")
    assert text.index("Release 2") < text.index("Cancelled (1)") < text.index("Release 1")
    assert "The projector is mended." in text
    assert "Mon 6 May 20:00 - 21:00 WEST Deltas before: Mon 6 May 9:00 - 9:15 WEST" in text
    assert "Boreal" in text


def test_what_no_feed_may_say_is_not_kept_of_a_note(moved, client, read):
    Talk.objects.update(draft_cancelled=True)
    release(a_conference(), "The \x07bell\0 rang\x1b.\nTwice.")
    assert "The bell rang. Twice." in read("/2030/changes/")
    feed = ElementTree.fromstring(client.get("/2030/changes.atom").content)
    assert "The bell rang.\nTwice." in feed.find(f"{ATOM}entry/{ATOM}summary").text


def test_it_is_in_the_visitors_time(moved, read):
    assert "Tue 7 May 4:00 - 5:00 JST" in read("/2030/changes/?tz=Asia/Tokyo")


def test_it_leads_to_what_changed_and_is_in_the_footer(moved, client):
    assert '<a href="/2030/talks/deltas/">Deltas</a>' in client.get("/2030/changes/").content.decode()
    assert 'href="/2030/changes/"' in client.get("/2030/").content.decode()


def test_many_releases_come_in_pages_newest_first(moved, client, monkeypatch):
    monkeypatch.setattr(views, "RELEASES_ON_A_PAGE", 1)
    Talk.objects.update(draft_cancelled=True)
    release(a_conference())
    first = client.get("/2030/changes/?tz=Asia/Tokyo").content.decode()
    assert '<a rel="next" href="?page=2&amp;tz=Asia/Tokyo">Older</a>' in first
    second = client.get("/2030/changes/?page=2").content.decode()
    assert "Release 1" in second
    assert "Release 2" not in second
    assert '<a rel="prev" href="?page=1">Newer</a>' in second


def test_what_was_deleted_keeps_its_title(moved, read):
    Talk.objects.all().delete()
    assert "Deltas" in read("/2030/changes/")


def test_without_a_release_it_says_so(read):
    a_conference()
    assert "Nothing has changed since the programme came out." in read("/2030/changes/")


def test_the_feed_has_an_entry_for_each_release(moved, client):
    response = client.get("/2030/changes.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Release 1: 2 changes"
    assert (
        "Deltas moved to Mon 6 May 20:00 - 21:00 WEST (was: Mon 6 May 9:00 - 9:15 WEST)."
        in entry.find(f"{ATOM}summary").text
    )
    assert client.get("/2030/changes.atom", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_a_feed_without_entries_does_not_change_at_each_reading(client, now):
    a_conference()
    before = client.get("/2030/changes.atom").content
    built.forget()
    now(datetime(2031, 1, 1, tzinfo=UTC))
    assert client.get("/2030/changes.atom").content == before


def test_queries_do_not_grow(moved, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/2030/changes/")
    for n in range(3):
        a_talk(f"T{n}", session=a_session(f"S{n}", released=False), released=False)
    release(a_conference())
    with django_assert_max_num_queries(6):
        client.get("/2030/changes/")
