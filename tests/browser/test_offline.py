"""In a hall without a network, what was read before can be read again, and says how old it is."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect

from conference.attendees import stitching
from conference.offline import views
from conference.programme import built
from conference.programme import views as programme_views
from conference.programme.models import Session

from .pages import FLOWS, ORAL_SESSION, fill

pytestmark = pytest.mark.browser_context_args(service_workers="allow")

DAY, SCHEDULE, PEOPLE = "/2021/2021-05-05/", "/2021/my-schedule/", "/2021/people/"
FLOWS_BUTTON = "#talk-implicit-normalizing-flows .bookmark button"
IS_KEPT = "await (await caches.open('pages')).match(word)"
ALL_KEPT = "async () => (await (await caches.open('pages')).keys()).map((each) => new URL(each.url).pathname)"
AGE = re.compile("^You are offline. This page is as of [0-9]{1,2}:[0-9]{2}, less than a minute ago.$")


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def until(page):
    """Wait until something is true in the browser: JavaScript that may await, of a `word`."""

    def until(true, word=""):
        page.evaluate(
            f"""async (word) => {{
                for (let n = 0; n < 200; n += 1) {{
                    if ({true}) return;
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }}
                throw new Error("never: {true}");
            }}""",
            word,
        )

    return until


@pytest.fixture
def read(visit, until):
    """Open a page and wait until the worker is there and has kept it."""

    def read(path):
        page = visit(path)
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        until(IS_KEPT, path)
        return page

    return read


@pytest.fixture
def network(context, watch):
    """`network(False)` is the hall."""

    def network(there):
        if not there:
            watch.expect("ERR_INTERNET_DISCONNECTED")
        context.set_offline(not there)

    return network


def test_after_one_visit_a_day_can_be_read_without_a_network(read, network, page):
    read(DAY)
    network(False)
    page.reload()
    expect(page.locator("#age")).to_have_text(AGE)
    expect(page.locator("h1")).to_have_text("Wednesday 5 May")
    assert page.locator(".bar").evaluate("(each) => getComputedStyle(each).display") == "flex"


def test_for_a_state_that_was_never_read_the_whole_page_stands_in(read, visit, keep, network, page):
    keep(FLOWS)
    read(f"{DAY}?mine=yes")
    read(DAY)
    network(False)
    visit(f"{DAY}?kind=oral")
    expect(page.locator("#age")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Wednesday 5 May")


def test_back_in_the_network_a_page_is_fresh_at_once(read, network, page):
    read(ORAL_SESSION)
    network(False)
    page.reload()
    expect(page.locator("#age")).to_be_visible()
    Session.objects.filter(slug="oral-session-7").update(title="Oral Session 7, anew")
    network(True)
    page.reload()
    expect(page.locator("#age")).to_have_count(0)
    expect(page.locator("h1")).to_have_text("Oral Session 7, anew")


def test_my_schedule_is_kept_with_what_was_bookmarked_last(read, visit, network, page, until):
    read(ORAL_SESSION)
    page.locator(FLOWS_BUTTON).click()
    until(IS_KEPT, SCHEDULE)
    network(False)
    visit(SCHEDULE)
    expect(page.locator("#age")).to_have_text(AGE)
    expect(page.locator("main")).to_contain_text("Implicit Normalizing Flows")


def test_a_page_that_was_never_read_leads_to_those_that_were(read, visit, network, page):
    read(DAY)
    read(ORAL_SESSION)
    network(False)
    visit(PEOPLE, 503)
    expect(page.locator("h1")).to_have_text("Without a network")
    expect(page.locator("#kept-pages a")).to_have_count(2)
    page.locator("#kept-pages a", has_text="Wednesday 5 May").click()
    expect(page.locator("#age")).to_be_visible()


def test_a_bookmark_pressed_there_is_not_said_to_be_saved(read, network, page, watch):
    read(ORAL_SESSION)
    network(False)
    page.reload()
    watch.expect("console error: htmx:(sendError|afterRequest)")
    watch.expect("ERR_FAILED")  # what a worker without a network answers
    page.locator(FLOWS_BUTTON).click()
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator(FLOWS_BUTTON)).to_have_attribute("aria-pressed", "false")


def test_a_network_that_does_not_answer_is_not_waited_for(read, page, monkeypatch):
    read(DAY)
    answers, enter = Event(), programme_views.enter
    monkeypatch.setattr(programme_views, "enter", lambda *given: answers.wait(60) and enter(*given))
    built.forget()
    page.reload()
    expect(page.locator("#age")).to_contain_text("The network does not answer. This page is as of")
    answers.set()
    page.reload()
    expect(page.locator("#age")).to_have_count(0)


def test_what_is_told_while_the_database_is_silent_replaces_nothing(read, keep, network, page, monkeypatch):
    keep(FLOWS)
    read(ORAL_SESSION)
    pressed = page.locator(FLOWS_BUTTON)
    with monkeypatch.context() as outage:
        outage.setattr(built, "mark_now", lambda page: built.UNKNOWN)
        outage.setattr(stitching, "own_of", lambda request: ((), 0))
        page.reload()
        expect(pressed).to_have_attribute("aria-pressed", "false")
        page.goto("about:blank")
    network(False)
    page.go_back()
    expect(page.locator("#age")).to_be_visible()
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_what_was_personal_goes_with_the_cookie(read, keep, context, page):
    keep(FLOWS)
    read(SCHEDULE)
    read(ORAL_SESSION)
    context.clear_cookies()
    read(DAY)
    assert page.evaluate(ALL_KEPT) == [DAY]


def test_what_was_read_in_another_zone_stays_for_who_goes_back_to_venue_time(read, visit, context, page, site):
    read(PEOPLE)
    context.add_cookies([{"name": "time_zone", "value": "Asia/Kathmandu", "url": site}])
    expect(read(DAY).locator("main")).to_contain_text("Kathmandu time")
    context.clear_cookies()
    read(ORAL_SESSION)
    assert page.evaluate(ALL_KEPT) == [PEOPLE, DAY, ORAL_SESSION]


def test_nothing_of_an_organizer_and_no_other_state_is_kept(read, visit, keep, log_in, context, page):
    read(DAY)
    log_in()
    visit("/organize/2021/").get_by_role("button", name="Preview the draft on the site").click()
    expect(page.get_by_label("Preview")).to_be_visible()
    visit(ORAL_SESSION)
    visit("/admin/")
    context.clear_cookies()
    keep(FLOWS)  # what is personal may stay
    visit("/2021/my-schedule/?key=secret")
    visit("/2021/changes/")
    read(PEOPLE)
    assert page.evaluate(ALL_KEPT) == [DAY, PEOPLE]


def test_a_new_build_keeps_what_was_read(read, page, monkeypatch, network, until):
    read(DAY)
    [old] = shells(page)
    script = views.script("worker.js").partition("\n")[2]
    monkeypatch.setattr(views, "build", lambda: "another")
    monkeypatch.setattr(views, "script", lambda name: f'const BUILD = "another";\n{script}')
    update(page)
    until("(await caches.keys()).includes('shell-another') && !(await caches.keys()).includes(word)", old)
    network(False)
    page.reload()
    expect(page.locator("#age")).to_be_visible()
    # The page asks for the style by the name that it had in the old build.
    assert page.evaluate("fetch('/static/css/reading.0123456789ab.css').then((answer) => answer.ok)")


def test_switched_off_it_leaves_nothing_behind(read, page, settings, until):
    read(DAY)
    settings.OFFLINE = False
    built.forget()  # a process has one setting as long as it lives
    update(page)
    until("(await caches.keys()).length === 0 && !(await navigator.serviceWorker.getRegistration())")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(Boolean)") is False


def update(page):
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => {})")


def shells(page):
    return page.evaluate("caches.keys().then((names) => names.filter((each) => each.startsWith('shell-')))")


def test_it_can_be_installed(read, page, context):
    read(DAY)
    browser = context.new_cdp_session(page)
    assert browser.send("Page.getAppManifest")["errors"] == []
    found = [each["errorId"] for each in browser.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(found) <= {"in-incognito"}
