"""From a spreadsheet to what attendees read: one organizer's way through the desk."""

import pytest
from playwright.sync_api import expect

from conference.programme.models import Talk
from conference.programme.releasing import release
from tests.world import a_room, a_session, a_talk, at

SHEET = """Session,Thing,Who,When,Until,Room
Morning,On rivers,Ada,2030-05-06 9:00,2030-05-06 9:15,Aurora
Morning,On rivers,Ada,2030-05-06 9:30,2030-05-06 9:45,Aurora
Evening,On seas,Ben,2030-05-06 9:10,2030-05-06 9:40,Aurora
"""


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    session = a_session("Morning", start=at(9), end=at(10), room=a_room("Aurora"), moderators=["Mo"])
    for minute in (0, 30):
        a_talk("On rivers", start=at(9, minute), session=session, authors=["Ada"])
    a_talk("On lakes", start=at(9, 45), session=session, authors=["Ada"])
    release(session.conference)


def test_upload_map_settle_apply_preview_release_and_read(visit, page, log_in, tmp_path, context):
    sheet = tmp_path / "rivers.csv"
    sheet.write_text(SHEET.replace("2030-05-06 9:30,2030-05-06 9:45", "2030-05-06 9:20,2030-05-06 9:35"))
    log_in()
    visit("/organize/2030/")
    page.get_by_role("link", name="Import", exact=True).click()
    page.get_by_label("A programme as .xlsx").set_input_files(sheet)
    page.get_by_role("button", name="Look at what it would do").click()

    expect(page.get_by_text("No column holds the titles of talks")).to_be_visible()
    page.get_by_label("Thing").select_option("title")
    page.get_by_role("button", name="Read it so").click()
    page.get_by_label("Write it as Europe/Lisbon").fill("Europe/Lisbon")
    page.get_by_role("button", name="Read it so").click()

    first, second = Talk.objects.filter(title="On rivers").order_by("pk")
    expect(page.get_by_text("Moved, in the draft: 1")).to_be_visible()
    expect(page.get_by_text("New, in the draft: 3")).to_be_visible()
    page.get_by_label("Mark them as cancelled").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("The file rivers.csv was imported:")).to_be_visible()
    assert (first.released_start, Talk.objects.get(pk=second.pk).draft_start) == (at(9), at(9, 20))

    expect(page.locator(".conflicts")).to_contain_text("Aurora")
    page.get_by_role("button", name="Preview the draft on the site").click()
    expect(page.get_by_role("main")).to_contain_text("Evening")
    visit("/organize/2030/")
    page.get_by_role("button", name="End the preview").click()
    page.get_by_label("A note for attendees").fill("From the spreadsheet")
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_text("Release 1 is public")).to_be_visible()

    context.clear_cookies()
    visit("/2030/changes/")
    told = page.get_by_role("main")
    for words in ("From the spreadsheet", "Moved", "On rivers", "New", "On seas", "Cancelled", "On lakes"):
        expect(told).to_contain_text(words)
