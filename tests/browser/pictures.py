"""The README's pictures, made from the fixture by the tests' own browser: `make pictures`."""

from pathlib import Path

import pytest
from django.core.management import call_command

from .pages import FLOWS, ORAL_SESSION, TENT

FIRST = "/2021/talks/an-image-is-worth-16x16-words-transformers-for-image-recognition-at-scale/"

FOLDER = Path(__file__).parent / "pictures"
MOST = 250_000  # bytes
PHONE = {"viewport": {"width": 375, "height": 780}, "device_scale_factor": 2, "color_scheme": "dark"}


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    call_command("loaddata", "iclr2021", verbosity=0)
    FOLDER.mkdir(exist_ok=True)


def take(page, name):
    page.evaluate("document.fonts.ready")
    picture = page.screenshot(path=FOLDER / name, animations="disabled", scale="device")
    assert len(picture) < MOST, f"{name} has {len(picture)} bytes"


@pytest.mark.browser_context_args(viewport={"width": 1280, "height": 900}, color_scheme="light")
def test_a_session_on_a_desk(visit, keep):
    keep(FIRST)
    take(visit(ORAL_SESSION), "session.png")


@pytest.mark.browser_context_args(**PHONE)
def test_my_schedule_on_a_phone(visit, keep):
    keep(TENT, FLOWS)
    take(visit("/2021/my-schedule/"), "phone.png")
