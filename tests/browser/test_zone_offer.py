"""A device in another zone is offered its own time, once, and nothing on the page moves for it."""

import pytest
from playwright.sync_api import expect

from .pages import ORAL_SESSION, fill

DAY = "/2021/2021-05-05/"
# What stands at the right end of the header is moved by what of it is read later, where a page is painted half read.
MEASURE = """window.moved = 0; new PerformanceObserver((list) => {
    for (const each of list.getEntries())
        if (each.sources.some(({node}) => !node?.parentElement?.closest("header"))) window.moved += each.value;
}).observe({type: "layout-shift", buffered: true});"""
berlin = pytest.mark.browser_context_args(timezone_id="Europe/Berlin")


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def offer(page):
    return page.locator("#zone-offer")


@berlin
def test_it_is_offered_and_one_press_takes_it(offer, visit, page, site):
    visit(DAY)
    offer.get_by_role("button", name="Show Berlin time").click()
    expect(page.locator(".clock summary")).to_contain_text("CEST")
    assert page.url == site + DAY
    expect(offer).to_have_count(0)


@pytest.mark.browser_context_args(timezone_id="Asia/Calcutta")
def test_a_city_is_offered_by_the_name_it_has_today(offer, visit, page):
    visit(DAY)
    offer.get_by_role("button", name="Show Kolkata time").click()
    expect(page.locator(".clock summary")).to_contain_text("Kolkata IST")


@berlin
def test_whoever_keeps_venue_time_is_not_asked_again(offer, visit, page):
    visit(DAY)
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Keep venue time").click()
    expect(offer).to_be_hidden()
    visit(ORAL_SESSION)
    expect(page.locator(".session")).to_be_visible()
    expect(offer).to_be_hidden()


@berlin
def test_whoever_went_back_to_venue_time_is_not_asked_again(offer, visit, page):
    visit(DAY)
    offer.get_by_role("button", name="Show").click()
    page.locator(".clock summary").click()
    page.get_by_role("button", name="Back to venue time").click()
    expect(page.locator(".clock summary")).to_contain_text("PDT")
    expect(offer).to_be_hidden()


@berlin
def test_an_address_with_a_zone_offers_none(offer, visit):
    visit(DAY + "?tz=Asia/Tokyo")
    expect(offer).to_have_count(0)


@pytest.mark.browser_context_args(timezone_id="America/Vancouver")
def test_a_zone_that_reads_the_same_is_not_offered(offer, visit):
    visit(DAY)
    expect(offer).to_be_hidden()


@berlin
@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("address", [DAY, ORAL_SESSION, "/2021/now/"])
def test_nothing_moves_for_it(address, width, offer, visit, page):
    page.set_viewport_size({"width": width, "height": 700})
    page.add_init_script(MEASURE)
    visit(address)
    expect(offer).to_be_visible()
    assert page.evaluate("window.moved") == 0
    buttons = [each.bounding_box() for each in offer.get_by_role("button").all()]
    assert all(box["x"] + box["width"] <= width and box["height"] >= 24 for box in buttons)
    title = page.locator("main h1, main .over").first.bounding_box()
    assert max(box["y"] + box["height"] for box in buttons) <= title["y"] + 1


@pytest.mark.browser_context_args(timezone_id="Europe/Berlin", java_script_enabled=False)
def test_without_javascript_there_is_none(offer, visit):
    visit(DAY)
    expect(offer).to_be_hidden()
