from datetime import time, timedelta

import pytest

from conference.programme.models import Conference
from tests.conftest import text_of
from tests.world import DAY, a_conference, a_day_of, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
PAGE = "/2030/2030-05-06/"


def test_sessions_stand_by_time_and_parallel_ones_by_room(read, the_day_before):
    rooms = [a_room("Second", order=2), a_room("First", order=1)]
    a_session("Late", start=at(14))
    a_session("Beta", start=at(9), room=rooms[0])
    a_session("Alpha", start=at(9), room=rooms[1])
    text = read(PAGE)
    assert text.index("Alpha") < text.index("Beta") < text.index("Late")
    assert "3 sessions · 0 talks · Lisbon time (WEST)" in text


def test_parallel_sessions_share_a_slot(client):
    a_session("A", start=at(9))
    a_session("B", start=at(9), end=at(11))
    a_session("C", start=at(9))
    slots = client.get(PAGE).context["slots"]
    assert [(len(slot.sessions), slot.end) for slot in slots] == [(3, at(10))]
    assert "until 11:00" in text_of(client.get(PAGE).content.decode())


def test_what_ends_on_another_day_says_so(read):
    a_session("Hack night", start=at(9, 15), end=at(33, 5), room=a_room("Aurora"))
    assert "9:15 until Tue 7 May 9:05 Aurora Hack night" in read(PAGE)
    a_session("Quilting", start=at(9, 15), end=at(58), room=a_room("Borealis"))
    assert "Borealis until Wed 8 May 10:00 Quilting" in read(PAGE)
    a_session("Lounge", start=at(10), end=at(26), room=a_room("Cascade"))
    assert "10:00 until 2:00 Cascade Lounge" in read(PAGE)


def test_a_card_tells_moderators_and_counts_kinds_and_unfolds_the_talks(read):
    a_day_of(3)
    a_talk("Q&A", kind="Q&A")
    a_session("Other", start=at(9))
    text = read(PAGE)
    assert "Morning Moderator: Mo 3 Oral in Morning" in text
    assert "Morning talk 2" in text


def test_all_talks_shown_is_an_address(client):
    a_day_of(2)
    a_day_of(2, "Other")
    assert "<details open>" not in client.get(PAGE).content.decode()
    shown = client.get(PAGE + "?talks=shown").content.decode()
    assert shown.count("<details open>") == 2
    assert "Fold all talks" in shown


def test_a_day_of_one_session_lists_its_talks_directly(read):
    a_day_of(2)
    text = read(PAGE)
    assert "9:00 - 9:15 WEST Oral Morning talk 1 Author 1 Abstract" in text


def test_a_keynote_is_a_card_of_its_own(client):
    keynote = a_session("Water", start=at(9))
    a_talk("Water", start=at(9), session=keynote, authors=["Ada"])
    a_session("Other", start=at(11))
    html = client.get(PAGE).content.decode()
    assert html.count("/2030/talks/water/bookmark") == 2  # action and its twin for htmx
    assert "Ada" in html


def test_a_break_is_one_line(read, the_day_before):
    coffee = a_session("Coffee", start=at(10), room=a_room("Foyer"))
    a_talk("Coffee", kind="Break", start=at(10), session=coffee)
    a_session("Other", start=at(11))
    assert "10:00 Coffee · Foyer" in read(PAGE)


@pytest.mark.parametrize(
    ("day", "status"),
    [("2030-05-05", 200), ("2030-05-07", 200), ("2030-05-04", 404), ("2031-05-06", 404), ("2030-02-30", 404)],
)
def test_a_day_beside_the_conference_is_empty_and_one_far_off_is_none(day, status, client):
    a_day_of(1)
    assert client.get(f"/2030/{day}/").status_code == status


def test_an_empty_day_says_so(read):
    a_conference()
    text = read(PAGE)
    assert "Nothing is planned on this day in Lisbon time (WEST)." in text
    assert "0 sessions" not in text


def test_the_strip_lists_the_days_that_have_sessions(client, the_day_before):
    a_conference(last_day=DAY + timedelta(days=3))
    for day in (0, 2):
        a_session(f"S{day}", start=at(9 + 24 * day))
    html = client.get(PAGE).content.decode()
    assert '<a href="/2030/2030-05-06/" aria-current="page">' in html
    assert '<a href="/2030/2030-05-08/">' in html
    assert '<a href="/2030/2030-05-07/">' not in html


def test_after_midnight_belongs_to_the_evening_before_where_the_conference_says_so(client):
    a_conference(day_begins=time(4))
    a_session("Night", start=at(24, 30))
    assert [s.title for s in client.get(PAGE).context["sessions"]] == ["Night"]
    assert client.get("/2030/2030-05-07/").context["sessions"] == []
    Conference.objects.update(day_begins=time(0))
    assert client.get(PAGE).context["sessions"] == []


def test_for_visitors_elsewhere_days_are_regrouped(client):
    a_session("Evening", start=at(20))
    assert client.get(PAGE).context["sessions"]
    assert client.get(PAGE + "?tz=Asia/Tokyo").context["sessions"] == []
    tokyo = client.get("/2030/2030-05-07/?tz=Asia/Tokyo")
    assert [s.title for s in tokyo.context["sessions"]] == ["Evening"]
    assert "Mon 6 May 20:00 - 21:00 WEST" in tokyo.content.decode()


def test_a_day_that_is_empty_elsewhere_leads_to_the_only_one_that_is_not(client, the_day_before):
    a_session("Evening", start=at(20))
    strip = 'class="days"'
    assert strip not in client.get(PAGE).content.decode()
    html = client.get(PAGE + "?tz=Asia/Tokyo").content.decode()
    assert strip in html
    assert '<a href="/2030/2030-05-07/?tz=Asia/Tokyo">' in html
    assert "Choose one of the conference" in html
    assert strip not in client.get("/2030/?tz=Asia/Tokyo").content.decode()


def test_a_session_without_a_time_is_on_no_day(client):
    a_session("Some day")
    assert client.get(PAGE).context["sessions"] == []


def test_what_is_on_is_marked_and_the_day_opens_there(client, now):
    a_session("Early", at(8))
    a_session("Now", at(9))
    a_session("Off", at(9, 30), cancelled=True)
    a_session("Later", at(11))
    now(at(9, 40))
    html = client.get(PAGE).content.decode()
    assert html.count('class="now">Now<') == 2  # in the strip and at its slot
    assert '<section class="slot on" id="now">' in html
    now(at(10, 10))
    html = client.get(PAGE).content.decode()
    assert 'class="now"' not in html
    assert html.index('id="session-off"') < html.index('id="now"') < html.index('id="session-later"')


def test_on_the_day_of_one_session_its_talks_are_marked(client, now):
    a_day_of(3)
    now(at(9, 20))
    html = client.get(PAGE).content.decode()
    assert '<li class="entry brief on" id="talk-morning-talk-2">' in html
    assert html.count('id="now"') == 1


def test_the_ways_to_today_lead_to_the_present_hour(client, now):
    a_conference(last_day=DAY + timedelta(days=1))
    a_session("Morning", at(9), at(12))
    a_session("Tomorrow", at(33))
    now(at(9, 30))
    tomorrow, year = "/2030/2030-05-07/", client.get("/2030/").content.decode()
    assert f'<a href="{PAGE}#now">Mon ' in client.get(tomorrow).content.decode()
    assert f'<a href="{PAGE}?kind=oral#now">Mon ' in client.get(f"{tomorrow}?kind=oral").content.decode()
    assert f'<a href="{PAGE}#now">Monday 6 May</a>' in year
    assert f'<a href="{tomorrow}">Tuesday 7 May</a>' in year


def test_the_strip_stands_on_todays_page_until_nothing_more_is_to_come(client, read, now):
    a_conference(last_day=DAY + timedelta(days=1))
    for n, room in enumerate("ABCDE"):
        a_session(f"Session {n}", at(9), at(10 + n), a_room(room))
    a_session("Tomorrow", at(33))
    now(at(8))
    assert "Next 9:00 Session 0 A · Session 1 B · Session 2 C and 2 more Now and next" in read(PAGE)
    now(at(9, 30))
    assert "Now Session 0 A · Session 1 B · Session 2 C and 2 more Now and next" in read(PAGE)
    assert "Now and next" not in read("/2030/2030-05-07/")
    a_session("Supper", at(15), room=a_room("A"))
    now(at(14, 30))
    assert "Next 15:00 Supper A Now and next" in read(PAGE)
    now(at(20))
    assert "Now and next" not in read(PAGE)


def test_a_day_is_good_until_the_next_start_or_end_and_until_midnight(client, now):
    a_conference(last_day=DAY + timedelta(days=1))
    a_session("Morning", at(9), at(12))
    for moment, until in ((at(8), at(9)), (at(9), at(12)), (at(12), at(24)), (at(48), at(72)), (at(72), None)):
        now(moment)
        assert getattr(client.get(PAGE).wsgi_request, "good_until", None) == until
    now(at(12))
    assert client.get("/2030/people/").wsgi_request.good_until == at(24)
