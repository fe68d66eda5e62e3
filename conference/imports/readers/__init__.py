"""The readers: bytes in, a Reading out. The format is recognised from the content, never from a name.

    reading = read(data)                                    # reading.questions may ask for a zone
    reading = read(data, answers={"zone": "Europe/Lisbon"}, mapping={3: "title"})

Pure: no models, no files, no network, no clock. A file that is broken or hostile is a Reading with a refusal.
"""

import logging
from dataclasses import replace

from conference.programme.days import YEARS

from .. import limits
from ..limits import Refused
from ..notes import Notes
from ..rows import Finding, Reading, Severity
from ..texts import MARKS, decoded
from . import delimited, xlsx
from .frab_json import read_frab_json
from .frab_xml import read_frab_xml
from .ical import read_ical
from .table import read_table

log = logging.getLogger(__name__)
CURE = "Save it as .xlsx, CSV, frab XML or JSON, or iCalendar."
FOREIGN = [
    (b"\xd0\xcf\x11\xe0", "This is a workbook of the old kind (.xls), or another old Office file."),
    (b"%PDF", "This is a PDF."),
    (b"\x1f\x8b", "This is a compressed file; unpack it first."),
    (b"PK\x05\x06", "This is an empty archive."),
    (b"7z\xbc\xaf", "This is a compressed archive; unpack it first."),
    (b"Rar!", "This is a compressed archive; unpack it first."),
    (b"\x89PNG", "This is a picture."),
    (b"\xff\xd8\xff", "This is a picture."),
    (b"GIF8", "This is a picture."),
    (b"{\\rtf", "This is a text document, not a table."),
]
WHOLE = {"frab XML", "frab JSON", "iCalendar"}


def read(data, answers=None, mapping=None):
    """What the file says. `answers`: {question's key: answer}; `mapping`: {column's index or header: our column}."""
    notes, format = Notes(answers), ""
    programme, columns = None, ()
    try:
        format = recognise(data)
        programme, columns, format = READERS[format](data, notes, mapping)
        programme = shown_everywhere(programme, notes)
    except Refused as refused:
        notes.found.insert(0, Finding(Severity.refusal, refused.sentence, refused.where))
    except Exception:
        log.exception("A reader of %s failed", format or "a file")
        sentence = "This file cannot be read, and that is our fault. Save it as another format, and tell us."
        notes.found.insert(0, Finding(Severity.refusal, sentence))
    questions = notes.questions() if programme else ()
    return Reading(format, programme, notes.findings(), questions, columns)


def shown_everywhere(programme, notes):
    """The programme without the moments that not every clock can show; each of them is an error."""

    def sifted(row):
        odd = [word for word in ("start", "end") if (said := getattr(row, word)) and said.year not in YEARS]
        if odd:
            years = f"{YEARS.start} and {YEARS.stop - 1}"
            notes.error(f"The {odd[0]} is not between the years {years}. Correct it.", row.where, "years")
        return replace(row, **dict.fromkeys(odd)) if odd else row

    return programme.mapped(sifted)


def recognise(data):
    if len(data) > limits.FILE:
        sentence = f"The file is larger than {limits.FILE // 2**20} MB. Split it, or leave out what is not needed."
        raise Refused(sentence)
    for magic, what in FOREIGN:
        if data.startswith(magic):
            raise Refused(f"{what} {CURE}")
    if data.startswith(b"PK\x03\x04"):
        return "XLSX"
    head = next((data[len(mark) : 4000] for mark, _ in MARKS if data.startswith(mark)), data[:4000])
    head = head.replace(b"\0", b"").lstrip().lower()
    if not head and not data.strip():
        raise Refused("The file is empty. Choose another.")
    if head.startswith((b"<!doctype html", b"<html")):
        raise Refused(f"This is a web page. {CURE}")
    if head.startswith(b"<"):
        return "frab XML"
    if head.startswith((b"{", b"[")):
        return "frab JSON"
    return "iCalendar" if head.startswith(b"begin:") else "CSV"


def xml(data, notes, mapping):
    return read_frab_xml(data, notes), (), "frab XML"


def frab_json(data, notes, mapping):
    return read_frab_json(data, notes), (), "frab JSON"


def ical(data, notes, mapping):
    return read_ical(decoded(data, notes), notes), (), "iCalendar"


def workbook(data, notes, mapping):
    return *read_table(xlsx.grid_of(data, notes), notes, mapping), "XLSX"


def table(data, notes, mapping):
    grid = delimited.grid_of(decoded(data, notes))
    return *read_table(grid, notes, mapping), grid.format


READERS = {"frab XML": xml, "frab JSON": frab_json, "iCalendar": ical, "XLSX": workbook, "CSV": table}
__all__ = ["read"]
