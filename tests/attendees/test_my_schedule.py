import html
import re

import pytest

from conference.attendees.models import Attendee, Bookmark, Device, SecretAddress
from tests.world import a_kind, a_room, a_session, a_talk, at, release

pytestmark = pytest.mark.django_db
PAGE = "/2030/my-schedule/"


@pytest.fixture
def keep(client, from_here):
    def keep(*talks):
        for talk in talks:
            client.post(talk.get_absolute_url() + "bookmark", {"keep": "yes"}, **from_here)

    return keep


def feed_of(client):
    return re.search(r'value="http://127.0.0.1:8000(/2030/my-schedule/[^"]+\.ics)"', client.get(PAGE).content.decode())[
        1
    ]


def test_empty_it_says_what_to_press(read):
    a_session()
    text = read(PAGE)
    assert "Nothing bookmarked yet." in text
    assert "Subscribe" not in text


def test_it_lists_what_is_kept_by_day_in_order_of_time(keep, read):
    session = a_session(start=at(9), room=a_room())
    late, early = a_talk("Late", start=at(33), session=session), a_talk("Early", start=at(9), session=session)
    never = a_talk("Some day", session=session)
    keep(late, never, early)
    text = read(PAGE)
    assert "3 talks, kept on this device. No account needed." in text
    order = ["Mon 6 May Lisbon time (WEST)", "Early", "Tue 7 May", "Late", "Time not known yet", "Some day"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_days_are_the_visitors_own(keep, read):
    keep(a_talk("Deltas", start=at(20), session=a_session(start=at(20))))
    text = read(PAGE + "?tz=Asia/Tokyo")
    assert "Tue 7 May Tokyo time (JST)" in text
    assert "4:00 - 4:15 JST at the venue Mon 6 May 20:00 - 20:15 WEST" in text


def test_two_that_overlap_are_told_by_how_much(keep, read):
    keep(a_talk("A", start=at(9)), a_talk("B", start=at(9, 5), end=at(9, 30)), a_talk("C", start=at(10)))
    assert "These two overlap by 10 minutes, 9:05 - 9:15." in read(PAGE)


def test_from_an_overlap_it_is_one_step_to_what_else_is_on_then(keep, client, read):
    session = a_session("Morning", start=at(9), room=a_room("Aurora"))
    keep(a_talk("A", at(9), session=session), a_talk("B", at(9, 5), at(9, 30), session=session))
    a_talk("C", at(9), at(9, 20), session=a_session("Beside", at(9), room=a_room("Boreal")))
    [address] = re.findall(
        '<a href="([^"]+)">See what else is on', client.get(PAGE + "?tz=Asia/Tokyo").content.decode()
    )
    there = read(html.unescape(address))
    assert "As the programme stands for Mon 6 May 17:05 JST" in there
    assert "Boreal Beside 17:00 Oral: C until 17:20" in there


def test_three_in_a_chain_are_told_as_one(keep, read):
    keep(*(a_talk(f"T{n}", start=at(9, 10 * n)) for n in range(3)))
    assert "These 3 overlap: each with at least one of the others." in read(PAGE)


def test_touching_cancelled_and_side_by_side_is_no_overlap(keep, read):
    posters = a_session("Posters", start=at(15))
    poster = a_kind("Poster", parallel=True)
    keep(
        a_talk("A", start=at(9)),
        a_talk("B", start=at(9, 15)),
        a_talk("C", start=at(9, 20), cancelled=True),
        *(a_talk(f"P{n}", start=at(15), session=posters, kind=poster) for n in range(2)),
    )
    assert "overlap" not in read(PAGE)


def test_what_is_cancelled_stays_with_its_word(keep, read):
    talk = a_talk("Deltas", start=at(9))
    keep(talk)
    release(talk, draft_cancelled=True)
    assert "Oral Cancelled Deltas" in read(PAGE)


def test_each_can_be_let_go_there(keep, client, from_here):
    talk = a_talk("Deltas", start=at(9))
    keep(talk)
    assert 'value="no" aria-pressed="true"' in client.get(PAGE).content.decode()
    client.post("/2030/talks/deltas/bookmark", {"keep": "no", "next": PAGE}, **from_here)
    assert "Nothing bookmarked yet." in client.get(PAGE).content.decode()


def test_the_calendar_has_a_secret_address(keep, client):
    keep(a_talk("Deltas", start=at(9)))
    html = client.get(PAGE).content.decode()
    address = feed_of(client)
    assert f'href="webcal://127.0.0.1:8000{address}"' in html
    assert len(address.split("/")[-1]) >= 43
    response = client.get(address)
    assert b"SUMMARY:Deltas" in response.content
    assert "private" in response["Cache-Control"]


def test_a_renewed_address_ends_the_old_one(keep, client, from_here):
    keep(a_talk("Deltas", start=at(9)))
    old = feed_of(client)
    client.post(PAGE + "links/calendar", {"serial": 1}, **from_here)
    assert feed_of(client) != old
    assert client.get(old).status_code == 404
    assert client.get(feed_of(client)).status_code == 200


def test_the_database_knows_neither_key_nor_address(keep, client):
    keep(a_talk("Deltas", start=at(9)))
    token = feed_of(client).split("/")[-1].removesuffix(".ics")
    rows = [row for model in (Attendee, Bookmark, Device, SecretAddress) for row in model.objects.values()]
    key = client.cookies["attendee"].value.split(":")[0]
    assert key
    assert token not in str(rows)
    assert key not in str(rows)


def test_letting_all_go_leaves_an_empty_calendar(keep, client, from_here):
    keep(a_talk("Deltas", start=at(9)))
    address = feed_of(client)
    client.post("/2030/talks/deltas/bookmark", {"keep": "no"}, **from_here)
    response = client.get(address)
    assert response.status_code == 200
    assert b"BEGIN:VEVENT" not in response.content


@pytest.mark.parametrize("token", ["x", "0" * 43, "..", "%00", "a" * 3000])
def test_a_wrong_address_is_not_found(token, client):
    a_session()
    assert client.get(f"/2030/my-schedule/{token}.ics").status_code == 404


def test_renewing_is_for_our_own_pages(client):
    a_session()
    assert client.post(PAGE + "links/calendar", {"serial": 1}).status_code == 403
