"""What is made once and filled in says the same as if it were made for the question."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conference.programme import built
from conference.programme.models import Talk
from conference.search import frame, rows
from conference.search.mould import Mould, gap
from tests.world import a_room, a_session, a_talk, at


def test_gaps_are_filled_as_a_template_would():
    mould = Mould(f'<a href="/?next={gap("next").replace(":", "%3A")}">{gap("title")}</a> {gap("title")}')
    assert mould.fill(next="/a?b=c&d", title="<i>") == '<a href="/?next=/a%3Fb%3Dc%26d">&lt;i&gt;</a> &lt;i&gt;'


@given(st.text())
def test_what_is_filled_in_makes_no_gap(text):
    assert Mould(f"a{gap('x')}b").fill(x=Mould(gap("y")).fill(y=text)) == Mould(f"a{gap('y')}b").fill(y=text)


@pytest.fixture
def programme():
    session = a_session("<b>Rivers", at(9), at(12), a_room("Aurora & Co"), moderators=["Mo River"])
    for n in range(3):
        people = [f"Author {n}" for n in range(n * 4)] + ["</p>River"]
        a_talk(f"River $a_{n}<b$", at(10, n), session=session, authors=people, abstract="A river & <i>more</i>" * n)


QUERIES = [
    "",
    "q=river",
    "q=author+3",
    "q=mo",
    "q=no",
    "kind=oral",
    "q=river&mine=yes",
    "q=river&page=9",
    "part=sessions",
]


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["", "tz=Asia/Tokyo"])
def test_every_page_is_as_if_nothing_were_kept(programme, zone):
    addresses = [f"/2030/search/?{query}&{zone}".strip("&?") for query in QUERIES]
    addresses += [f"/2030/search/?q={value}" for value in ("%22%3E", "%26amp;", "river'")]
    kept = [page(address, forget=False) for address in addresses + addresses]
    assert kept == [page(address, forget=True) for address in addresses] * 2


@pytest.mark.django_db
def test_a_frame_says_what_the_template_says(programme, monkeypatch):
    addresses = [f"/2030/search/?q={value}" for value in ("river", "%22%3E%3Cb%3E", "a+%26+b", "%25")]
    framed = [page(address, forget=False) for address in addresses]
    monkeypatch.setattr(frame, "is_special", lambda *args: True)
    assert framed == [page(address, forget=True) for address in addresses]


def page(address, forget):
    built.forget()
    if forget:
        rows.ready.clear()
    response = Client().get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_a_change_is_seen_at_once(programme):
    assert "Aurora" in page("/2030/search/?q=river", forget=False)
    Talk.objects.update(title="Lake")
    assert "River $" not in page("/2030/search/?q=lake", forget=False)
    assert page("/2030/search/?q=lake", forget=False) == page("/2030/search/?q=lake", forget=True)


@pytest.mark.django_db
def test_however_much_is_found_only_so_much_is_kept(programme, monkeypatch):
    monkeypatch.setattr(rows.ready, "room", 20_000)
    rows.ready.clear()
    for zone in ("Asia/Tokyo", "Asia/Kolkata", "UTC"):
        assert page(f"/2030/search/?q=river&tz={zone}", forget=False).count("<h3") == 4
    assert rows.ready.taken <= 20_000
