"""No cell keeps a reader busy, whatever fills it: the work grows with its length."""

import csv
import io
import json
import time

import pytest

from conference.imports.headers import OURS
from conference.imports.readers import read

pytestmark = pytest.mark.once
LONG = 15_000  # characters, at which work that grows with their square takes seconds
# What an expression could try again and again, at each place of a long cell.
UNITS = [
    " ", "\n", "\t", "a", "1", "a.", "a-", "a b", ",", "; ", ", ", " · ", "\\·", " and ", "x\n", "a, ", "Jr., ", "(", "(s)",
    "http://", "https://a;", "https://a.b ", "12:", "1h ", "1.", "2030-05-06 ", "T1H", "am ", "<a ", "</a", "<p ", "&#x1", "\\",
    '"', "'", "=", "speaker: ", "presented by a ", "encoding ", "{", "[", "$", "\u202e", "é", "中",
]  # fmt: skip


def tables(cell):
    """The cell in each of the columns, in our own table and in somebody's."""
    for more in ([], ["Thing"]):
        for name in OURS:
            row = {"session": "Morning", "title": "On rivers", name: cell} | dict.fromkeys(more, "x")
            out = io.StringIO()
            csv.writer(out).writerows([list(row), list(row.values())])
            yield out.getvalue().encode()


def schedules(cell):
    """The cell as each text of an entry, of its person and of its link."""
    event = {"id": 1, "title": "On rivers", "date": "2030-05-06T09:00:00+01:00", "duration": "0:30"}
    words = ["title", "subtitle", "date", "start", "duration", "type", "language", "abstract", "url", "guid"]
    entries = [event | {word: cell} for word in words]
    entries += [event | {"persons": [{"id": 1, "name": cell}]}, event | {"links": [{"title": cell, "url": cell}]}]
    for entry in entries:
        day = {"date": "2030-05-06", "rooms": {"Aurora": [entry]}}
        yield json.dumps({"schedule": {"conference": {"title": "Rivers", "days": [day]}}}).encode()


def calendars(cell):
    """The cell as each line of an event."""
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "URL", "DTSTART", "DURATION", "ATTENDEE;CN=a"):
        event = ["BEGIN:VEVENT", "UID:1", "DTSTART:20300506T090000Z", "SUMMARY:x", f"{name}:{cell}", "END:VEVENT"]
        yield "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *event, "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: repr(unit)[1:-1])
def test_a_long_cell_is_read_soon(unit):
    cell = unit * (LONG // len(unit)) + "!"
    for make in (tables, schedules, calendars):
        for file in make(cell):
            started = time.process_time()  # other work on the machine does not count
            reading = read(file)
            assert time.process_time() - started < 0.6, file[:300]  # measured: 0.06 at most
            assert not [finding for finding in reading.findings if "our fault" in finding.sentence], file[:300]
