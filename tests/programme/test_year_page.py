import pytest

from conference.programme import views
from conference.programme.models import Conference
from tests.world import a_conference, a_day_of, a_session, at

pytestmark = pytest.mark.django_db


def test_it_shows_days_sessions_and_moderators_at_a_glance(read):
    a_day_of(2)
    a_session("Next", start=at(33))
    text = read("/2030/")
    assert "Mon 6 May 2030 · 2 sessions · 2 talks · Lisbon time (WEST)" in text
    assert "Monday 6 May 9:00 - 12:00 WEST Morning Moderator: Mo Tuesday 7 May" in text


def test_what_has_no_time_comes_last_under_a_word_of_its_own(read):
    a_session("Some day", moderators=["Ada"])
    a_session("Morning", start=at(9))
    assert "Time not known yet Time not known yet Some day Moderator: Ada" in read("/2030/")


def test_an_empty_year_says_so(read):
    a_conference()
    assert "The programme of Rivers 2030 is not known yet." in read("/2030/")


def test_an_unpublished_year_does_not_exist(client, the_day_before):
    a_conference("2030")
    a_conference("2031", published=False)
    session = a_session("Secret", conference=Conference.objects.get(slug="2031"), start=at(9))
    for address in (
        "",
        "2030-05-06/",
        "people/",
        "sessions/secret/",
        "my-schedule/",
        "programme.ics",
        "sessions/secret.ics",
    ):
        assert client.get(f"/2031/{address}").status_code == 404, address
    assert "2031" not in client.get("/2030/").content.decode()
    assert session.public


def test_the_yearly_menu_lists_the_years_newest_first(client):
    for slug, year in (("2029", 2029), ("2031", 2031), ("2030", 2030)):
        day = at(0).date().replace(year=year)
        a_conference(slug, first_day=day, last_day=day)
    html = client.get("/2030/").content.decode()
    assert html.index('"/2031/"') < html.index('<a href="/2030/" aria-current="true">') < html.index('"/2029/"')
    assert "Select Year: (2030)" in html


def test_a_large_year_shows_its_days_and_what_is_on_none_of_them(read, client, monkeypatch, the_day_before):
    monkeypatch.setattr(views, "SESSIONS_OF_A_YEAR", 2)
    for title, start in (("Early", at(9)), ("Late", at(33)), ("Some time", None)):
        a_session(title, start=start)
    text = read("/2030/")
    assert "3 sessions" in text
    assert "Some time" in text
    assert "Early" not in text
    html = client.get("/2030/").content.decode()
    assert html.count("/2030/2030-05-06/") > 1
    assert '<a href="/2030/2030-05-07/">Tuesday 7 May</a>' in html
