"""Every page with dates offers its calendar: to subscribe to, to copy, to download."""

import html
import re

import pytest

from tests.world import a_day_of, a_session, a_talk

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
ALTERNATE = '<link rel="alternate" type="text/calendar" href="(.*?)">'
PAGES = [
    ("/2030/", "/2030/programme.ics"),
    ("/2030/2030-05-06/", "/2030/2030-05-06.ics"),
    ("/2030/sessions/morning/", "/2030/sessions/morning.ics"),
    ("/2030/talks/morning-talk-1/", "/2030/talks/morning-talk-1.ics"),
    ("/2030/people/mo/", "/2030/people/mo.ics"),
]


@pytest.mark.parametrize(("page", "calendar"), PAGES)
def test_a_page_offers_its_calendar_in_three_ways(page, calendar, client):
    a_day_of()
    text = client.get(page).content.decode()
    assert f'<a href="webcal://127.0.0.1:8000{calendar}">Subscribe</a>' in text
    assert f'<a href="{SITE}{calendar}">Download .ics</a>' in text
    assert f'readonly value="{SITE}{calendar}"' in text
    assert "<code>?remind=15</code>" in text
    assert re.findall(ALTERNATE, text) == [calendar]
    assert client.get(calendar).status_code == 200


@pytest.mark.parametrize("page", ["/2030/", "/2030/sessions/some-day/", "/2030/talks/on-rivers/", "/2030/people/ada/"])
def test_what_has_no_time_has_no_calendar(page, client):
    a_talk(session=a_session("Some Day"), authors=["Ada"])
    text = client.get(page).content.decode()
    assert "webcal:" not in text
    assert "text/calendar" not in text


def test_a_day_elsewhere_is_another_day(client):
    a_day_of()
    text = client.get("/2030/2030-05-06/?tz=Asia/Tokyo").content.decode()
    [address] = re.findall('readonly value="(.*?)"', text)
    assert address == f"{SITE}/2030/2030-05-06.ics?tz=Asia/Tokyo"
    assert re.findall(ALTERNATE, text) == ["/2030/2030-05-06.ics?tz=Asia/Tokyo"]
    assert "<code>&remind=15</code>" in html.unescape(text)
