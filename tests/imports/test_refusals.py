"""A file of each kind that we refuse: one sentence that names the place and the cure, soon, and never an exception."""

import io
import re
import time
import zipfile

import openpyxl
import pytest
from django.conf import settings

from conference.imports import limits
from conference.imports.readers import read

pytestmark = pytest.mark.once
FILES = settings.BASE_DIR / "fixtures" / "imports"
SHEET = "xl/worksheets/sheet1.xml"
SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CALENDAR = b"BEGIN:VCALENDAR\n"
HTML = b"BEGIN:VEVENT\nSUMMARY:a\nDESCRIPTION:<p>%b\nEND:VEVENT\nEND:VCALENDAR\n"


def test_the_shipped_nginx_lets_a_file_through_that_we_would_take():
    shipped = (settings.BASE_DIR / "conference" / "deployment" / "nginx.conf").read_text()
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", shipped)
    assert int(megabytes) * 2**20 > limits.FILE


def workbook(**parts):
    plain, made = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["Title", "Room"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


REFUSED = {
    "a file too large": (lambda: b"a" * (limits.FILE + 1), "larger than 25 MB"),
    "nothing": (lambda: b" \n", "is empty"),
    "too many rows": (lambda: b"title,room\n" + b"a,b\n" * 21_000, "more than 20,000 entries"),
    "too many columns": (lambda: b",".join(b"c%d" % n for n in range(300)), "more than 200 columns"),
    "a cell too long": (lambda: b"title,room\n" + b"x" * 110_000 + b",y\n", "Line 2, column 1: A cell has 110,000"),
    "an open quotation": ((FILES / "broken-quote.csv").read_bytes, "Line 2: A quotation mark is opened"),
    "a long open quotation": (lambda: b'title,room\n"' + b"x,y\n" * 90_000, "Line 2: From here on one cell never ends"),
    "prose": (lambda: b"a" * 50_000 + b"!", "neither a table nor"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "This is a picture"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, ".xls"),
    "noise": (lambda: bytes(n * n * 7 % 251 for n in range(5_000)), "This is not text"),
    "cut UTF-16": (lambda: "title,room\n".encode("utf-16")[:-1], "The text is damaged"),
    "a DTD": ((FILES / "broken-dtd.xml").read_bytes, "Line 2: The file has a document type"),
    "deep XML": (lambda: b"<schedule>" + b"<a>" * 200_000, "more than 60 deep"),
    "masses of elements": (lambda: b"<schedule>" + b"<a/>" * 2_000_000, "more elements than"),
    "masses of attributes": (lambda: b"<schedule " + b" ".join(b'a%d="x"' % n for n in range(300_000)), "longer than"),
    "blanks without end": (lambda: b"<schedule>" + b" " * 5_000_000, "longer than"),
    "unclosed XML": (lambda: b"<schedule>\n<conference>", "Line 2: The XML is broken here"),
    "UTF-7": (lambda: b'<?xml version="1.0" encoding="utf-7"?><schedule/>', "Save the file as UTF-8"),
    "another XML": (lambda: b"<rss/>", "not a frab schedule"),
    "a web page": (lambda: b"<!DOCTYPE html><p>", "This is a web page"),
    "deep JSON": (lambda: b"[" * 5_000_000, "more than 60 deep"),
    "masses of values": (lambda: b"[" + b"1," * 2_000_000, "more values than"),
    "NaN": ((FILES / "broken-nan.json").read_bytes, "Line 2: NaN is not a number in JSON"),
    "an endless number": (lambda: b'{"a": ' + b"9" * 5_000 + b"}", "A number here has 5,000 digits"),
    "a name twice": (lambda: b'{"schedule": {"id": 7, "id": 8}}', "stands twice in one object"),
    "broken JSON": (lambda: b'{"schedule":\n', "Line 2: The JSON is broken here"),
    "an open text": (lambda: b'{"a": "' + b'\\"' * 2_000_000, "longer than 100,000 characters"),
    "another JSON": (lambda: b"[1]", "not a frab schedule"),
    "a zip bomb": (lambda: workbook(**{SHEET: SHEET_HEAD + b"<row>" * 2_000_000}), "suspicious size"),
    "many parts": (lambda: workbook(**{f"x{n}.xml": b"<a/>" for n in range(600)}), "parts, which no table needs"),
    "a DTD in a workbook": (lambda: workbook(**{SHEET: b"<!DOCTYPE a>" + SHEET_HEAD}), "document type"),
    "a deep workbook": (lambda: workbook(**{SHEET: SHEET_HEAD + b"<a>" * 9_000}), "more than 60 deep"),
    "a row far away": (lambda: workbook(**{SHEET: SHEET_HEAD + b'<row r="999999999"/>'}), "below row 100,000"),
    "a cut workbook": (lambda: workbook()[:-300], "The workbook is damaged"),
    "another archive": (lambda: zipped("word/document.xml"), "text document, not a table"),
    "a deep calendar": (lambda: CALENDAR + b"BEGIN:X\n" * 100, "more than 10 deep"),
    "a cut calendar": ((FILES / "broken-cut.ics").read_bytes, "END:VEVENT is missing"),
    "a stray END": (lambda: CALENDAR + b"END:VEVENT\n", "Line 2: END:VEVENT stands here without"),
    "many rows": (lambda: b"title\n" + b"a\n" * 20_001, "Line 20002: There are more than 20,000 entries"),
    "many events": (lambda: CALENDAR + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001, "more than 20,000 entries"),
    "an endless line": (lambda: CALENDAR + b"SUMMARY:" + b"\n a" * 150_000, "Line 2: A line is longer"),
}


def zipped(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_a_sentence(what):
    make, words = REFUSED[what]
    data = make()
    began = time.process_time()
    reading = read(data)
    assert time.process_time() - began < 2  # 1 on a quiet machine
    finding = reading.findings[0]
    assert reading.refused
    assert finding.severity.value == "refusal"
    assert words in str(finding)
    assert str(finding).endswith(".")


SLOW = {
    "commas": b'title,Speaker\nx,"' + b"and , ; " * 12_000 + b'"\n',
    "blanks in a cell": b'title,Speaker\nx,"a' + b" " * 90_000 + b'b"\n',
    "half tags": CALENDAR + HTML % (b"<a " * 30_000),
    "half comments": CALENDAR + HTML % (b"<!--" * 20_000),
    "parameters": CALENDAR + b"BEGIN:VEVENT\nSUMMARY" + b";A=B" * 20_000 + b":a\nEND:VEVENT\nEND:VCALENDAR\n",
    "delimiters": b",;|\t" * 500_000,
    "quotes": b'"' * 2_000_000,
}


@pytest.mark.parametrize("what", SLOW)
def test_nothing_takes_long(what):
    began = time.process_time()
    read(SLOW[what])
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    "data", [b"<schedule/>", b'{"schedule": {"conference": {"days": []}}}', CALENDAR + b"END:VCALENDAR\n"]
)
def test_a_file_without_anything_in_it_makes_nothing_missing(data):
    [finding] = read(data).findings
    assert str(finding) == "There is no event in this file. Export it anew, or choose another."
    assert finding.severity.value == "error"
