import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.columns import COLUMNS, HEADER, guard, join_names, split_names, unguard

pytestmark = pytest.mark.once

TEXTS = st.text() | st.text(" '\"=+-@|%\t\r\n＝＋－＠;,a·\\", max_size=8)
NAMES = st.lists(TEXTS.filter(bool), max_size=4)


@given(TEXTS)
def test_taking_the_guard_off_gives_the_text_back(text):
    assert unguard(guard(text)) == text
    assert guard(text) in (text, f"'{text}")


@given(TEXTS)
def test_no_cell_begins_as_a_formula_does(text):
    assert not guard(text).lstrip(" \u3000\u00a0").startswith(tuple("=+-@|%\t\r\n＝＋－＠"))


@pytest.mark.parametrize(
    "text",
    [
        *"=+-@|%＝＋－＠",
        *("\t", "\r", "\n", "=1+1", " =1", "  +1", "\u3000=1", "\u00a0@x", "\u200b=1", "\ufeff=1"),
        *(";=1", ",=1", '"=1', "'", "'=1", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "%0A=1"),
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded_once(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "a=b", "$x$", "1-2", "Ada", "(=)", " a", "https://a.example/?x=1"])
def test_other_texts_stay_as_they_are(text):
    assert guard(text) == text


def test_an_apostrophe_that_guards_nothing_stays():
    assert unguard("'tis") == "'tis"
    assert unguard("''tis") == "'tis"


@given(NAMES)
def test_names_survive_being_joined(names):
    assert split_names(join_names(names)) == names


def test_a_name_with_a_dot_of_its_own_stays_one_name():
    assert join_names(["Ada", "Lee · Kim"]) == r"Ada · Lee \· Kim"
    assert split_names(r"Ada · Lee \· Kim") == ["Ada", "Lee · Kim"]


def test_every_column_is_told_once():
    assert len(set(HEADER)) == len(HEADER)
    assert all(column.meaning.endswith(".") and column.example for column in COLUMNS)
