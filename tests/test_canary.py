"""Nothing unreleased can be found: a crawl of all that each kind of visitor can reach, and of what they may guess."""

import re
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.test import Client

from conference.programme.models import Conference, Session, Talk, Track
from conference.programme.releasing import release
from tests.world import a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db

CANARY = "xcanary"
# Each page leads to the zones' own with its address behind; one of those stands for all.
LEFT_OUT = ("/static/", "/admin/", "/time-zone/?")
GUESSES = [
    "/time-zone/?next=/2030/",
    "/2030/talks/{0}-talk/",
    "/2030/talks/{0}-talk.ics",
    "/2030/talks/{0}-in-draft/",
    "/2030/sessions/{0}-session/",
    "/2030/sessions/{0}-session.ics",
    "/2030/people/{0}-author/",
    "/2030/people/{0}-author.ics",
    "/2030/people/{0}-moderator/",
    "/2030/people/?role=moderator",
    "/2030/search/?q={0}",
    "/2030/search/?q={0}&kind={0}-kind&room={0}-hall&track={0}-track&session={0}-session",
    "/2030/search/?day=2030-05-07",
    "/2030/search/?q=ada",
    "/2030/search.ics?q={0}",
    "/2030/2030-05-06/?room={0}-hall",
    "/2030/2030-05-07/",
    "/2030/2030-05-07.ics",
    "/2030/now/?at=2030-05-06T09:20",
    "/2030/now/?at=2030-05-07T09:05",
    "/2030/programme.ics",
    "/2030/sessions/{0}-session/bookmark",
    "/2030/my-schedule/?view=day",
    "/2030/my-schedule.csv",
    "/2030/my-schedule.ics",
    "/2030/changes/",
    "/2030/changes.atom",
    "/{0}-year/",
    "/{0}-year/2030-05-06/",
    "/{0}-year/people/",
    "/{0}-year/programme.ics",
    "/offline/",
    "/manifest.webmanifest",
    "/robots.txt",
    "/sitemap.xml",
    "/2030/sitemap-1.xml",
    "/{0}-year/sitemap-1.xml",
    "/organize/2030/",
    "/organize/2030/sessions/{0}-session/times",
    "/healthz",
]


@pytest.fixture
def world():
    """A released session, and canaries in every way that something can be a draft."""
    session = a_session("Morning", start=at(9), room=a_room("Aurora"), moderators=["Mo"])
    for n in range(3):
        a_talk(f"Open {n}", start=at(9, 15 * n), session=session, authors=["Ada"])
    release(a_conference())
    hidden = a_session(
        f"{CANARY} session", start=at(33), room=a_room(f"{CANARY} hall"), moderators=[f"{CANARY} moderator"],
        abstract=CANARY, join=f"https://example.org/{CANARY}", released=False,
    )  # fmt: skip
    Track.objects.create(conference=hidden.conference, name=f"{CANARY} track")
    new = {
        "released": False,
        "abstract": CANARY,
        "kind": a_kind(f"{CANARY} kind"),
        "authors": [f"{CANARY} author", "Ada"],
    }
    talk = a_talk(f"{CANARY} talk", start=at(33), session=hidden, subtitle=CANARY, **new)
    talk.further_links.create(label=CANARY, address=f"https://example.org/{CANARY}")
    a_talk(f"{CANARY} in draft", start=at(9, 50), session=session, position=2, **new)
    a_person(f"{CANARY} nobody")
    Talk.objects.filter(title="Open 1").update(
        draft_start=at(33, 7), draft_end=at(34), draft_room=a_room(f"{CANARY} hall"), draft_session=hidden
    )
    Session.objects.filter(title="Morning").update(draft_room=a_room(f"{CANARY} hall"), draft_cancelled=True)
    a_session("Elsewhere", start=at(9), conference=a_conference(f"{CANARY}-year", published=False, name=CANARY))


def visitors(from_here, django_user_model):
    attendee = Client()
    for n in range(3):
        attendee.post(f"/2030/talks/open-{n}/bookmark", {"keep": "yes"}, **from_here)
    attendee.post(f"/2030/talks/{CANARY}-talk/bookmark", {"keep": "yes"}, **from_here)
    member = Client()
    member.force_login(django_user_model.objects.create_user("member"))
    elsewhere = Client()
    elsewhere.cookies["time_zone"] = "Asia/Tokyo"
    return {"anybody": Client(), "attendee": attendee, "logged in": member, "elsewhere": elsewhere}


def crawl(client, start, clicks):
    """Every response within so many clicks of these addresses, by address."""
    found, waiting = {}, [(address, 0) for address in start]
    while waiting:
        address, far = waiting.pop(0)
        if address in found or far > clicks:
            continue
        response = found[address] = client.get(address)
        if response.get("Location"):
            waiting.append((own(response["Location"], address), far))
        html = response.content.decode(errors="replace")
        links = re.findall(r"<loc>(.*?)</loc>", html)
        links += re.findall(r'(?:href|action|value)="(/[^"]*|\?[^"]*|https?://127\.0\.0\.1:8000/[^"]*)"', html)
        links = [link for link in links if not link.startswith(LEFT_OUT)]
        waiting += [(own(unescape(link), address), far + 1) for link in links]
    return found


def own(link, page):
    parts = urlsplit(link)
    path = parts.path or urlsplit(page).path
    return path + (f"?{parts.query}" if parts.query else "")


def test_no_visitor_finds_a_canary(world, from_here, django_user_model):
    guesses = [guess.format(CANARY) for guess in GUESSES]
    for who, client in visitors(from_here, django_user_model).items():
        found = crawl(client, ["/", "/2030/", *guesses], clicks=9 if who == "anybody" else 1)
        assert len(found) > 30, who
        for address, response in found.items():
            # What somebody typed into the address comes back, in a 404 or as where to return to; nothing else does.
            body = unescape(unquote(response.content.decode(errors="replace")))
            for typed in (
                unquote(address.partition("?")[0]),
                *(value for _, value in parse_qsl(urlsplit(address).query)),
            ):
                body = body.replace(typed, "")
            assert CANARY not in body.lower(), f"{who} finds it at {address}"
            assert CANARY not in str(response.headers).lower().replace(address, ""), f"{who}: headers of {address}"


def test_the_draft_of_something_public_is_not_seen(world, read):
    assert "Mon 6 May 9:15 - 9:30 WEST Aurora" in read("/2030/talks/open-1/")
    assert "3 talks" in read("/2030/people/mo/")
    assert "1 session · 3 talks" in read("/2030/")


def test_what_is_hidden_answers_like_what_is_missing(world, client):
    for hidden, missing in (
        (f"/2030/talks/{CANARY}-talk/", "/2030/talks/absent/"),
        (f"/2030/people/{CANARY}-author/", "/2030/people/absent/"),
        (f"/{CANARY}-year/", "/absent/"),
        (f"/2030/talks/{CANARY}-talk/bookmark", "/2030/talks/absent/bookmark"),
    ):
        here, there = client.get(hidden), client.get(missing)
        assert here.status_code == there.status_code
        assert here.content.replace(hidden.encode(), missing.encode()) == there.content
        assert headers(here) == headers(there)


def headers(response):
    """All but the length, which the address that comes back changes."""
    return {name: value for name, value in response.headers.items() if name != "Content-Length"}


def test_the_canary_is_there_to_be_found(world, admin_client):
    """The crawl would see it, if it were shown."""
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    assert CANARY in admin_client.get("/2030/").content.decode()
    release(Conference.objects.get(slug="2030"))
    assert CANARY in Client().get("/2030/").content.decode()
