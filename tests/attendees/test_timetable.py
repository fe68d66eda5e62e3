"""The day as a table: pure, so talks are plain objects here."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from conference.attendees.timetable import MOST_LANES, table
from tests.world import at

pytestmark = pytest.mark.once


def talk(title, start, end, parallel=False, session=1):
    kind, session = SimpleNamespace(parallel=parallel), SimpleNamespace(pk=session)
    return SimpleNamespace(pk=title, title=title, start=start, end=end, kind=kind, session=session)


def drawn(talks):
    """The rows as text: a time, then each cell's titles with its rows and lanes."""
    rows, _ = table(talks)
    return [
        f"{row.start:%-H:%M}"
        + "".join(
            f" [{'+'.join(t.title for t in cell.block.talks) if cell.block else ''} {cell.rows}x{cell.lanes}]"
            for cell in row.cells
        )
        for row in rows
    ]


def test_what_follows_is_below_and_a_gap_is_free():
    assert drawn([talk("A", at(8), at(9)), talk("B", at(9), at(10)), talk("C", at(11), at(12))]) == [
        "8:00 [A 1x1]",
        "9:00 [B 1x1]",
        "10:00 [ 1x1]",
        "11:00 [C 1x1]",
    ]


def test_what_overlaps_is_side_by_side():
    assert drawn([talk("A", at(9), at(10)), talk("B", at(9, 30), at(11)), talk("C", at(11), at(12))]) == [
        "9:00 [A 2x1] [ 1x1]",
        "9:30 [B 2x1]",
        "10:00 [ 1x1]",
        "11:00 [C 1x2]",
    ]


def test_posters_of_one_session_share_a_cell():
    posters = [talk(f"P{n}", at(9), at(10), parallel=True) for n in range(9)]
    assert drawn(posters) == ["9:00 [" + "+".join(f"P{n}" for n in range(9)) + " 1x1]"]


def test_more_than_a_phone_can_show_share_a_cell_too():
    [row] = drawn([talk(f"T{n}", at(9), at(10), session=n) for n in range(MOST_LANES + 1)])
    assert row == "9:00 [T0+T1+T2+T3 1x1]"


@pytest.mark.parametrize("end", [None, at(9)])
def test_a_talk_without_a_length_is_drawn(end):
    assert drawn([talk("A", at(9), end)]) == ["9:00 [A 1x1]"]


spans = st.tuples(st.integers(0, 200), st.integers(0, 60), st.booleans(), st.integers(1, 3))


@hypothesis_settings(max_examples=80, deadline=None)
@given(st.lists(spans, max_size=14))
def test_any_day_fills_its_table_without_a_hole(spans):
    spans = sorted(spans)
    talks = [
        talk(f"T{n}", at(8) + timedelta(minutes=5 * start), at(8) + timedelta(minutes=5 * (start + length)), *rest)
        for n, (start, length, *rest) in enumerate(spans)
    ]
    rows, width = table(talks)
    assert 1 <= width <= MOST_LANES
    filled = [0] * len(rows)
    for at_row, row in enumerate(rows):
        assert row.start < row.end
        for cell in row.cells:
            for covered in range(at_row, at_row + cell.rows):
                filled[covered] += cell.lanes
    assert set(filled) <= {width}
    shown = [t.title for row in rows for cell in row.cells if cell.block for t in cell.block.talks]
    assert sorted(shown) == sorted(t.title for t in talks)
