"""Everything can be done, and seen to be done, by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from .pages import ORAL_SESSION, fill

DAY = "/2030/2030-05-06/"
# Once a key was pressed, every focus is a visible one.
WITHOUT_A_RING = """() => {
    const shown = (each) => {
        each.focus();
        const style = getComputedStyle(each);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return document.activeElement === each && each.matches(":focus-visible") && ring;
    };
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), summary")];
    const there = all.filter((each) => each.checkVisibility());
    return {count: there.length, without: there.filter((each) => !shown(each)).map((each) => each.outerHTML)};
}"""


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, target):
    """Press Tab until the target has the focus."""
    for _ in range(200):
        press(page, "Tab")
        if target.evaluate("(each) => document.activeElement === each"):
            return
    pytest.fail(f"Tab does not lead to {target}")


@pytest.mark.parametrize("address", [ORAL_SESSION, DAY, "/2021/my-schedule/", "/time-zone/"])
def test_the_first_tabs_offer_to_skip(address, visit):
    page = visit(address)
    links = [page.get_by_role("link", name=f"Skip to {what}") for what in ("yearly menu bar", "main content")]
    assert all(link.bounding_box()["y"] < 0 for link in links)
    for link in links:
        press(page, "Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport(ratio=1)


def test_the_skip_links_move_the_focus(visit):
    page = visit(ORAL_SESSION)
    press(page, "Tab", "Enter")
    expect(page.locator("#years")).to_be_focused()
    page = visit(ORAL_SESSION)
    press(page, "Tab", "Tab", "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("words", "inside", "leads_to"),
    [("Select Year", "2021", "/2021/$"), ("Venue time", "All time zones", "/time-zone/")],
)
def test_a_menu_opens_with_enter_and_its_links_follow(words, inside, leads_to, visit):
    page = visit("/2030/")
    menu = page.locator("details.menu", has_text=words)
    tab_to(page, menu.locator("summary"))
    link = menu.get_by_role("link", name=inside)
    expect(link).to_be_hidden()
    press(page, "Enter")
    expect(link).to_be_visible()
    tab_to(page, link)
    press(page, "Enter")
    expect(page).to_have_url(re.compile(leads_to))


def test_a_zone_is_chosen_by_typing(visit):
    page = visit(ORAL_SESSION)
    tab_to(page, page.locator(".clock summary"))
    press(page, "Enter", "Tab")
    expect(page.get_by_label("Show times in")).to_be_focused()
    press(page, "Control+A")
    page.keyboard.type("kathmandu")
    press(page, "Enter")
    expect(page.locator(".clock summary")).to_contain_text("UTC+5:45")
    assert page.url.endswith(ORAL_SESSION)


@pytest.mark.parametrize("key", ["Space", "Enter"])
def test_a_talk_is_kept_and_the_focus_stays(key, visit):
    page = visit(ORAL_SESSION)
    button = page.locator("#talk-tent-fully-test-time-adaptation-by-entropy-minimization .bookmark button")
    name = button.get_attribute("id")
    button.focus()
    for pressed, count in (("true", "1 bookmarked"), ("false", "")):
        press(page, key)
        expect(button).to_have_attribute("aria-pressed", pressed)
        expect(button).to_be_focused()
        assert button.get_attribute("id") == name
        expect(page.locator("#kept-count")).to_have_text(count.replace(" ", "\n"), use_inner_text=True)


def test_a_card_unfolds_with_enter(visit):
    page = visit(DAY)
    card = page.locator("#session-morning")
    tab_to(page, card.locator("summary"))
    press(page, "Enter", "Tab")
    expect(card.get_by_role("link", name="On rivers")).to_be_focused()


@pytest.mark.parametrize("address", [ORAL_SESSION, DAY, "/2021/2021-05-05/", "/2026/2026-06-14/", "/time-zone/?q=Peru"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_focus_is_seen(address, scheme, visit, page):
    page.emulate_media(color_scheme=scheme)
    visit(address)
    press(page, "Tab")
    found = page.evaluate(WITHOUT_A_RING)
    assert found["count"] > 10
    assert found["without"] == []
