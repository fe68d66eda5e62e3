"""The day's lines: one rule opens a slot, all along."""

import pytest

from .pages import fill


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_a_slots_rule_is_as_thick_above_its_cards_as_above_its_time(width, visit, page):
    page.set_viewport_size({"width": width, "height": 900})
    visit("/2026/2026-06-15/")
    slots = page.locator(".slot:has(.card)")
    assert slots.count() > 2
    for slot in slots.all():
        slot.scroll_into_view_if_needed()
        box, cards = slot.bounding_box(), slot.locator(".cards").bounding_box()
        above = [
            page.screenshot(clip={"x": x + 4, "y": round(box["y"]) - 1, "width": 8, "height": 5})
            for x in (box["x"], cards["x"], cards["x"] + cards["width"] - 16)
        ]
        assert len(set(above)) == 1


@pytest.mark.parametrize("address", ["/2026/2026-06-15/?kind=oral", "/2026/search/?q=night"])
def test_a_box_to_tick_stands_on_the_left_edge_where_it_begins_a_line(address, visit, page):
    visit(address)
    assert page.locator("#by-mine").bounding_box()["x"] == page.locator(".tick").bounding_box()["x"]
