"""A table before anybody knows what its columns mean; and its header row."""

from dataclasses import dataclass

from .. import limits
from ..headers import recognised
from ..limits import Refused

HEADER_WITHIN = 30  # filled lines


@dataclass(frozen=True)
class Line:
    where: str  # "line 7", or "row 7" of a workbook
    cells: tuple


@dataclass
class Grid:
    format: str
    lines: list


def add(lines, where, cells):
    """A line without the empty cells at its end; nothing of it where all are empty."""
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        return
    if len(cells) > limits.COLUMNS:
        raise Refused(f"There are more than {limits.COLUMNS} columns. Delete those that are not needed.", where)
    limits.check_rows(len(lines) - HEADER_WITHIN, where)
    for index, cell in enumerate(cells, 1):
        if len(cell) > limits.CELL:
            sentence = f"A cell has {len(cell):,} characters. Shorten it to at most {limits.CELL:,}"
            raise Refused(f"{sentence}; perhaps a quotation mark is missing.", f"{where}, column {index}")
    lines.append(Line(where, tuple(cells)))


def header_at(lines):
    """The index of the header row: the one whose cells are most like headers, else the first with several cells."""
    best, most = None, 0
    for index, line in enumerate(lines[:HEADER_WITHIN]):
        known = recognised(line.cells)
        if known > most:
            best, most = index, known
    if most > 1 or (most == 1 and len([cell for cell in lines[best].cells if cell.strip()]) <= 2):
        return best
    filled = (index for index, line in enumerate(lines) if sum(1 for cell in line.cells if cell.strip()) > 1)
    return next(filled, 0)
