"""A workbook's sheet as lines of cells. The archive is looked through before anything in it is believed."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl

from .. import limits
from ..headers import recognised
from ..limits import Refused
from .grid import Grid, add, header_at
from .guarded import Guard

CURE = "Open it in a spreadsheet program and save it anew as .xlsx, or as CSV."
OTHERS = {
    "mimetype": "This is an OpenDocument file.",
    "word/document.xml": "This is a text document, not a table.",
    "ppt/presentation.xml": "This is a presentation, not a table.",
    "xl/workbook.bin": "This is a binary workbook.",
    "Index/Document.iwa": "This is a Numbers document.",
}


def grid_of(data, notes):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive)
        with warnings.catch_warnings(action="ignore"):  # on what a workbook has beside its cells
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return chosen(book, notes)
    except Refused:
        raise
    except Exception:  # whatever a damaged archive makes zipfile, zlib, expat or openpyxl raise
        raise Refused(f"The workbook is damaged and cannot be read. {CURE}") from None


def check_archive(archive):
    """Sizes by the directory, then the XML of each part: zipfile gives out no more than the directory says."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        what = next((words for name, words in OTHERS.items() if name in names), "This archive is not a workbook.")
        raise Refused(f"{what} {CURE}")
    if len(entries) > limits.ARCHIVE_ENTRIES or len(names) < len(entries):
        raise Refused(f"The workbook has {len(entries):,} parts, which no table needs. {CURE}")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("The workbook is locked with a password. Save it without one.")
        if entry.file_size > max(limits.ARCHIVE_RATIO * entry.compress_size, 1_000_000):
            raise Refused(f"{entry.filename[:60]} unpacks to a suspicious size. {CURE}")
    if sum(entry.file_size for entry in entries) > limits.ARCHIVE_BYTES:
        raise Refused(
            f"Unpacked, the workbook is larger than {limits.ARCHIVE_BYTES // 2**20} MB. Delete pictures and {CURE}"
        )
    total = 0
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and not re.search("/(media|theme|drawings)/", entry.filename):
            total = check_part(archive, entry, total)


class Sheet(Guard):
    """Also refuses a row so far down that the rows between would take for ever."""

    def opened(self, name, attributes):
        super().opened(name, ())
        if name.endswith("}row") and "r" in attributes[::2]:
            number = attributes[attributes.index("r") + 1].strip()
            if not number.isdecimal() or len(number) > 7 or int(number) > limits.LAST_ROW:
                sentence = f"A row is numbered {number[:20]}. Delete what stands below row {limits.LAST_ROW:,}."
                raise Refused(sentence, self.where)


def check_part(archive, entry, total):
    parser = Sheet(f"part {entry.filename[:60]}", nodes=2 * limits.NODES - total)
    with archive.open(entry) as part:
        while chunk := part.read(1 << 16):
            parser.feed(chunk)
    parser.close()
    return total + parser.nodes


def chosen(book, notes):
    """The sheet with the programme: the only filled one, the one answered, or the one whose header we know best."""
    sheets = {sheet.title: lines_of(sheet, notes, 40) for sheet in book.worksheets[:50]}
    filled = {title: lines for title, lines in sheets.items() if lines}
    if not filled:
        raise Refused("The workbook has no filled sheet. Put the programme into its first sheet.")
    best = max(filled, key=lambda title: recognised(filled[title][header_at(filled[title])].cells))
    if len(filled) > 1:
        choices = [
            (title, f"{title}: {len(lines)}{'+' if len(lines) >= 40 else ''} rows") for title, lines in filled.items()
        ]
        best = notes.ask("sheet", "The workbook has several sheets. Which is the programme?", choices, best)
    return Grid("XLSX", lines_of(book[best], notes))


def lines_of(sheet, notes, most=None):
    lines = []
    sheet.reset_dimensions()  # what a file says of its own size may be anything
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(value is not None for value in values):
            add(lines, f"row {number}", [as_text(value) for value in values])
        if most and (len(lines) >= most or number > 1000):
            break
    return lines


def as_text(value):
    """A cell as the organizer would type it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value += timedelta(microseconds=500_000)  # to the nearest second
        value = value.replace(microsecond=0)
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, timedelta):
        seconds = max(0, round(value.total_seconds()))
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.10f}" if 0 < value < 1 else str(value)
    return str(value)
