from datetime import UTC, date, datetime, timedelta

import pytest

from conference.programme import built
from tests.world import a_conference, a_day_of, a_kind, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
PAGE = "/2030/now/"
ASKED = "/2030/now/?at=2030-05-06T{}"


def test_it_says_what_is_on_in_each_room_how_long_still_and_what_follows(read, now):
    a_day_of(2, room=a_room("Aurora"))
    a_session("Noon", at(12), at(13), a_room("Aurora"))
    a_session("Beside", at(9, 30), at(10), a_room("Boreal"))
    now(at(9, 3))
    text = read(PAGE)
    assert "It is Mon 6 May 9:03 WEST" in text
    assert "On now 9:00 - 12:00 WEST 2 hours 57 minutes more Aurora Morning" in text
    assert "9:00 Oral: Morning talk 1 until 9:15, 12 minutes more" in text
    assert "9:15 Next: Oral: Morning talk 2" in text
    assert "Then 12:00 Noon" in text
    assert "Next 9:30 - 10:00 WEST in 27 minutes Beside Boreal" in text


def test_it_says_who_speaks_and_who_is_next(read, now):
    """What a moderator wants to know in the minutes between two talks."""
    a_day_of(2, room=a_room("Aurora"))
    now(at(9, 11))
    text = read(PAGE)
    assert "Morning talk 1 until 9:15, 4 minutes more Author 1" in text
    assert "Next: Oral: Morning talk 2 Author 2" in text


def test_any_minute_can_be_asked_about_in_the_visitors_zone(read):
    a_day_of(2, room=a_room())
    for address in (ASKED.format("09:20"), ASKED.format("17:20") + "&tz=Asia/Tokyo", ASKED.format("17:20%2B09:00")):
        assert "Morning talk 2 until" in read(address)
    assert "Then" not in read(ASKED.format("09:20"))
    assert "As the programme stands for Mon 6 May 17:20 JST · 9:20 WEST at the venue" in read(
        ASKED.format("17:20") + "&tz=Asia/Tokyo"
    )


def test_a_start_is_on_and_an_end_is_not(client):
    a_day_of(2)
    for minute, title in (("09:00", "talk 1"), ("09:14:59", "talk 1"), ("09:15", "talk 2")):
        [running] = client.get(ASKED.format(minute)).context["board"].running
        assert [entry.title for entry in running.entries] == [f"Morning {title}"]


def test_what_is_cancelled_is_marked_and_not_on(client, read):
    a_session("Off", at(9), at(10), a_room("Aurora"), cancelled=True)
    morning = a_session("Morning", at(9), at(10), a_room("Boreal"))
    a_talk("On dams", at(9), session=morning, cancelled=True)
    a_talk("On rivers", at(9, 15), session=morning, cancelled=True)
    board = client.get(ASKED.format("09:05")).context["board"]
    assert [session.title for session in board.on] == ["Morning"]
    assert board.running[1].next is None
    text = read(ASKED.format("09:05"))
    assert "Aurora · Cancelled Off" in text
    assert "On dams Cancelled" in text


def test_what_has_no_room_or_no_end_is_listed_too(client):
    a_session("Aloft", at(9))
    a_session("In a room", at(9), room=a_room())
    endless = a_session("Endless", at(9))
    type(endless).objects.filter(pk=endless.pk).update(released_end=None)
    titles = {
        hour: [s.title for s in client.get(ASKED.format(hour)).context["board"].on] for hour in ("09:59", "10:00")
    }
    assert titles == {"09:59": ["In a room", "Aloft", "Endless"], "10:00": []}


def test_many_at_once_are_told_by_their_number(read):
    posters = a_session("Posters", at(9), at(10), a_room())
    for n in range(11):
        a_talk(f"Poster {n}", at(9), at(10), session=posters, kind=a_kind("Poster", parallel=True))
    text = read(ASKED.format("09:30"))
    assert text.count("Poster: Poster") == 3
    assert "and 8 more" in text


def test_between_sessions_it_says_what_is_next_and_when(read):
    a_conference(last_day=at(48).date())
    a_session("Today", at(9), room=a_room())
    a_session("Off", at(30), cancelled=True, room=a_room())
    a_session("Tomorrow", at(33), room=a_room())
    a_session("Later", at(57), room=a_room())
    text = read(ASKED.format("10:00"))
    assert "Nothing is on. It goes on tomorrow at 9:00 WEST. Next Tue 7 May 9:00 - 10:00 WEST Tomorrow Aurora" in text
    assert "Later" not in text


def test_before_it_says_when_it_begins(read, now):
    a_session("First", at(9), room=a_room())
    now(at(-60))
    assert "Rivers 2030 begins Mon 6 May 2030 at 9:00 WEST, in 3 days. First Mon 6 May 9:00" in read(PAGE)
    now(at(8, 30))
    assert "at 9:00 WEST, today." in read(PAGE)


def test_after_it_says_that_it_is_over(client, read, now):
    a_session("Only", at(9))
    now(at(10))
    assert "Rivers 2030 is over." in read(PAGE)
    assert '<a href="/2030/">agenda</a>' in client.get(PAGE).content.decode()


def test_another_year_is_said(read):
    a_session("Only", at(9))
    assert "As the programme stands for Tue 6 May 2031 9:00 WEST" in read("/2030/now/?at=2031-05-06T09:00")


def test_without_times_it_says_so(read):
    a_session("Some day")
    assert "The times of Rivers 2030 are not known yet. It is planned for Mon 6 May 2030." in read(PAGE)


def test_without_times_it_says_all_the_days_it_is_planned_for(read):
    a_conference(last_day=date(2030, 5, 9))
    assert "It is planned for Mon 6 May - Thu 9 May 2030." in read(PAGE)


def test_past_midnight_the_evening_is_still_on(client, now):
    a_session("Night", at(23), at(26), a_room())
    now(at(25))
    assert [session.title for session in client.get(PAGE).context["board"].on] == ["Night"]


def test_what_follows_past_midnight_follows_the_evening(read):
    a_conference(last_day=at(48).date())
    a_session("Late", at(22), at(24), a_room("Aurora"))
    a_session("Night", at(24), at(25), a_room("Aurora"))
    a_session("Beside", at(25), at(26), a_room("Boreal"))
    a_session("Breakfast", at(32), at(33), a_room("Boreal"))
    text = read(ASKED.format("23:30"))
    assert "Then Tue 7 May 0:00 Night" in text
    assert "1:00 - 2:00 WEST in 1 hour 30 minutes Beside Boreal" in text
    assert "Breakfast" not in text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("garbage", "Write date and time as 2021-05-05 3:20."),
        ("2030-02-30T10:00", "Write date and time"),
        ("9999-12-31T23:59", "Write date and time"),
        ("0001-01-01T00:00%2B14:00", "Write date and time"),
        ("2030-05-06", "Write date and time"),
        ("<script>", "Write date and time"),
        ("9" * 5000, "Write date and time"),
        ("%00", "Write date and time"),
        ("2030-03-31T01:30", "1:30 does not exist that day in Lisbon"),
        (
            "2030-10-27T01:30",
            "1:30 comes twice that day in Lisbon: the clocks are set back. Which one? 1:30 WEST 1:30 WET",
        ),
    ],
)
def test_what_is_not_one_moment_is_refused_with_a_sentence(asked, sentence, read):
    a_day_of(1)
    text = read(f"/2030/now/?at={asked}", 400)
    assert sentence in text
    assert "On now" not in text


def test_of_two_moments_each_can_be_chosen(client, read):
    a_conference()
    html = client.get("/2030/now/?at=2030-10-27T01:30").content.decode()
    assert 'value="2030-10-27T01:30"' in html
    assert 'href="?at=2030-10-27T01%3A30%2B01%3A00"' in html
    assert "Sun 27 Oct 1:30 WEST" in read("/2030/now/?at=2030-10-27T01:30%2B01:00")
    context = client.get("/2030/now/?at=2030-10-27T01:50%2B01:00").context
    assert (context["earlier"], context["later"]) == ("2030-10-27T01:45+01:00", "2030-10-27T01:00+00:00")


def test_in_the_hour_that_comes_twice_its_name_is_said_once(read):
    night = datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    a_session("Night", night)
    assert "begins Sun 27 Oct 2030 at 1:30 WEST, tomorrow." in read("/2030/now/?at=2030-10-26T21:00")
    assert "for Sun 27 Oct 1:30 WEST Not refreshed" in read("/2030/now/?at=2030-10-27T01:30%2B01:00")
    a_session("Evening", night - timedelta(hours=5))
    assert "It goes on tomorrow at 1:30 WEST." in read("/2030/now/?at=2030-10-26T21:45")


def test_an_open_page_gets_minutes_and_only_after_a_change_the_rest(client, now):
    a_day_of(2, room=a_room())
    now(at(9, 3))
    page = client.get(PAGE)
    known = page.context["known"]
    now(at(9, 4) + timedelta(seconds=30))
    minutes = client.get(f"{PAGE}?known={known}", HTTP_HX_REQUEST="true")
    assert minutes["HX-Reswap"] == "none"
    assert b"11 minutes more" in minutes.content
    assert b"Morning talk" not in minutes.content
    now(at(9, 15))
    rest = client.get(f"{PAGE}?known={known}", HTTP_HX_REQUEST="true")
    assert "HX-Reswap" not in rest
    assert b"Morning talk 2" in rest.content
    assert b"<html" not in rest.content
    assert "HX-Request" in rest["Vary"]


def test_a_change_of_the_programme_is_a_change(client, now):
    session = a_day_of(2, room=a_room())
    now(at(9, 3))
    known = client.get(PAGE).context["known"]
    session.title = "Another"
    session.save()
    assert b"Another" in client.get(f"{PAGE}?known={known}", HTTP_HX_REQUEST="true").content


def test_what_it_says_is_good_for_a_minute_and_what_was_asked_for_ever(client, now):
    a_day_of(2)
    now(at(9, 3) + timedelta(seconds=40))
    assert client.get(PAGE).wsgi_request.good_until == at(9, 4)
    now(at(200))
    assert getattr(client.get(ASKED.format("09:03")).wsgi_request, "good_until", None) is None


@pytest.mark.parametrize("asked", ["", "?at=2030-05-06T09:20", "?at=2030-05-06T08:20", "?at=2030-05-05T08:20"])
def test_one_room_or_three_the_same_few_queries(asked, client, django_assert_max_num_queries, now):
    now(at(9, 20))
    a_conference(first_day=at(-24).date())
    a_day_of(2, room=a_room())
    with django_assert_max_num_queries(7) as few:
        client.get(PAGE + asked)
    a_day_of(5, "Beside", room=a_room("Boreal"))
    a_day_of(5, "Above", room=a_room("Cascade"))
    built.forget()
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE + asked)


def test_an_organizers_preview_shows_the_draft(admin_client, client):
    a_day_of(1)
    a_session("Draft", at(9), at(10), released=False)
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    assert "Draft" in admin_client.get(ASKED.format("09:05")).content.decode()
    assert "Draft" not in client.get(ASKED.format("09:05")).content.decode()


def test_the_menu_leads_there(client):
    a_conference()
    assert '<a href="/2030/now/">Now</a>' in client.get("/2030/").content.decode()
