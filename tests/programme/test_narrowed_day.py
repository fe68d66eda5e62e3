"""A day narrowed by kind, track and room."""

from datetime import timedelta

import pytest
from django.conf import settings

from conference.programme.models import Room, Track
from tests.world import DAY, a_conference, a_kind, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
PAGE = "/2030/2030-05-06/"


@pytest.fixture
def day():
    a_conference(last_day=DAY)
    water = Track.objects.create(conference=a_conference(), name="Water")
    morning = a_session("Morning", at(9), at(10), a_room("Aurora", order=1), track=water)
    beside = a_session("Beside", at(9), at(10), a_room("Boreal", order=2))
    a_session("Later", at(15), at(16), a_room("Boreal"))
    coffee = a_session("Coffee", at(10), at(11), a_room("Foyer", order=3))
    a_talk("Torrents", at(9), session=morning)
    a_talk("Springs", at(9, 15), session=morning, kind="Poster")
    a_talk("Clouds", at(9), session=beside, kind="Poster", track=water)
    a_talk("Coffee", at(10), session=coffee, kind="Break")


def test_only_talks_that_are_so_in_their_sessions(day, read):
    text = read(f"{PAGE}?kind=poster")
    assert "Posters, Monday 6 May 2 sessions · 2 talks" in text
    assert "Springs" in text
    assert "Clouds" in text
    assert "Torrents" not in text
    assert "Coffee" not in text


def test_each_choice_says_how_many_it_would_leave(day, client):
    html = client.get(f"{PAGE}?kind=poster").content.decode()
    assert '<option value="oral">Oral (1)</option>' in html
    assert '<option value="poster" selected>Poster (2)</option>' in html
    assert '<option value="aurora">Aurora (1)</option>' in html
    assert "<title>Posters, Monday 6 May · Rivers 2030</title>" in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_talk_has_its_own_track_or_its_sessions(day, read):
    text = read(f"{PAGE}?track=water")
    assert "3 talks" in text
    assert "Beside" in text


def test_a_session_without_talks_stays_in_its_room(day, read):
    text = read(f"{PAGE}?room=boreal")
    assert "Talks in Boreal, Monday 6 May 2 sessions · 1 talk" in text
    assert "Later" in text
    assert "Later" not in read(f"{PAGE}?room=boreal&kind=poster")
    assert "Coffee" in read(f"{PAGE}?room=foyer")


def test_its_calendar_is_narrowed_too(day, client):
    html = client.get(f"{PAGE}?kind=poster&room=aurora").content.decode()
    assert f'href="{settings.SITE_URL}/2030/2030-05-06.ics?kind=poster&amp;room=aurora"' in html
    calendar = client.get("/2030/2030-05-06.ics?kind=poster&room=aurora").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Springs" in calendar
    assert "NAME:Rivers 2030\\, 6 May: Posters in Aurora" in calendar
    assert client.get("/2030/2030-05-06.ics?kind=nothing").status_code == 404


@pytest.mark.parametrize("page", ["2030-05-06/", "2030-05-06.ics", "search/", "search.ics"])
def test_a_filter_by_a_former_slug_leads_to_the_present_one(page, day, client):
    room = Room.objects.get(slug="aurora")
    room.slug = "polaris"
    room.save()
    response = client.get(f"/2030/{page}?kind=poster&room=aurora&tz=Asia/Tokyo")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/2030/{page}?kind=poster&room=polaris&tz=Asia%2FTokyo",
    )
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["2030-05-06/", "2030-05-06.ics", "search/", "search.ics"])
def test_a_former_slug_does_not_tell_of_what_only_the_draft_has(page, day, client):
    room, kind = a_room("Cellar"), a_kind("Panel")
    track = Track.objects.create(conference=room.conference, name="Salt")
    a_talk(session=a_session("Draft", room=room, track=track, released=False), kind=kind, released=False)
    for each in (room, kind, track):
        each.slug = f"secret-{each.slug}"
        each.save()
    for query in ("room=cellar", "kind=panel", "track=salt"):
        assert "secret" not in client.get(f"/2030/{page}?{query}").headers.get("Location", "")


def test_nothing_left_leads_back_to_the_whole_day(day, read, client):
    assert "Nothing on this day is like that. Show the whole day" in read(f"{PAGE}?kind=oral&room=boreal")
    assert "Talks in cellar, Monday 6 May" in read(f"{PAGE}?room=cellar")
    assert client.get(f"{PAGE}?room=cellar")["Cache-Control"] == "public, no-cache"


def test_another_day_is_narrowed_alike(client, the_day_before):
    year = a_conference(last_day=DAY + timedelta(days=1))
    a_talk("Springs", at(9), session=a_session("Morning", at(9), room=a_room("Aurora")), kind="Poster")
    a_talk("Clouds", at(33), session=a_session("Day after", at(33), room=a_room("Boreal Hall")))
    a_talk("In secret", session=a_session("Draft", room=a_room("Cellar of the draft"), released=False), released=False)
    html = client.get(f"{PAGE}?kind=poster&tz=Asia/Tokyo").content.decode()
    assert f'<a href="/2030/{year.last_day}/?kind=poster&amp;tz=Asia/Tokyo">' in html
    assert f'<a href="/2030/{year.last_day}/?mine=yes">' in client.get(f"{PAGE}?mine=yes").content.decode()
    assert f'<a href="/2030/{year.last_day}/">' in client.get(PAGE).content.decode()
    following = client.get(f"/2030/{year.last_day}/?room=aurora&kind=poster").content.decode()
    assert "<h1>Posters in Aurora, Tuesday 7 May</h1>" in following
    assert '<option value="aurora" selected>Aurora (0)</option>' in following
    assert "Nothing on this day is like that." in following
    assert "Talks in cellar-of-the-draft" in client.get(f"{PAGE}?room=cellar-of-the-draft").content.decode()
