"""A page for paper carries a code back to the page."""

import re

import pytest
import segno
from django.utils.html import escape

from conference.offline.templatetags.offline import code
from tests.world import a_day_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITE = "http://127.0.0.1:8000"
PRINT = "print=yes"


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/2030/2030-05-06/?talks=shown&print=yes", "/2030/2030-05-06/"),
        ("/2030/2030-05-06/?talks=shown&print=yes&tz=Asia/Tokyo", "/2030/2030-05-06/?tz=Asia/Tokyo"),
        ("/2030/2030-05-06/?print=yes&mine=yes&kind=oral&x=y", "/2030/2030-05-06/?kind=oral&mine=yes"),
        ("/2030/2030-05-06/?print=yes&kind=oral&tz=Asia/Tokyo", "/2030/2030-05-06/?tz=Asia/Tokyo&kind=oral"),
        (f"/2030/2030-05-06/?print=yes&kind={'o' * 100}&room={'%F0%90' * 100}", "/2030/2030-05-06/"),
        ("/2030/sessions/morning/?print=yes", "/2030/sessions/morning/"),
        ("/2030/my-schedule/?print=yes", "/2030/my-schedule/"),
    ],
)
def test_the_code_leads_back_to_the_page(address, leads_to, client):
    a_day_of(2)
    html = client.get(address).content.decode()
    [drawn] = re.findall('<svg[^>]*class="code".*?</svg>', html, re.DOTALL)
    assert drawn == code(SITE + leads_to)
    assert f'<p class="address">{SITE}{escape(leads_to)}</p>' in html
    assert f'href="{escape(leads_to)}">Back to the page</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html


def test_the_code_names_the_zone_that_only_this_visitors_cookie_knows(client):
    a_day_of(2)
    client.cookies["time_zone"] = "Asia/Tokyo"
    html = client.get("/2030/2030-05-06/?print=yes").content.decode()
    assert code(f"{SITE}/2030/2030-05-06/?tz=Asia/Tokyo") in html


def test_codes_of_two_addresses_differ():
    assert code(f"{SITE}/a") != code(f"{SITE}/b")
    assert segno.make(f"{SITE}/a", error="m", micro=False).error == "M"


@pytest.mark.parametrize("address", ["/2030/{}/", "/2030/my-schedule/{}/", "/2030/my-schedule/open/{}/"])
@pytest.mark.parametrize("words", ["a" * 3_000, "%E5%AD%97" * 900])
def test_an_address_that_no_code_can_hold_has_none(address, words, client):
    a_day_of(2)
    page = client.get(address.format(words) + "?print=yes")
    assert page.status_code == 404
    assert "Programme as of" in page.content.decode()


@pytest.mark.parametrize("address", ["/2030/2030-05-06/", "/2030/2030-05-06/?print=no", "/2030/2030-05-06/?print="])
def test_other_pages_carry_none(address, client):
    a_day_of(2)
    html = client.get(address).content.decode()
    assert 'class="code"' not in html
    assert 'id="print"' not in html
    assert 'content="noindex"' not in html


def test_a_day_and_my_schedule_lead_to_paper(client, from_here):
    a_day_of(2)
    client.post("/2030/talks/morning-talk-1/bookmark", {"keep": "yes"}, **from_here)
    for page, name in (("/2030/2030-05-06/", "Print this day"), ("/2030/my-schedule/", "Print My Schedule")):
        [link] = re.findall(f'href="([^"]*)">{name}<', client.get(page).content.decode())
        paper = client.get(page + link.replace("&amp;", "&")).content.decode()
        assert escape("Morning talk 1") in paper
        assert 'id="print"' in paper
