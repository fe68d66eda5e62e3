"""A page about now stays true while it is open, and leaves whoever reads it in peace."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.world import a_day_of, a_room, at

NOW = "/2030/now/"
HALF_A_MINUTE = 30_000
ROOMS = ("Aurora", "Boreal", "Cascade", "Delta", "Ember", "Fjord")
IN_FIREFOX = 236  # px that it needs for a date and a time with AM or PM
# How far down in the window the element with the focus is.
TOP = "document.activeElement.getBoundingClientRect().top"


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    for n, room in enumerate(ROOMS):
        a_day_of(2 + n, f"In {room}", room=a_room(room))


@pytest.fixture
def clock(monkeypatch, page):
    """`clock(moment)` sets the server's time and lets the open page wait until it asks."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        page.clock.fast_forward(HALF_A_MINUTE)

    page.clock.install()
    set_to(at(9, 3))
    return set_to


def test_minutes_pass_and_nothing_else_is_touched(clock, visit):
    page = visit(NOW)
    left = page.locator("#left-talk-in-fjord-talk-1")
    expect(left).to_have_text("until 9:15, 12 minutes more")
    page.evaluate("window.board = document.getElementById('board')")
    clock(at(9, 4))
    expect(left).to_have_text("until 9:15, 11 minutes more")
    expect(page.locator("#as-of")).to_contain_text("9:04")
    assert page.evaluate("window.board.isConnected")


@pytest.mark.parametrize(
    "which", ["#open-talk-in-ember-talk-2", "#talk-in-ember-talk-2 .bookmark button", "#open-in-ember"]
)
def test_when_the_next_begins_the_focus_and_the_scroll_stay(which, clock, visit, page):
    page.set_viewport_size({"width": 375, "height": 600})
    focused = visit(NOW).locator(which)
    focused.focus()
    top = page.evaluate(TOP)
    clock(at(9, 15))
    expect(page.locator("#left-talk-in-ember-talk-2")).to_have_text("until 9:30, 15 minutes more")
    expect(focused).to_be_focused()
    assert page.evaluate(TOP) == pytest.approx(top, abs=1)


def test_the_field_of_a_moment_has_room_for_am_and_pm(visit, page):
    page.set_viewport_size({"width": 360, "height": 600})
    assert visit(f"{NOW}?at=2030-05-06T21:00").locator("#at").bounding_box()["width"] >= IN_FIREFOX


def test_what_is_read_without_the_focus_stays_too(clock, visit, page):
    page.set_viewport_size({"width": 375, "height": 600})
    session = visit(NOW).locator("#session-in-delta")
    page.evaluate("scrollTo(0, document.getElementById('session-in-delta').offsetTop - 30)")
    y, height = session.bounding_box()["y"], page.evaluate("document.body.scrollHeight")
    clock(at(9, 15))
    expect(page.locator("#left-talk-in-ember-talk-2")).to_be_visible()
    assert page.evaluate("document.body.scrollHeight") < height  # Aurora has nothing next
    assert session.bounding_box()["y"] == pytest.approx(y, abs=1)


def test_a_kept_talk_stays_kept_when_the_next_begins(clock, visit, page):
    button = visit(NOW).locator("#talk-in-aurora-talk-2 .bookmark button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    clock(at(9, 15))
    expect(page.locator("#left-talk-in-aurora-talk-2")).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_no_press_is_lost_to_another_nor_to_the_page_that_refreshes_itself(clock, visit, page):
    visit(NOW)
    hanging = []

    def hang(route):
        hanging.append(route)

    page.route("**/now/?known=*", hang)
    with page.expect_request("**/now/?known=*"):
        page.clock.fast_forward(HALF_A_MINUTE)
    buttons = page.locator("#board .bookmark button")
    page.evaluate("document.querySelectorAll('#board .bookmark button').forEach((each, n) => n < 3 && each.click())")
    for n in range(3):
        expect(buttons.nth(n)).to_have_attribute("aria-pressed", "true")
    [poll] = hanging
    poll.continue_()


def test_without_a_connection_it_says_so_until_there_is_one(clock, visit, page, context, watch):
    watch.expect("failed: .*/now/.* net::ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: .*ERR_INTERNET_DISCONNECTED")
    watch.expect("console error: htmx:(sendError|afterRequest)")
    visit(NOW)
    context.set_offline(True)
    clock(at(9, 5))
    expect(page.locator("#stale")).to_be_visible()
    expect(page.locator("#trouble")).to_be_hidden()
    context.set_offline(False)
    clock(at(9, 6))
    expect(page.locator("#stale")).to_be_hidden()


def test_what_was_asked_for_does_not_change(clock, visit, page):
    visit(NOW + "?at=2030-05-06T09:20")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "xhr" else None)
    clock(at(9, 40))
    clock(at(9, 50))
    assert asked == []
    expect(page.locator("#as-of")).to_contain_text("9:20")


@pytest.mark.parametrize("width", [375, 1280])
def test_home_opens_at_the_present_hour(width, clock, visit, page):
    page.set_viewport_size({"width": width, "height": 500})
    visit("/")
    expect(page.locator("#now .now")).to_be_in_viewport()
    assert page.url.endswith("/2030/2030-05-06/#now")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_whole(visit, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(9, 3))
    page = visit(NOW)
    page.get_by_role("link", name="15 minutes later").click()
    expect(page.locator("#as-of")).to_contain_text("9:15")
    page.locator("#beside").get_by_role("link", name="Now").click()
    expect(page.locator("#as-of")).to_contain_text("It is Mon 6 May 9:03 WEST")
    page.get_by_label("At").fill("2030-05-06T09:31")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#talk-in-boreal-talk-3")).to_contain_text("until 9:45, 14 minutes more")
