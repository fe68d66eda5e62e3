"""New times for a session: the preview keeps up with what is typed; by keyboard it works without JavaScript, too."""

import pytest
from playwright.sync_api import expect

from conference.programme.models import Talk
from tests.world import a_conference, a_session, a_talk, at

PHONE = {"viewport": {"width": 375, "height": 780}}


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    a_conference("2030")
    for title, hour in (("Noon", 12), ("Evening", 18)):
        session = a_session(title, at(hour), at(hour, 45), moderators=["Mo"])
        for n, what in enumerate(("rivers", "dams", "lakes")):
            a_talk(f"{title} {what}", at(hour, 15 * n), session=session, authors=[f"Author of {what}"])


def row(page, title):
    return page.locator(".retimed tr").filter(has_text=title)


def test_the_preview_follows_the_form(visit, log_in, page, watch, site):
    log_in()
    page = visit("/organize/2030/sessions/noon/times")
    page.evaluate("window.stayed = true")
    expect(page.get_by_label("With", exact=True)).to_be_hidden()
    page.get_by_label("Minutes later").press_sequentially("7")
    expect(row(page, "Noon lakes")).to_contain_text("12:37 - 12:52 Noon lakes ends 7 minutes after the session")
    expect(page.get_by_label("Minutes later")).to_be_focused()
    page.get_by_label("Entry", exact=True).select_option(label="12:15 Noon dams")
    expect(row(page, "Noon rivers")).to_contain_text("stays")
    page.get_by_label("the session's end").check()
    expect(row(page, "The session itself")).to_contain_text("12:00 - 12:52")
    swap = page.get_by_label("Swap two entries")
    dams, lakes = (Talk.objects.get(title=f"Noon {what}").pk for what in ("dams", "lakes"))
    question = f"move=swap&entry={dams}&other=&minutes=7&start=&length=&along_end=on"
    watch.expect_status(f"{site}/organize/2030/sessions/noon/times?{question}", 400)
    swap.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose the entry to swap it with.")
    expect(page.get_by_label("Minutes later")).to_be_hidden()
    page.get_by_label("With", exact=True).select_option(label="12:30 Noon lakes")
    expect(row(page, "Noon lakes")).to_contain_text("12:30 - 12:45 12:15 - 12:30")
    assert page.evaluate("window.stayed")
    assert f"other={lakes}" in page.url
    page.reload()
    expect(row(page, "Noon lakes")).to_contain_text("12:30 - 12:45 12:15 - 12:30")
    assert Talk.objects.get(pk=lakes).draft_start == at(12, 30)


@pytest.mark.browser_context_args(java_script_enabled=False, **PHONE)
def test_without_javascript_and_by_keyboard(visit, log_in, page):
    log_in()
    page = visit("/organize/2030/sessions/evening/times")
    page.get_by_label("Minutes later").fill("5")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Minutes later")).to_have_value("5")
    expect(row(page, "Evening rivers")).to_contain_text("18:05 - 18:20")
    page.get_by_role("button", name="+10 minutes").click()
    expect(row(page, "Evening rivers")).to_contain_text("18:10 - 18:25")
    page.get_by_role("button", name="Put this into the draft").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("“Evening rivers” and all that follow moved by 10 minutes")
    assert Talk.objects.get(title="Evening lakes").draft_start == at(18, 40)
