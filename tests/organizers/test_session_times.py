"""Everything is running ten minutes late: asked, previewed, put into the draft, released."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.programme.models import Conference, Session, Talk
from conference.programme.revision import Revision
from tests.conftest import text_of
from tests.world import a_colleague, a_conference, a_day_of, a_kind, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TIMES = "/organize/2030/sessions/morning/times"
FRAGMENT = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def session():
    """Three talks, from 9:00 on, and the end with the last of them."""
    session = a_day_of(3)
    Session.objects.update(draft_end=at(9, 45), released_end=at(9, 45))
    return session


def key(number):
    return Talk.objects.get(title=f"Morning talk {number}").pk


class Organizer:
    def __init__(self, client):
        self.client = client

    def asks(self, status=200, **question):
        """The text of the preview."""
        response = self.client.get(TIMES, question)
        assert response.status_code == status
        self.html = response.content.decode()
        return text_of(self.html).partition("Preview +5 minutes")[2]

    def puts(self, **changes):
        """Press the preview's button, with what its form holds; the next page's text."""
        fields = re.findall('<input type="hidden" name="([^"]+)" value="([^"]*)">', self.html)
        form = {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}
        self.response = self.client.post(TIMES, form | changes, follow=True)
        return text_of(self.response.content.decode())


@pytest.fixture
def organizer(admin_client):
    return Organizer(admin_client)


def starts():
    return list(Talk.objects.draft().in_order().values_list("draft_start", flat=True))


def test_it_offers_the_entries_as_they_are(organizer, session):
    assert "The draft as it is Mon 6 May, Lisbon time (WEST)" in (page := organizer.asks())
    assert "9:00 - 9:45 The session itself 9:00 - 9:15 Morning talk 1" in page
    assert "Put this into the draft" not in page


def test_the_preview_sets_old_and_new_side_by_side_and_writes_nothing(organizer, session):
    number = Revision.objects.get().draft_number
    page = organizer.asks(move="following", entry=key(2), minutes=10)
    assert "“Morning talk 2” and all that follow moved by 10 minutes. It would bring 1 error, 1 hint" in page
    assert "9:00 - 9:15 stays Morning talk 1" in page
    assert "9:15 - 9:30 9:25 - 9:40 Morning talk 2" in page
    assert "9:30 - 9:45 9:40 - 9:55 Morning talk 3 ends 10 minutes after the session" in page
    assert "Error: “Morning talk 3”, Mon 6 May 9:40 - 9:55, ends 10 minutes after its session" in page
    assert (starts()[1], Revision.objects.get().draft_number) == (at(9, 15), number)


def test_the_session_goes_along_when_asked(organizer, session):
    page = organizer.asks(move="following", entry=key(1), minutes=10, along_end="on", along_start="on")
    assert "9:00 - 9:45 9:10 - 9:55 The session itself" in page
    assert "It would bring no conflicts and mend none." in page
    organizer.puts()
    session.refresh_from_db()
    assert (session.draft_start, session.draft_end) == (at(9, 10), at(9, 55))


def test_what_it_would_mend_is_said(organizer, session):
    Talk.objects.filter(pk=key(2)).update(draft_end=at(9, 35))
    page = organizer.asks(move="following", entry=key(3), minutes=5, along_end="on")
    assert "It would bring no conflicts and mend 1 error." in page
    assert "It would mend Error: “Morning talk 2”" in page


def test_pressed_it_is_in_the_draft_and_the_history_and_after_a_release_public(organizer, session, client):
    organizer.asks(move="following", entry=key(2), minutes=10)
    assert "moved by 10 minutes, in the draft. Attendees see it after the next release." in organizer.puts()
    assert organizer.response.redirect_chain == [("/organize/2030/", 302)]
    assert "<a href='#release'>the next release</a>" in organizer.response.content.decode()
    assert starts() == [at(9), at(9, 25), at(9, 40)]
    [newest, *_] = Talk.objects.get(pk=key(2)).history.all()
    assert newest.history_user.username == "admin"
    assert newest.history_change_reason == "“Morning talk 2” and all that follow moved by 10 minutes"
    number = Revision.objects.get().draft_number
    organizer.client.post("/organize/2030/release", {"draft_number": number})
    assert "9:25 - 9:40" in text_of(client.get("/2030/talks/morning-talk-2/").content.decode())
    assert "before: Mon 6 May 9:15 - 9:30 WEST" in text_of(client.get("/2030/changes/").content.decode())


def test_one_alone(organizer, session):
    organizer.asks(move="alone", entry=key(3), minutes=-5)
    organizer.puts()
    assert starts() == [at(9), at(9, 15), at(9, 25)]


def test_set_anew(organizer, session):
    organizer.asks(move="anew", start="2030-05-06 10:00")
    organizer.puts()
    assert starts() == [at(10), at(10, 15), at(10, 30)]
    assert "Nothing would change" in organizer.asks(move="anew")
    Talk.objects.update(draft_end=None)
    assert "Nobody knows how long" in organizer.asks(400, move="anew")
    organizer.asks(move="anew", length=20)
    organizer.puts()
    assert starts() == [at(10), at(10, 20), at(10, 40)]


def test_swap(organizer, session):
    page = organizer.asks(move="swap", entry=key(1), other=key(3))
    assert page.index("Morning talk 3 9:15 - 9:30 stays") < page.index("9:30 - 9:45 Morning talk 1")
    assert "“Morning talk 1” and “Morning talk 3” swapped, in the draft." in organizer.puts()
    assert [talk.title[-1] for talk in Talk.objects.draft().in_order()] == ["3", "2", "1"]


def test_a_draft_that_moved_on_is_previewed_again_with_the_input_kept(organizer, session):
    organizer.asks(move="following", entry=key(2), minutes=10, along_end="on")
    Talk.objects.filter(pk=key(3)).update(draft_start=at(9, 35), draft_end=at(9, 50))
    page = organizer.puts()
    assert "The draft changed while you looked at it." in page
    assert "9:35 - 9:50 9:45 - 10:00 Morning talk 3" in page
    assert organizer.response.redirect_chain == [
        (f"{TIMES}?move=following&entry={key(2)}&minutes=10&along_end=on", 302)
    ]
    assert starts() == [at(9), at(9, 15), at(9, 35)]


def test_pressed_twice_it_is_done_once(organizer, session):
    organizer.asks(move="following", entry=key(2), minutes=10)
    organizer.puts()
    assert "The draft changed while you looked at it." in organizer.puts()
    assert starts() == [at(9), at(9, 25), at(9, 40)]


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 5000])
def test_a_draft_number_that_is_none_counts_as_not_looked_at(organizer, session, number):
    organizer.asks(move="following", entry=key(2), minutes=10)
    assert "The draft changed while you looked at it." in organizer.puts(draft_number=number)
    assert starts()[1] == at(9, 15)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"move": "dance"}, "Move: Choose one of the four."),
        ({"move": ""}, "Move: Choose one of the four."),
        ({"minutes": ""}, "Minutes: Write how many minutes"),
        ({"minutes": "0"}, "Minutes: Write how many minutes"),
        ({"minutes": "ten"}, "Minutes: Write whole minutes between -1440 and 1440."),
        ({"minutes": "1441"}, "Minutes: Write whole minutes between -1440 and 1440."),
        ({"minutes": "9" * 5000}, "Minutes: Write whole minutes between -1440 and 1440."),
        ({"minutes": "5\0"}, "Minutes: Write whole minutes"),
        ({"entry": "x"}, "Entry: Choose an entry of this session."),
        ({"entry": "99999999999999999999"}, "Entry: Choose an entry of this session."),
        ({"entry": ""}, "Choose an entry of this session."),
        ({"move": "swap"}, "With: Choose the entry to swap it with."),
        ({"move": "swap", "other": "{2}"}, "Choose two different entries to swap."),
        ({"move": "anew", "start": "noon"}, "Start (WEST): Write date and time as 2021-05-05 3:00."),
        ({"move": "anew", "start": "2030-03-31 1:30"}, "1:30 does not exist that day in Lisbon"),
        ({"move": "anew", "start": "9999-12-31 23:59"}, "Write a year between 1970 and 2199."),
        ({"move": "anew", "start": "2199-12-31 23:50"}, "would be before 1970 or after 2199."),
        ({"move": "anew", "length": "0"}, "Write whole minutes between 1 and 1440."),
    ],
)
def test_what_makes_no_sense_is_answered_by_a_sentence(organizer, session, question, sentence):
    question = {"move": "following", "entry": key(2), "minutes": 10} | question
    question = {name: key(2) if value == "{2}" else value for name, value in question.items()}
    number = Revision.objects.get().draft_number
    assert sentence in organizer.asks(400, **question)
    response = organizer.client.post(TIMES, question | {"draft_number": number})
    assert response.status_code == 400
    assert sentence in text_of(response.content.decode())
    assert (starts()[1], Revision.objects.get().draft_number) == (at(9, 15), number)


def test_what_was_typed_stays_in_the_form(organizer, session):
    organizer.asks(400, move="anew", start='"><script>alert(1)</script>', along_end="on")
    assert 'value="&quot;&gt;&lt;script&gt;' in organizer.html
    assert "<script>alert" not in organizer.html
    assert re.search(r'name="along_end"[^>]+checked', organizer.html)


def test_what_is_not_asked_may_be_half_written(organizer, session):
    organizer.asks(move="following", entry=key(2), minutes=10, start="2030-", length="0", other="x")
    organizer.asks(move="anew", start="2030-05-06 10:00", minutes="ten", entry="x")
    organizer.puts()
    assert starts()[0] == at(10)


def test_an_empty_post_is_refused(admin_client, session):
    assert admin_client.post(TIMES).status_code == 400


def test_what_is_cancelled_or_without_a_time_is_shown_but_not_offered(organizer, session):
    Talk.objects.filter(pk=key(1)).update(draft_cancelled=True)
    Talk.objects.filter(pk=key(2)).update(draft_start=None, draft_end=None)
    page = organizer.asks(move="following", entry=key(3), minutes=10)
    assert "9:00 - 9:15 stays Morning talk 1 Cancelled" in page
    assert "Time not known yet stays Morning talk 2" in page
    assert re.findall(r'<option value="(\d+)"[^>]*>9:', organizer.html) == [str(key(3))] * 2


def test_past_midnight_is_said(organizer, session):
    Talk.objects.filter(pk=key(3)).update(draft_start=at(23, 50), draft_end=at(24))
    page = organizer.asks(move="alone", entry=key(3), minutes=20)
    assert "Mon 6 May 23:50 - 0:00 Tue 7 May 0:10 - 0:20 Morning talk 3 on another day: Tue 7 May" in page


def test_the_night_when_the_clocks_change(organizer):
    """In Lisbon it is 1:00 twice on 27 October 2030: thirty minutes after 1:45 WEST it is 1:15 WET."""
    night = date(2030, 10, 27)
    a_conference(first_day=night, last_day=night)
    session = a_session("Morning", at(0, day=night), at(4, day=night))
    talk = a_talk("Late", at(1, 15, day=night), session=session)
    for minutes, then in ((30, "1:45 WEST - 1:00 WET"), (60, "1:15 - 1:30 WET")):
        assert f"1:15 - 1:30 WEST {then}" in organizer.asks(move="alone", entry=talk.pk, minutes=minutes)
    organizer.puts()
    talk.refresh_from_db()
    assert (talk.draft_start - talk.released_start).total_seconds() == 3600


def test_htmx_gets_the_preview_alone(admin_client, session):
    whole, part = (admin_client.get(TIMES, {"move": "anew"}, **headers) for headers in ({}, FRAGMENT))
    assert b"<html" in whole.content
    assert part.content.strip().startswith(b'<section id="preview"')
    assert "HX-Request" in whole["Vary"]
    assert "no-store" in part["Cache-Control"]
    assert admin_client.get(TIMES, {"move": "dance"}, **FRAGMENT).status_code == 400


def test_a_session_without_entries_or_times_has_a_page(organizer):
    a_session("Morning")
    assert "Time not known yet The session itself" in organizer.asks()
    assert "Nothing has a start yet." in organizer.asks(400, move="anew")
    assert "Choose an entry of this session." in organizer.asks(400, move="following", minutes=5)


def test_it_is_found_where_it_is_needed(admin_client, client, session):
    a_talk("Clash", at(9), session=session, kind=a_kind("Oral"))
    for page in (f"/admin/programme/session/{session.pk}/change/", "/2030/sessions/morning/", "/organize/2030/"):
        assert f'href="{TIMES}"' in admin_client.get(page).content.decode(), page
    assert TIMES not in client.get("/2030/sessions/morning/").content.decode()


def test_the_desk_offers_what_is_on_or_comes_within_the_hour(admin_client):
    now = timezone.now()
    for title, minutes in (("Over", -90), ("On", -30), ("Soon", 30), ("Later", 90)):
        a_session(title, now + timedelta(minutes=minutes))
    page = text_of(admin_client.get("/organize/2030/").content.decode())
    assert "Running late? Shift the times of On · Soon Import" in page


def test_organizers_of_this_conference_may_and_nobody_else(client, session):
    question = {"move": "following", "entry": key(1), "minutes": 10}
    for ask in (client.get, client.post):
        assert ask(TIMES, question)["Location"].startswith("/admin/login/")
    elsewhere = a_conference("2031")
    for colleague, status in ((a_colleague("editor"), 403), (a_colleague("organizer", elsewhere, "Else"), 404)):
        client.force_login(colleague)
        for ask in (client.get, client.post):
            assert ask(TIMES, question).status_code == status
    assert starts()[0] == at(9)
    client.force_login(a_colleague("organizer"))
    number = Revision.objects.get(conference__slug="2030").draft_number
    assert client.post(TIMES, question | {"draft_number": number}).status_code == 302
    assert starts()[0] == at(9, 10)


def test_a_sessions_form_that_is_refused_keeps_its_page(admin_client, session):
    form = {"title": "", "slug": "", "moderatorships-TOTAL_FORMS": 0, "moderatorships-INITIAL_FORMS": 0}
    form |= {"draft_talks-TOTAL_FORMS": 0, "draft_talks-INITIAL_FORMS": 0}
    response = admin_client.post(f"/admin/programme/session/{session.pk}/change/", form)
    assert (response.status_code, "This field is required" in response.content.decode()) == (200, True)


def test_editors_are_not_led_there(client, session):
    a_talk("Clash", at(9), session=session)
    client.force_login(a_colleague("editor"))
    for page in (f"/admin/programme/session/{session.pk}/change/", "/2030/sessions/morning/", "/organize/2030/"):
        assert TIMES not in client.get(page).content.decode(), page


def test_what_is_not_there_is_not_found(admin_client, session):
    a_session("Elsewhere", conference=a_conference("2031"))
    for address in ("2030/sessions/elsewhere", "2030/sessions/absent", "2029/sessions/morning"):
        assert admin_client.get(f"/organize/{address}/times").status_code == 404


def test_thirty_talks_cost_what_three_do(admin_client):
    counts = []
    for slug, talks in (("2030", 3), ("2031", 30)):
        session = a_day_of(talks, conference=a_conference(slug))
        address = f"/organize/{slug}/sessions/morning/times"
        question = {"move": "following", "entry": session.draft_talks.first().pk, "minutes": 10}
        number = Revision.objects.get(conference=Conference.objects.get(slug=slug)).draft_number
        with CaptureQueriesContext(connection) as preview:
            assert admin_client.get(address, question).status_code == 200
        with CaptureQueriesContext(connection) as write:
            assert admin_client.post(address, question | {"draft_number": number}).status_code == 302
        counts.append((len(preview), len(write)))
    assert counts[0] == counts[1]
    assert (counts[0][0] <= 22, counts[0][1] <= 20) == (True, True)
