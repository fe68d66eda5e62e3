"""Real titles and abstracts, where the folder that holds them is at hand."""

import csv
import re
from pathlib import Path

import pytest

from conference.tex import to_html, to_text

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture(scope="module")
def talks() -> list[dict[str, str]]:
    path = SHARED / "realdata" / "iclr2021-orals.csv"
    if not path.exists():
        pytest.skip(f"the real programmes are not here: {path}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_formula_of_a_real_conference_is_converted(talks):
    html = [to_html(talk[column]) for talk in talks for column in ("title", "abstract")]

    assert not [text for text in html if "<code>" in text]
    assert sum("<math" in text for text in html) >= 25


def test_hardly_any_tex_is_left_in_plain_text(talks):
    texts = [to_text(talk[column]) for talk in talks for column in ("title", "abstract")]

    # One unknown macro, and one formula that its author's text breaks off.
    assert len([text for text in texts if re.search(r"\\|\$", text)]) == 2


def test_the_seed_has_its_formulas_and_its_emphasis():
    path = SHARED / "seed" / "oral-session-7.txt"
    if not path.exists():
        pytest.skip(f"the seed is not here: {path}")
    html = to_html(path.read_text(encoding="utf-8"))

    assert html.count("<math>") == 4
    assert html.count("<em>") == 1
    assert "𝐳" in html
    assert "𝟎" in html
