"""A conference on a phone: a talk found and kept, a clash seen, the schedule on a second device, a move told."""

import pytest
from playwright.sync_api import expect

from conference.programme.models import Talk
from conference.programme.releasing import release
from tests.world import at

from .pages import fill

PAGE, AGENDA, MORNING = "/2030/my-schedule/", "/2030/2030-05-06/?talks=shown", "/2030/sessions/morning/"
PHONE = {"width": 375, "height": 780}


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def move():
    """Let a talk start at another minute past nine, and release it."""

    def move(slug, minute):
        talk = Talk.objects.get(conference__slug="2030", slug=slug)
        talk.draft_start, talk.draft_end = at(9, minute), at(9, minute + 15)
        talk.save()
        release(talk.conference)

    yield move
    move("on-bridges", 5)


@pytest.fixture
def second_device(browser, site):
    """Another browser, on the page of an address that the first one shows."""
    contexts = []

    def second_device(address, **options):
        contexts.append(browser.new_context(viewport=PHONE, **options))
        page = contexts[-1].new_page()
        page.goto(site + address)
        return page

    yield second_device
    for context in contexts:
        context.close()


def path_in(page, label):
    """The path of the secret address in a field; it begins with the site's configured address."""
    return "/2030/" + page.get_by_role("textbox", name=label).input_value().partition("/2030/")[2]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, marks=pytest.mark.browser_context_args(viewport=PHONE)),
        pytest.param(False, marks=pytest.mark.browser_context_args(viewport=PHONE, java_script_enabled=False)),
    ],
    ids=["with-javascript", "without-javascript"],
)
def test_from_the_agenda_to_the_news(script, visit, second_device, move):
    page = visit(AGENDA)
    for title, count in (("On rivers", "1"), ("On bridges", "2")):
        page.get_by_role("button", name=title).click()
        expect(page.get_by_role("button", name=title)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#kept-count")).to_contain_text(count)
    page.get_by_role("link", name="My Schedule").click()
    expect(page.locator("main")).to_contain_text("These two overlap by 10 minutes, 9:05 - 9:15.")
    page.get_by_role("link", name="Day view").click()
    rivers, bridges = page.locator("#talk-on-rivers"), page.locator("#talk-on-bridges")
    assert rivers.bounding_box()["x"] + rivers.bounding_box()["width"] <= bridges.bounding_box()["x"]
    assert rivers.bounding_box()["y"] < bridges.bounding_box()["y"]

    page.get_by_role("button", name="Make a link", exact=True).click()
    page.locator("#device summary").click()
    expect(page.get_by_role("img", name="QR code of the link for another device")).to_be_visible()
    phone = second_device(path_in(page, "Link for another device"), java_script_enabled=script)
    expect(phone.locator("main")).to_contain_text("a schedule with 2 bookmarks")
    phone.get_by_role("button", name="Open it here").click()
    expect(phone.locator("h1")).to_have_text("My Schedule")
    expect(phone.locator("#kept-count")).to_contain_text("2")

    move("on-bridges", 20)
    phone.reload()
    expect(phone.locator("#kept-count")).to_contain_text("1 changed")
    assert phone.evaluate("new Set([...document.querySelectorAll('.bar a')].map((each) => each.offsetTop)).size") == 1
    expect(phone.locator("#talk-on-bridges")).to_contain_text("9:05 - 9:20 15 minutes later")
    phone.reload()
    phone.get_by_role("button", name="I have seen these").click()
    expect(phone.locator("#kept-count")).not_to_contain_text("changed")
    if script:
        expect(phone.locator("#main")).to_be_focused()
    expect(phone.locator("#talk-on-bridges")).not_to_contain_text("later")
    expect(phone.locator("main")).not_to_contain_text("overlap")
    page.goto(page.url)
    expect(page.locator("#kept-count")).not_to_contain_text("changed")


@pytest.mark.browser_context_args(viewport=PHONE)
def test_a_shared_schedule_is_not_mixed_with_ones_own(visit, keep, post, second_device, site):
    keep("/2030/talks/on-rivers/")
    post(f"{PAGE}links/share", {"serial": "0"})
    friend = second_device(path_in(visit(PAGE), "Link to share"))
    shared = friend.url
    friend.goto(f"{site}{AGENDA}")
    friend.get_by_role("button", name="On bridges").click()
    expect(friend.locator("#kept-count")).to_contain_text("1")
    friend.goto(shared)
    expect(friend.get_by_role("button", name="On rivers")).to_have_attribute("aria-pressed", "false")
    friend.get_by_role("link", name="Bookmark all of these").click()
    expect(friend.locator("main")).to_contain_text("You keep 1 of your own; 1 would come to it.")
    friend.get_by_role("button", name="Bookmark 1 talk").click()
    expect(friend.locator("#kept-count")).to_contain_text("2")


def test_a_whole_session_is_kept_in_place(visit, page):
    visit(MORNING)
    page.evaluate("window.stayed = true")
    button = page.get_by_role("button", name="Bookmark all talks of this session")
    button.click()
    expect(page.locator("#kept-count")).to_contain_text("3")
    expect(page.locator(".timeline [aria-pressed=true]")).to_have_count(3)
    expect(button).to_be_focused()
    assert page.evaluate("window.stayed")
    page.locator("#talk-on-rivers .bookmark button").click()
    expect(page.locator("#kept-count")).to_contain_text("2")


def test_two_first_bookmarks_in_haste_are_both_kept(visit, page):
    visit(MORNING)
    page.evaluate("document.querySelectorAll('.timeline .bookmark button').forEach((each) => each.click())")
    expect(page.locator(".timeline [aria-pressed=true]")).to_have_count(3)
    page.reload()
    expect(page.locator("#kept-count")).to_contain_text("3")


def test_everything_is_deleted(visit, keep, page):
    keep("/2030/talks/on-rivers/")
    visit(PAGE)
    page.get_by_role("link", name="Delete everything").click()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator("h1")).to_have_text("Nothing of yours is kept here")
    assert page.context.cookies() == []


def test_the_first_talk_of_a_day_view_does_not_double_the_days_rule(visit, keep, page):
    keep("/2030/talks/on-rivers/", "/2030/talks/on-the-1-tributaries/")
    visit(f"{PAGE}?view=day")
    color = "(each) => getComputedStyle(each).borderTopColor"
    blocks = page.locator(".timetable").last.locator(".block").all()
    assert [each.evaluate(color) for each in blocks] == ["rgba(0, 0, 0, 0)"]
