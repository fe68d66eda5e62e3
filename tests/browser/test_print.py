"""On paper: nothing to press, nothing cut at the edges, on A4 and on Letter."""

import pytest
from playwright.sync_api import expect

from conference.programme.models import Talk

from .pages import ORAL_SESSION, TENT, fill, kept
from .test_pages import TOO_WIDE

DAY = "/2030/2030-05-07/?talks=shown&print=yes"
KEPT = "/2030/my-schedule/?print=yes"
PAGES = ["/2026/", DAY, "/2021/2021-05-05/", ORAL_SESSION, TENT, "/2030/people/mo/", KEPT, "/2026/search/?q=on"]
PAPER = {"A4": 793, "Letter": 816}  # px
MARGIN = 51  # px: 13.5 mm
CONTROLS = (
    "main :is(button, input, summary, .links, .choices, .filter, .days, .index, .pages, .overlap > .late a):visible"
)
# What the ribbon of something kept and the line of kinds above an unfolded list are on paper: words.
WORDS = ".bookmark button, .card summary"
# Firefox clips what goes on over several pages by its part on the first.
CLIPPED = """[...document.querySelectorAll("main *")]
    .filter((each) => each.offsetHeight > 1 && getComputedStyle(each).clipPath !== "none")
    .map((each) => each.className)"""


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_on_paper(address, visit, keep, page):
    keep(*kept())
    visit(address)
    page.emulate_media(media="print")
    left = page.locator(CONTROLS).all()
    assert [
        each.inner_text() for each in left if not each.evaluate("(each, words) => each.matches(words)", WORDS)
    ] == []
    for width in PAPER.values():
        page.set_viewport_size({"width": width - 2 * MARGIN, "height": 900})
        assert page.evaluate(TOO_WIDE) == []


def test_a_day_on_several_pages_is_whole(visit, page):
    visit(DAY)
    page.emulate_media(media="print")
    assert page.evaluate(CLIPPED) == []


def test_a_talk_of_the_day_view_is_on_one_page(visit, keep, page):
    keep(*kept())
    visit(f"{KEPT}&view=day")
    page.emulate_media(media="print")
    talks = page.locator(".slot-talk").evaluate_all("all => all.map((each) => getComputedStyle(each).breakInside)")
    assert set(talks) == {"avoid"}


def test_parallel_sessions_stand_in_columns(visit, page):
    visit(DAY)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER["A4"] - 2 * MARGIN, "height": 900})
    lefts = {round(each.bounding_box()["x"]) for each in page.locator(".cards.n7 .card").all()}
    assert len(lefts) == 3
    expect(page.locator(".paper svg")).to_be_visible()


def test_a_session_with_few_talks_stays_in_one_column(visit, keep, page):
    first = Talk.objects.filter(conference__slug="2026", released_position=1, kind__is_talk=True).order_by("pk")[:24]
    keep(*(talk.get_absolute_url() for talk in first))
    visit("/2026/2026-06-14/?mine=yes&print=yes")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER["A4"] - 2 * MARGIN, "height": 900})
    parts = page.locator(".card").evaluate_all("cards => cards.map((each) => each.getClientRects().length)")
    assert len(parts) > 4
    assert set(parts) == {1}


def test_the_button_prints_and_is_there_with_its_script_only(visit, page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    visit(DAY)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator(".paper")).to_have_count(0)


def test_a_ribbon_stands_below_its_time_and_the_last_line_takes_no_page(visit, keep, page):
    keep(*kept())
    visit(KEPT)
    page.emulate_media(media="print")
    entry = page.locator(".kept-day .entry").first
    assert entry.locator(".ribbon").bounding_box()["x"] == entry.locator(".when").bounding_box()["x"]
    assert page.locator("footer").bounding_box()["height"] < 30
