"""With JavaScript the same buttons work in place, and say so when they could not."""

import pytest
from playwright.sync_api import expect

from .pages import ORAL_SESSION, fill

TENT = "#talk-tent-fully-test-time-adaptation-by-entropy-minimization"


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def tent(visit):
    """The button of a talk on the page of its session."""
    return visit(ORAL_SESSION).locator(f"{TENT} .bookmark button")


def is_pressed(button, pressed=True):
    expect(button).to_have_attribute("aria-pressed", str(pressed).lower())


def test_a_press_changes_the_button_and_the_count_without_a_visit(tent, page, site):
    page.evaluate("window.stayed = true")
    count = page.locator("#kept-count")
    expect(count).to_be_empty()
    tent.click()
    is_pressed(tent)
    expect(tent).to_contain_text("Bookmarked")
    expect(count).to_have_text("1 bookmarked")
    page.locator("#talk-implicit-normalizing-flows .bookmark button").click()
    expect(count).to_have_text("2 bookmarked")
    tent.click()
    is_pressed(tent, False)
    expect(count).to_have_text("1 bookmarked")
    assert page.evaluate("window.stayed")
    assert page.url == site + ORAL_SESSION


def test_the_first_press_moves_nothing(tent, page):
    height = "document.querySelector('header').getBoundingClientRect().height"
    before = page.evaluate(height)
    tent.click()
    expect(page.locator("#kept-count")).to_have_text("1 bookmarked")
    assert page.evaluate(height) == before


def test_what_was_pressed_is_kept(tent, page):
    tent.click()
    is_pressed(tent)
    page.reload()
    is_pressed(tent)


def test_offline_it_says_so_and_nothing_is_kept(tent, page, context, watch):
    watch.expect("failed: .*/bookmark net::ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: .*ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: htmx:(sendError|afterRequest)")
    notice = page.locator("#trouble")
    expect(notice).to_be_hidden()
    context.set_offline(True)
    tent.click()
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Not saved.")
    is_pressed(tent, False)
    expect(page.locator("#kept-count")).to_be_empty()
    context.set_offline(False)
    tent.click()
    is_pressed(tent)
    expect(notice).to_be_hidden()


def test_a_refusal_says_so(tent, page, context, watch, site):
    watch.expect("console error: (htmx:responseError|Response Status Error Code 400)")
    watch.expect_status(f"{site}/2021/talks/{TENT.removeprefix('#talk-')}/bookmark", 400)
    tent.evaluate("(button) => { button.value = 'perhaps'; }")
    tent.click()
    expect(page.locator("#trouble")).to_be_visible()
    is_pressed(tent, False)


def test_a_page_has_one_button_for_a_talk(visit):
    page = visit("/2030/people/mo/")
    button = page.get_by_role("button", name="On rivers")
    expect(button).to_have_count(1)
    button.click()
    is_pressed(button)
    expect(page.locator("#kept-count")).to_have_text("1 bookmarked")


def test_a_button_in_a_card_works_in_place(visit):
    page = visit("/2030/2030-05-06/")
    page.locator("#session-morning summary").click()
    button = page.get_by_role("button", name="On rivers")
    button.click()
    is_pressed(button)
    expect(page.locator("#session-morning details")).to_have_attribute("open", "")
