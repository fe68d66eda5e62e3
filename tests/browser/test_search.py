"""As one types, the results follow, and so does the address; Enter works without that."""

import pytest
from playwright.sync_api import expect

from .pages import fill


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


def test_results_and_address_follow_what_is_typed(visit, page, site):
    visit("/2030/search/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("on riv", delay=30)
    expect(page.locator("#told")).to_contain_text("1 talk for “on riv”")
    expect(page).to_have_url(f"{site}/2030/search/?q=on+riv")
    expect(page).to_have_title("“on riv” · Rivers 2030")
    expect(field).to_be_focused()
    expect(page.locator("mark")).to_have_text(["On", "rivers"])
    field.press_sequentially("er")
    expect(page).to_have_url(f"{site}/2030/search/?q=on+river")
    page.reload()
    expect(field).to_have_value("on river")
    expect(page.locator("#talk-on-rivers")).to_be_visible()


def test_a_choice_narrows_and_keeps_its_focus(visit, page, site):
    visit("/2030/search/?q=on")
    kind = page.get_by_label("Kind")
    kind.focus()
    kind.select_option("poster")
    expect(page).to_have_url(f"{site}/2030/search/?q=on&kind=poster")
    expect(page.locator("#told")).to_contain_text("Posters")
    expect(kind).to_be_focused()
    expect(kind).to_have_value("poster")
    page.get_by_role("link", name="All, without filters").click()
    expect(page).to_have_url(f"{site}/2030/search/?q=on")


def test_a_found_talk_is_kept_in_place(visit, page):
    visit("/2030/search/?q=")
    page.get_by_role("searchbox").fill("bridges")
    button = page.get_by_role("button", name="On bridges")
    expect(page.locator("#told")).to_contain_text("1 talk")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Only my bookmarks").check()
    expect(page.locator("#told")).to_contain_text("1 talk for “bridges”, my bookmarks")


def test_a_day_is_narrowed_in_place(visit, page, site):
    visit("/2030/2030-05-07/")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Room").focus()
    page.get_by_label("Room").select_option("aurora")
    expect(page.locator("h1")).to_have_text("Talks in Aurora, Tuesday 7 May")
    expect(page).to_have_url(f"{site}/2030/2030-05-07/?room=aurora")
    expect(page.locator(".only")).to_contain_text("On the 1 tributaries")
    expect(page.get_by_label("Room")).to_be_focused()
    page.get_by_role("link", name="All, without filters").click()
    expect(page.locator(".card")).to_have_count(7)


def test_without_a_connection_it_says_that_the_answer_is_older(visit, page, context, watch):
    watch.expect("failed: .*/2030/.* net::ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: .*ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: htmx:(sendError|afterRequest)")
    stale = page.locator("#stale")

    def asked_offline_and_back(ask, first, then):
        context.set_offline(True)
        ask(first)
        expect(stale).to_be_visible()
        context.set_offline(False)
        ask(then)
        expect(stale).to_be_hidden()

    visit("/2030/search/?q=rivers")
    asked_offline_and_back(page.get_by_role("searchbox").fill, "lakes", "dams")
    visit("/2030/2030-05-07/")
    page.get_by_text("Filter", exact=True).click()
    asked_offline_and_back(page.get_by_label("Room").select_option, "aurora", "")


def test_by_keyboard_from_any_page(visit, page, site):
    visit("/2030/people/")
    page.set_viewport_size({"width": 1280, "height": 800})
    field = page.get_by_role("searchbox")
    field.fill("estuaries")
    field.press("Enter")
    expect(page).to_have_url(f"{site}/2030/search/?q=estuaries")
    expect(page.locator("#told")).to_contain_text("7 talks for “estuaries”")


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 375, "height": 800})
def test_on_a_phone_without_javascript(visit, page, site):
    visit("/2030/2030-05-06/")
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill("on")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#told")).to_contain_text("for “on”")
    page.get_by_label("Kind").select_option("oral")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#told")).to_contain_text("“on”, Orals")
    page.get_by_role("button", name="On rivers").click()
    expect(page).to_have_url(f"{site}/2030/search/?q=on&kind=oral#talk-on-rivers")
    expect(page.get_by_role("button", name="On rivers", pressed=True)).to_be_visible()
