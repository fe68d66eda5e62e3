"""Titles and names that cannot be broken where one would like to: the page keeps to the screen, and is readable."""

import pytest

from tests.world import a_conference, a_room, a_session, a_talk, at

from .test_pages import too_wide

LONG = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4)[:300]
FORMULA = " + ".join(f"x_{{{number}}}^2" for number in range(40))
SURNAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    a_conference()
    long = a_session(LONG, at(9), at(11), a_room(LONG[:100]), moderators=[f"Hubert {SURNAME}", "Ben"], slug="long")
    a_session("Beside", at(9), at(10), a_room("Aurora"), moderators=["Ben"])
    authors = [f"{SURNAME} {number}" for number in range(40)]
    a_talk(
        LONG,
        at(9),
        session=long,
        authors=[f"Hubert {SURNAME}", *authors],
        slug="long",
        abstract=f"Of {LONG} and ${FORMULA}$.",
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "2030-05-06/",
        "2030-05-06/?talks=shown",
        "sessions/long/",
        "talks/long/",
        "people/",
        f"people/hubert-{SURNAME.lower()}/",
        "search/?q=donau",
        "now/?at=2030-05-06T08:00",
        "now/?at=2030-05-06T09:05",
    ],
)
def test_long_words_do_not_make_a_page_scroll_sideways(address, visit):
    assert too_wide(visit(f"/2030/{address}")) == []


@pytest.mark.parametrize("rows", ["talk", "session"])
def test_long_words_leave_the_other_columns_of_a_list_in_sight(rows, visit, log_in, page):
    log_in()
    page.set_viewport_size({"width": 1280, "height": 900})
    page = visit(f"/admin/programme/{rows}/")
    list_ = page.locator(".results").bounding_box()
    when = page.locator("#result_list .field-when").first.bounding_box()
    assert when["x"] + when["width"] < list_["x"] + list_["width"]


def test_long_words_stay_in_a_list_on_a_phone(visit, log_in, page):
    log_in()
    page.set_viewport_size({"width": 375, "height": 900})
    page = visit("/admin/programme/talk/")
    assert page.locator("#changelist .results").evaluate("(each) => each.scrollWidth - each.clientWidth") == 0


def test_a_list_that_is_narrowed_fits_a_phone(visit, log_in):
    log_in()
    assert too_wide(visit("/admin/programme/talk/?q=Beside"), [375]) == []
