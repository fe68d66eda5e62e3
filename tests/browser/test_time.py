"""Times as the eye meets them, on screen and on paper."""

import pytest
from playwright.sync_api import expect

from .pages import FLOWS, ORAL_SESSION, TENT, fill

STYLE = "(each, name) => getComputedStyle(each)[name]"
IS_STRUCK = """(each) => {
    for (let at = each; at; at = at.parentElement)
        if (getComputedStyle(at).textDecorationLine.includes("line-through")) return true;
    return false;
}"""
MOVES = """() => [...document.querySelectorAll("*")].filter((each) => {
    const {transitionDuration, animationName} = getComputedStyle(each);
    return animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
}).length"""
TALK = f"#talk-{TENT.split('/')[-2]}"


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


def style(locator, name):
    return locator.evaluate(STYLE, name)


def is_in_both_times(page):
    """The visitor's own time is bold and comes first, the venue's is lighter and smaller below it."""
    when = page.locator(f"{TALK} .when")
    own, venue = when.locator(".times"), when.locator(".venue")
    expect(own).to_have_text("14:25 - 14:35")
    expect(when.locator(".zone")).to_have_text("CEST")
    expect(venue).to_contain_text("5:25 - 5:35 PDT")
    assert int(style(own, "fontWeight")) >= 700
    assert int(style(venue, "fontWeight")) == 400
    assert float(style(own, "fontSize")[:-2]) > float(style(venue, "fontSize")[:-2])
    assert style(own, "color") != style(venue, "color")
    assert venue.bounding_box()["y"] >= own.bounding_box()["y"] + own.bounding_box()["height"]


def test_both_menus_are_as_wide_as_the_page_of_a_phone(visit, page):
    page.set_viewport_size({"width": 375, "height": 800})
    visit(ORAL_SESSION)
    page.locator("#years .menu summary").click()
    page.locator(".clock summary").click()
    years, clock = (page.locator(menu).bounding_box() for menu in ("#years .panel", ".clock .panel"))
    assert (clock["x"], clock["width"]) == (years["x"], years["width"]) == (20, 335)


def test_an_address_with_a_zone(visit):
    is_in_both_times(visit(ORAL_SESSION + "?tz=Europe/Berlin"))


def test_a_cookie_with_a_zone(visit, context, site):
    context.add_cookies([{"name": "time_zone", "value": "Europe/Berlin", "url": site}])
    is_in_both_times(visit(ORAL_SESSION))


def test_the_address_wins_over_the_cookie_and_leads_on(visit, context, site):
    context.add_cookies([{"name": "time_zone", "value": "Asia/Tokyo", "url": site}])
    page = visit(ORAL_SESSION + "?tz=Europe/Berlin")
    is_in_both_times(page)
    page.locator(f"{TALK} h2 a").click()
    expect(page.locator(".side .times")).to_have_text("14:25 - 14:35")


def test_an_offset_is_not_broken_at_its_minus(visit, page):
    page.set_viewport_size({"width": 375, "height": 800})
    zones = visit("/time-zone/?q=india").locator(".zone")
    assert set(zones.evaluate_all("all => all.map((each) => each.getClientRects().length)")) == {1}


def test_at_the_venue_there_is_one_time(visit):
    page = visit(ORAL_SESSION)
    expect(page.locator(f"{TALK} .times")).to_have_text("5:25 - 5:35")
    expect(page.locator(".venue")).to_have_count(0)


def test_digits_have_one_width(visit):
    page = visit(ORAL_SESSION)
    assert style(page.locator(f"{TALK} .times"), "fontVariantNumeric") == "tabular-nums"


def test_what_is_cancelled_is_struck(visit):
    page = visit("/2030/sessions/morning/")
    cancelled = page.locator("#talk-on-dams")
    assert "line-through" in style(cancelled.locator("h2"), "textDecorationLine")
    assert "line-through" not in style(page.locator("#talk-on-rivers h2"), "textDecorationLine")
    expect(cancelled.get_by_text("Cancelled", exact=True)).to_be_visible()


@pytest.mark.parametrize("address", ["/2030/sessions/morning/", "/2030/2030-05-06/?talks=shown", "/2030/people/mo/"])
def test_the_word_cancelled_is_not_struck_itself(address, visit):
    page = visit(address)
    words = page.locator("b.cancelled:visible")
    assert words.count() > 0
    for word in words.all():
        assert not word.evaluate(IS_STRUCK)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_keeps_times_and_what_is_kept(scheme, visit, keep, page):
    keep(FLOWS)
    visit(ORAL_SESSION)
    head = page.locator(".print-head")
    expect(head).to_be_hidden()
    page.emulate_media(media="print", color_scheme=scheme)
    expect(head).to_be_visible()
    expect(head).to_contain_text("ICLR 2021")
    expect(head).to_contain_text("Los Angeles time (PDT)")
    for gone in ("header", ".skips", ".index", f"{TALK} .bookmark"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#talk-implicit-normalizing-flows .bookmark")).to_be_visible()
    expect(page.locator(f"{TALK} .times")).to_be_visible()
    assert page.locator(".entry .times:visible").count() == page.locator(".entry").count()
    assert style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"


def test_print_unfolds_what_is_folded(visit, page):
    visit("/2030/2030-05-06/")
    title = page.locator("#session-morning").get_by_role("link", name="On rivers")
    expect(title).to_be_hidden()
    page.emulate_media(media="print")
    expect(title).to_be_visible()


@pytest.mark.parametrize("address", [ORAL_SESSION, TENT, "/2030/2030-05-06/", "/2021/my-schedule/"])
def test_nothing_moves_for_those_who_ask(address, visit, page):
    visit(address)
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVES) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == 0
