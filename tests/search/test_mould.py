"""What is made once and filled in says the same as if it were made for the question, and to nobody else's."""

import re

import pytest
from django.db.models import F
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from conference.programme import built
from conference.programme.models import Session, Talk
from conference.programme.revision import Revision
from conference.search import frame, mould, rows
from conference.search.mould import Mould
from tests.world import a_conference, a_room, a_session, a_talk, at

CLOCK = {"own_city": "Lisbon", "elsewhere": True}


@given(st.text())
@example('"><b>&amp;')
@example("/2030/search/?q=a&b=%2B+c")
def test_gaps_are_filled_as_a_template_would(text):
    for template, context, name in (("search/_snippet.html", {}, "snippet"), ("timezones/_clock.html", CLOCK, "next")):
        told = render_to_string(template, {**context, name: text})
        assert Mould(template, context, [name]).fill(**{name: text}) == told


@given(st.text())
def test_what_is_safe_stays_as_it_is(text):
    safe = render_to_string("search/_snippet.html", {"snippet": text})
    told = render_to_string("search/_snippet.html", {"snippet": safe})
    assert Mould("search/_snippet.html", {}, ["snippet"]).fill(snippet=safe) == told


def test_what_looks_like_a_gap_is_text(monkeypatch):
    """Were a gap's sign ever told, the next one would be another."""
    seen = []
    monkeypatch.setattr(
        mould, "render_to_string", lambda *args: seen.append(args[1]["snippet"]) or render_to_string(*args)
    )
    Mould("search/_snippet.html", {}, ["snippet"])
    told = render_to_string("search/_snippet.html", {"item": {"lang": seen[0]}, "snippet": seen[0]})
    made = Mould("search/_snippet.html", {"item": {"lang": seen[0]}}, ["snippet"])
    assert made.fill(snippet=seen[0]) == told
    assert seen[0] != seen[1]


@pytest.fixture
def programme(db):
    a_conference("2029")
    session = a_session("<b>Rivers", at(9), at(12), a_room("Aurora & Co"), moderators=["Mo River"])
    for n in range(3):
        people = [f"Author {n}" for n in range(n * 4)] + ["</p>River"]
        a_talk(f"River $a_{n}<b$", at(10, n), session=session, authors=people, abstract="A river & <i>more</i>" * n)


@pytest.fixture
def visitors(programme, admin_client, from_here):
    """A browser of each sort."""
    attendee, elsewhere = Client(), Client()
    attendee.post(f"/2030/talks/{Talk.objects.first().slug}/bookmark", {"keep": "yes"}, **from_here)
    elsewhere.post("/time-zone/", {"tz": "Asia/Kolkata"}, **from_here)
    a_talk("River of the draft", at(11), session=Session.objects.first(), released=False)
    Talk.objects.filter(title__startswith="River $a_1").update(draft_cancelled=True)
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    Revision.objects.update(number=F("draft_number"))
    return {"nobody": Client(), "attendee": attendee, "elsewhere": elsewhere, "previewing": admin_client}


QUERIES = [
    "",
    "q=river",
    "q=author+3",
    "q=mo",
    "q=no",
    "q=%22%3E",
    "q=%26amp;",
    "q=river%27",
    "kind=oral",
    "q=river&mine=yes",
    "q=river&page=9",
    "part=sessions",
    "q=river&tz=Asia/Kolkata",
    "q=river&tz=Nowhere",
    "q=river&print=yes",
]


@pytest.mark.once
def test_every_page_is_as_if_nothing_were_kept(visitors):
    asked = [(who, f"/2030/search/?{query}") for query in QUERIES for who in visitors]
    rows.ready.clear()
    kept = [page(address, visitors[who], forget=False) for who, address in asked + asked[::-1]]
    fresh = [page(address, visitors[who], forget=True) for who, address in asked]
    assert kept == fresh + fresh[::-1]
    assert ["River of the draft" in html for html in fresh[:4]] == [False, False, False, True]


@pytest.mark.once
def test_every_fragment_is_as_if_nothing_were_kept(visitors):
    headers = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "found"}
    asked = [(who, f"/2030/search/?{query}") for query in QUERIES[:5] for who in visitors]
    kept = [page(address, visitors[who], forget=False, **headers) for who, address in asked]
    assert kept == [page(address, visitors[who], forget=True, **headers) for who, address in asked]
    assert "<main" not in kept[0]


def test_a_frame_says_what_the_template_says(programme, monkeypatch):
    addresses = [f"/2030/search/?q={value}" for value in ("river", "%22%3E%3Cb%3E", "a+%26+b", "%25")]
    framed = [page(address, forget=False) for address in addresses]
    monkeypatch.setattr(frame, "is_special", lambda *args: True)
    assert framed == [page(address, forget=True) for address in addresses]


def page(address, client=None, *, forget, **headers):
    built.forget()
    if forget:
        rows.ready.clear()
    response = (client or Client()).get(address, follow=True, **headers)
    assert response.status_code == 200
    return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


@pytest.mark.parametrize(
    "change",
    [
        lambda talk: Talk.objects.update(title="Lake"),
        lambda talk: talk.kind.__class__.objects.update(name="Lake"),
        lambda talk: Session.objects.update(title="Lake"),
        lambda talk: talk.authors.update(name="Lake"),
        lambda talk: a_conference("2029").delete(),
        lambda talk: a_conference().__class__.objects.filter(slug="2030").update(series="Lake"),
    ],
)
def test_a_change_is_seen_at_once(programme, change):
    before = page("/2030/search/?kind=oral", forget=False)
    change(Talk.objects.first())
    after = page("/2030/search/?kind=oral", forget=False)
    assert after != before
    assert after == page("/2030/search/?kind=oral", forget=True)


def test_however_much_is_found_only_so_much_is_kept(programme, monkeypatch):
    monkeypatch.setattr(rows.ready, "room", 20_000)
    rows.ready.clear()
    for zone in ("Asia/Tokyo", "Asia/Kolkata", "UTC"):
        assert page(f"/2030/search/?q=river&tz={zone}", forget=False).count("<h3") == 4
    assert rows.ready.taken <= 20_000
