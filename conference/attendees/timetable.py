"""A day as a table: a row from each moment at which something begins or ends to the next, what overlaps side by side.

Pure. It is a real table, so the browser aligns what is at the same time without a style for each height.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise

MOST_LANES = 3
UNKNOWN_LENGTH = timedelta(minutes=15)
# The least minutes of a row that is as high as this says; see static/css/pages.css.
HEIGHTS = (0, 10, 20, 40, 60, 90, 120)


@dataclass
class Block:
    """Talks in one place of the table: one, or several that are not told apart by their time."""

    talks: list
    start: datetime
    end: datetime


@dataclass
class Cell:
    """Of a row: a Block, or nothing; so many rows high and so many lanes wide."""

    block: Block | None
    rows: int = 1
    lanes: int = 1


@dataclass
class Row:
    start: datetime
    end: datetime
    cells: list = field(default_factory=list)
    is_free: bool = False

    @property
    def minutes(self):
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def height(self):
        return max(height for height in HEIGHTS if height <= self.minutes)


def table(talks):
    """(Rows, number of lanes) for talks that have a start, in the order of their starts."""
    strands = [lanes_of(strand) for strand in strands_of(blocks_of(talks))]
    width, rows = max(map(len, strands), default=1), []
    for lanes in strands:
        own = rows_of(lanes, width)
        if rows and rows[-1].end < own[0].start:
            rows.append(Row(rows[-1].end, own[0].start, [Cell(None, lanes=width)], is_free=True))
        rows += own
    return rows, width


def blocks_of(talks):
    """A Block for each talk; what stands side by side in a session, such as posters, is one."""

    def place(talk):
        return (talk.start, talk.end, talk.session.pk) if talk.kind.parallel else talk.pk

    return [block(list(group)) for _, group in groupby(sorted(talks, key=order), key=place)]


def order(talk):
    return talk.start, not talk.kind.parallel, talk.session.pk, end_of(talk), talk.pk


def block(talks):
    return Block(talks, min(talk.start for talk in talks), max(end_of(talk) for talk in talks))


def end_of(talk):
    return talk.end if talk.end and talk.end > talk.start else talk.start + UNKNOWN_LENGTH


def strands_of(blocks):
    """Blocks in groups between which there is a moment without any."""
    found = []
    for each in blocks:
        if found and each.start < max(other.end for other in found[-1]):
            found[-1].append(each)
        else:
            found.append([each])
    return found


def lanes_of(strand):
    """Lists of Blocks that follow each other; where more would be needed than a phone can show, all in one Block."""
    lanes = []
    for each in strand:
        free = next((lane for lane in lanes if lane[-1].end <= each.start), None)
        if free is None:
            lanes.append(free := [])
        free.append(each)
    if len(lanes) > MOST_LANES:
        return [[block([talk for each in strand for talk in each.talks])]]
    return lanes


def rows_of(lanes, width):
    """The Rows of a strand in a table so many lanes wide; the last lane takes what the division leaves."""
    moments = sorted({moment for lane in lanes for each in lane for moment in (each.start, each.end)})
    share = width // len(lanes)
    widths = [share] * (len(lanes) - 1) + [width - share * (len(lanes) - 1)]
    rows = [Row(start, end) for start, end in pairwise(moments)]
    for row in rows:
        for lane, wide in zip(lanes, widths, strict=True):
            now = next((each for each in lane if each.start <= row.start < each.end), None)
            if now is None:
                row.cells.append(Cell(None, lanes=wide))
            elif now.start == row.start:
                row.cells.append(Cell(now, moments.index(now.end) - moments.index(now.start), wide))
    return rows
