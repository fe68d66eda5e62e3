"""Without JavaScript the site is whole: links, forms and details are enough."""

import re

import pytest
from playwright.sync_api import expect

from .pages import fill

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)
MORNING = "/2030/sessions/morning/"


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def at_home(visit):
    """The front page. Which year that is depends on the date, so the year is chosen in the menu."""
    page = visit("/")
    if "Rivers" not in page.title():
        page.locator("#years summary").click()
        page.locator("#years").get_by_role("link", name="2030").click()
    return page


def test_there_is_no_javascript(visit):
    page = visit(MORNING)
    assert page.locator("html").evaluate("() => typeof htmx") == "undefined"


def test_a_talk_is_found_kept_and_let_go(at_home, site):
    page = at_home
    page.get_by_role("link", name="Agenda").click()
    card = page.locator("#session-morning")
    expect(card.get_by_role("link", name="On rivers")).to_be_hidden()
    card.locator("summary").click()
    card.get_by_role("link", name="On rivers").click()
    expect(page.locator("h1")).to_have_text("On rivers")
    page.get_by_role("button", name="On rivers", pressed=False).click()
    expect(page).to_have_url(f"{site}/2030/talks/on-rivers/#talk-on-rivers")
    expect(page.get_by_role("button", name="On rivers", pressed=True)).to_be_visible()
    page.get_by_role("link", name="My Schedule").click()
    expect(page.locator("main")).to_contain_text("1 talk, kept on this device.")
    expect(page.locator("#talk-on-rivers")).to_contain_text("9:00 - 9:15")
    page.get_by_role("button", name="On rivers", pressed=True).click()
    expect(page.locator("main")).to_contain_text("Nothing bookmarked yet.")


def test_keeping_a_talk_comes_back_to_it(visit, site):
    page = visit(MORNING)
    entry = page.locator("#talk-on-rivers")
    entry.get_by_role("button").click()
    expect(page).to_have_url(f"{site}{MORNING}#talk-on-rivers")
    expect(entry).to_be_in_viewport()
    expect(entry.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#kept-count")).to_contain_text("1")


def test_a_talk_is_kept_in_an_unfolded_card(visit, site):
    page = visit("/2030/2030-05-06/?talks=shown")
    page.get_by_role("button", name="On bridges", pressed=False).click()
    expect(page).to_have_url(f"{site}/2030/2030-05-06/?talks=shown#talk-on-bridges")
    expect(page.get_by_role("button", name="On bridges", pressed=True)).to_be_in_viewport()


def test_my_schedule_can_be_subscribed_to(visit, keep, site, context):
    keep("/2030/talks/on-rivers/")
    page = visit("/2030/my-schedule/")
    address = page.get_by_role("link", name="Download the file").get_attribute("href")
    webcal = page.get_by_role("link", name="Open in the calendar app").get_attribute("href")
    assert webcal.partition(":")[2] == address.partition(":")[2]
    assert webcal.startswith("webcal://")
    path = re.sub("^https?://[^/]+", "", address)
    assert "SUMMARY:On rivers" in context.request.get(site + path).text()
    page.locator("#calendar").get_by_role("button", name="Make a new address").click()
    expect(page.get_by_role("link", name="Download the file")).not_to_have_attribute("href", address)


def test_a_time_zone_is_typed_and_left_again(visit, site):
    page = visit(MORNING)
    times = page.locator("#talk-on-rivers .when")
    expect(times).to_contain_text("9:00 - 9:15 WEST")
    page.locator(".clock summary").click()
    page.get_by_label("Show times in").fill("Tokyo")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(site + MORNING)
    expect(times).to_contain_text("17:00 - 17:15 JST")
    expect(times.locator(".venue")).to_contain_text("9:00 - 9:15 WEST")
    page.locator(".clock summary").click()
    page.get_by_role("button", name="Back to venue time").click()
    expect(page).to_have_url(site + MORNING)
    expect(times).to_contain_text("9:00 - 9:15 WEST")
    expect(times.locator(".venue")).to_have_count(0)


def test_a_zone_that_is_none_is_told_and_another_found(visit, watch, site):
    watch.expect_status(f"{site}/time-zone/", 400)
    page = visit(MORNING)
    page.locator(".clock summary").click()
    page.get_by_label("Show times in").fill("Atlantis")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("There is no time zone “Atlantis”.")
    page.get_by_label("City, country or zone").fill("Nepal")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Kathmandu").click()
    expect(page).to_have_url(site + MORNING)
    expect(page.locator(".clock summary")).to_contain_text("UTC+5:45")
