"""A preview is the real site with the draft in it: for one organizer only, and marked wherever anything of it is seen."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from conference.programme.models import Conference, Talk
from tests.conftest import text_of
from tests.test_canary import crawl
from tests.world import DAY, a_colleague, a_conference, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PREVIEW = "/organize/2030/preview"
MARK = "Preview of the draft"
# By this the service worker knows a page that it must not keep: see offline/worker.js.
FROM_THE_DESK = re.compile(r'"/(admin|organize)/')
OF_NO_YEAR = {"text/javascript; charset=utf-8", "application/manifest+json", "text/plain; charset=utf-8"}


@pytest.fixture
def talk():
    talk = a_talk("Deltas", start=at(9), session=a_session(start=at(9), room=a_room("Aurora")), authors=["Ada"])
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    a_talk("Secret", session=talk.draft_session, released=False, start=at(10))
    return talk


def preview(client, show="yes"):
    return client.post(PREVIEW, {"show": show}, follow=True)


def test_the_draft_is_on_the_site_for_this_organizer_only(admin_client, client, talk):
    assert f"{MARK}." in preview(admin_client).content.decode()
    for address in ("talks/deltas/", "sessions/morning/", "2030-05-06/", "talks/secret/", "programme.ics"):
        response = admin_client.get(f"/2030/{address}")
        assert response.status_code == 200, address
        assert "private" in response["Cache-Control"]
    assert "10:00 - 11:00" in text_of(admin_client.get("/2030/talks/deltas/").content.decode())
    assert b"Secret" in admin_client.get("/2030/programme.ics").content
    assert "9:00 - 9:15" in text_of(client.get("/2030/talks/deltas/").content.decode())
    assert client.get("/2030/talks/secret/").status_code == 404
    preview(admin_client, "no")
    assert MARK not in admin_client.get("/2030/").content.decode()


def test_every_page_and_file_within_reach_is_marked_and_nobody_keeps_it(client, talk, from_here):
    """Of the year, of another one, and of none: the menu may name a year that is not published."""
    unpublished = {"published": False, "first_day": DAY + timedelta(366), "last_day": DAY + timedelta(366)}
    Conference.objects.filter(slug="2030").update(**unpublished, name="Secret year")
    a_day_elsewhere = a_session("Brooks", start=at(9), conference=a_conference("2029"))
    a_talk("On brooks", start=at(9), session=a_day_elsewhere)
    client.force_login(a_colleague("editor"))
    preview(client)
    client.post("/2030/talks/secret/bookmark", {"keep": "yes"}, **from_here)
    years = [f"/{year}/{file}" for year in ("2030", "2029") for file in ("", "programme.xml", "changes.atom")]
    more = [
        "/time-zone/",
        "/cookies/",
        "/offline/",
        "/absent/",
        "/2030/absent/",
        "/2030/my-schedule/",
        "/2030/talks/secret/",
    ]
    files = ["/2030/talks/secret.ics", "/2030/talks/secret.bib", "/2030/my-schedule.csv", "/2030/search.ics?q=secret"]
    found = crawl(client, ["/", *years, *more, *files], clicks=1)
    # The page of an address that only takes forms has no menu and shows nothing of any programme.
    found = {address: response for address, response in found.items() if response.status_code != 405}
    assert {found[address].status_code for address in files} == {200}
    assert client.get("/2030/sitemap-1.xml").status_code == 404
    pages = [address for address, each in found.items() if each["Content-Type"].startswith("text/html")]
    assert len(pages) > 25
    assert "Secret year" in found["/cookies/"].content.decode()
    for address, response in found.items():
        if not response.content or response["Content-Type"] in OF_NO_YEAR or address.startswith("/organize/"):
            continue
        text, ours = response.content.decode().replace("\r\n ", ""), not address.startswith("/2029/")
        file = response.get("Content-Disposition", "")
        assert "private" in response["Cache-Control"], address
        assert bool(file) <= (("-preview." in file) == ours), address
        if address in pages:
            assert f'action="{PREVIEW}"' in text, address
            assert FROM_THE_DESK.search(text), address
        if address in pages or (ours and not file.endswith('.csv"')):
            assert MARK in text, address


def test_attendees_files_carry_no_mark(client, talk):
    for file in ("programme.ics", "programme.json", "programme.csv", "talks/deltas.bib", "changes.atom"):
        response = client.get(f"/2030/{file}")
        assert MARK not in response.content.decode().replace("\r\n ", "")
        assert "preview" not in response.get("Content-Disposition", "")


def test_a_talks_own_calendar_says_what_it_is_of(admin_client, client, talk):
    preview(admin_client)
    for who, name in ((client, "Deltas, Rivers 2030"), (admin_client, f"Deltas, {MARK}: Rivers 2030")):
        calendar = Calendar.from_ical(who.get("/2030/talks/deltas.ics").content)
        assert calendar["X-WR-CALNAME"].replace("\\,", ",") == name


def test_an_unpublished_year_can_be_previewed(admin_client, client, talk):
    Conference.objects.update(published=False)
    assert admin_client.get("/2030/").status_code == 404
    preview(admin_client)
    assert admin_client.get("/2030/").status_code == 200
    assert client.get("/2030/").status_code == 404


def test_a_session_that_is_no_organizers_previews_nothing(client, django_user_model, talk):
    client.force_login(django_user_model.objects.create_user("visitor"))
    session = client.session
    session["preview"] = a_conference().pk
    session.save()
    assert client.get("/2030/talks/secret/").status_code == 404
