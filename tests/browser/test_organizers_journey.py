"""From the spreadsheet that an organizer has to what attendees read; and the same way without JavaScript."""

from datetime import datetime

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.world import a_colleague, a_conference, a_room, a_session, a_talk, at

from .conftest import Watch

PASSWORD = "boats and rivers"
# "Title" is not what it seems, and nobody calls a talk's title "Contribution".
SHEET = [
    ["Rivers, as agreed on Tuesday"],
    [],
    ["Title", "Contribution", "Who", "When", "Until", "Block", "Place"],
    ["Dr.", "On rivers", "Ada", datetime(2030, 5, 6, 9), datetime(2030, 5, 6, 9, 15), "Morning", "Aurora"],
    ["Prof.", "On lakes", "Ben", datetime(2030, 5, 6, 9, 10), datetime(2030, 5, 6, 9, 25), "Morning", "Aurora"],
    ["Dr.", "On seas", "Cleo", datetime(2030, 5, 6, 11), datetime(2030, 5, 6, 11, 15), "Noon", "Aurora"],
]


@pytest.fixture(scope="module", autouse=True)
def _stage(stage):
    pass


@pytest.fixture
def sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in SHEET:
        book.active.append(row)
    book.save(tmp_path / "rivers.xlsx")
    return tmp_path / "rivers.xlsx"


@pytest.fixture
def someone_else(browser, site):
    """Open a page as an attendee far away, who has never been here; with a watch of their own."""
    watches = []

    def someone_else(**options):
        context = browser.new_context(timezone_id="Asia/Tokyo", service_workers="block", **options)
        watches.append(Watch(context, site))
        return context.new_page()

    yield someone_else
    for watch in watches:
        assert watch.complaints() == []
        watch.context.close()


def a_year(slug):
    """Released: rivers at 9:00, lakes at 9:30, wells at 9:45. Its organizer has no say in anything else."""
    session = a_session("Morning", at(9), at(10), a_room("Aurora", a_conference(slug)), a_conference(slug), ["Mo"])
    for minute, what, author in ((0, "rivers", "Ada"), (30, "lakes", "Ben"), (45, "wells", "Cleo")):
        a_talk(f"On {what}", at(9, minute), session=session, authors=[author])
    a_colleague("organizer", a_conference(slug), f"ida-{slug}", password=PASSWORD)


def press(page, name, role="button", within=None):
    """Onto the next page, and wait until all of it has come: who leaves earlier breaks off what it asks for."""
    with page.expect_navigation():
        (within or page).get_by_role(role, name=name, exact=True).click()


def row(page, title):
    return page.locator(".retimed tr").filter(has_text=title)


without = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.mark.parametrize(("slug", "scripts"), [("2030", True), pytest.param("2031", False, marks=without)])
def test_from_a_spreadsheet_to_what_attendees_read(slug, scripts, sheet, visit, page, someone_else, watch, site):
    a_year(slug)
    lakes, desk = f"/{slug}/talks/on-lakes/", f"/organize/{slug}/"

    # In, by the form that everybody has to pass.
    visit(desk)
    page.get_by_label("Username").fill(f"ida-{slug}")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")
    expect(page).to_have_url(site + desk)

    # The file, its columns, and what it leaves open.
    press(page, "Import", "link")
    page.get_by_label("A programme as .xlsx").set_input_files(sheet)
    press(page, "Look at what it would do")
    expect(page.get_by_label("Title", exact=True)).to_have_value("title")
    expect(page.locator(".findings")).to_contain_text("1 column is left out: Contribution.")
    page.get_by_label("Title", exact=True).select_option("")
    page.get_by_label("Contribution").select_option("title")
    page.get_by_label("Write it as Europe/Lisbon").fill("Europe/Lisbon")
    press(page, "Read it so")

    # The rehearsal, then the import.
    expect(page.get_by_text("Nothing is written yet.")).to_contain_text("1 new session, 1 new talk, 1 moved, 1 missing")
    expect(page.locator("#moved + ul")).to_contain_text("On lakes row 5")
    expect(page.locator("#missing + ul")).to_have_text("On wells in Morning, Mon 6 May 2030 9:45–10:00 WEST")
    page.get_by_label("Mark them as cancelled").check()
    press(page, "Import")
    expect(page.locator(".messagelist")).to_contain_text("The file rivers.xlsx was imported: 2 new, 1 moved, 1 missing")

    # What clashes, and its cure by a shift.
    conflict = page.locator(".conflict.error")
    expect(conflict).to_contain_text("“On rivers”, Mon 6 May 9:00 - 9:15, and “On lakes”, 9:10 - 9:25, overlap")
    press(page, "Shift times of Morning", "link", conflict)  # once it is there, htmx hears what is typed
    page.get_by_label("Entry", exact=True).select_option(label="9:10 On lakes")
    page.get_by_label("Minutes later").fill("5")
    if not scripts:
        press(page, "Preview")
    expect(row(page, "On rivers")).to_contain_text("stays")
    expect(row(page, "On lakes")).to_contain_text("9:10 - 9:25 9:15 - 9:30")
    expect(page.get_by_role("status")).to_contain_text("mend 1 error.")
    press(page, "Put this into the draft")
    expect(page.locator(".messagelist")).to_contain_text("Attendees see it after the next release.")
    expect(page.locator(".conflict.error")).to_have_count(0)

    # The preview says that it is one; nobody else sees any of it.
    visit(desk)
    press(page, "Preview the draft on the site")
    visit(lakes)
    expect(page.get_by_role("region", name="Preview")).to_contain_text("Attendees do not see this page as it is here.")
    expect(page.get_by_role("main")).to_contain_text("9:15 - 9:30")
    attendee = someone_else(java_script_enabled=scripts)
    attendee.goto(site + lakes)
    expect(attendee.locator("main")).to_contain_text("9:30 - 9:45")
    attendee.goto(f"{site}/{slug}/changes/")
    expect(attendee.locator("main")).to_contain_text("Nothing has changed since the programme came out.")

    # Released, and out.
    press(page, "Organizers' desk", "link")
    press(page, "End the preview")
    page.get_by_label("A note for attendees").fill("From the spreadsheet.")
    press(page, "Release 4 items")
    expect(page.locator(".messagelist")).to_contain_text("Release 1 is public: 4 changes.")
    press(page, "Log out")
    visit(desk)
    expect(page.get_by_label("Username")).to_be_visible()

    # In Tokyo they read it in their time, with the venue's beside it.
    attendee.reload()
    attendee.locator(".clock summary").click()
    attendee.get_by_label("Show times in").fill("Tokyo")
    press(attendee, "Show")
    told = attendee.locator(".release")
    expect(told).to_contain_text("From the spreadsheet.")
    moved = told.locator(".entry").filter(has_text="On lakes")
    expect(moved).to_contain_text("17:15 - 17:30")
    expect(moved).to_contain_text("before: Mon 6 May 17:30 - 17:45")
    for words in ("New", "On seas", "Cancelled", "On wells"):
        expect(told).to_contain_text(words)
    press(attendee, "On lakes", "link", moved)
    expect(attendee.locator(".when").first).to_contain_text("17:15 - 17:30 JST")
    expect(attendee.locator(".when .venue").first).to_contain_text("9:15 - 9:30 WEST")
