"""CSV and its kin: which delimiter, then lines of cells that know their line number."""

import csv
import io
from collections import Counter

from ..headers import recognised
from ..limits import Refused
from .grid import Grid, add

DELIMITERS = {",": "CSV", ";": "CSV", "\t": "TSV", "|": "CSV"}
LINES = 1_000_000
END = "\ue000 end of file"
NO_TABLE = "This is neither a table nor another format that we read: CSV, TSV, XLSX, frab XML or JSON, iCalendar."


def grid_of(text):
    if text.count("\n") + text.count("\r") > 2 * LINES:
        raise Refused(f"There are more than {LINES:,} lines. Delete the empty ones, or split the file.")
    skip, delimiter = named_delimiter(text)
    delimiter = delimiter or delimiter_of(text)
    lines = []
    for number, cells in records(text, delimiter):
        if number > skip:
            add(lines, f"line {number}", cells)
    return Grid(DELIMITERS.get(delimiter, "CSV"), lines)


def named_delimiter(text):
    """Excel may name it in a first line: `sep=;`."""
    head = text[:7].splitlines()[:1]
    found = head and head[0].strip('"').lower()
    return (1, found[4]) if found and found.startswith("sep=") and len(found) == 5 else (0, "")


def records(text, delimiter):
    """(number of the first line, cells) for each record."""
    stream = io.StringIO(text, newline="")
    reader = csv.reader(with_end(stream), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if cells == [END]:
                return
            if cells and cells[-1].endswith(END):
                raise Refused("A quotation mark is opened here and never closed. Close or delete it.", f"line {start}")
            yield start, cells
            start = reader.line_num + 1
    except csv.Error:
        sentence = "From here on one cell never ends. Close or delete the quotation mark that opens it."
        raise Refused(sentence, f"line {start}") from None


def with_end(stream):
    """The lines, then a mark that becomes a record of its own unless a quotation is still open."""
    last = "\n"
    for last in stream:
        yield last
    if not last.endswith(("\n", "\r")):
        yield "\n"
    yield END


def delimiter_of(text):
    """The one by which the head of the text has the most headers that we know, or else the most regular columns."""
    head = text[:200_000]
    best = max(DELIMITERS, key=lambda delimiter: score(head, delimiter))
    if score(head, best) <= (0, 0, 0) and not recognised([text[:200].strip().partition("\n")[0].strip()]):
        raise Refused(NO_TABLE, "line 1")
    return best


def score(head, delimiter):
    widths, known = Counter(), 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
            if number > 60:
                break
            if any(cells):
                widths[len(cells)] += 1
                known = max(known, recognised(cells[:100]) if number < 40 and len(cells) > 1 else 0)
    except csv.Error:
        pass
    width, often = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
    return (known, often, width) if width > 1 or known else (0, 0, 0)
