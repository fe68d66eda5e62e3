"""Whatever the bytes, there is a Reading; nothing falls into the net for our own mistakes."""

import io
import json
import zipfile
from datetime import date, time

import openpyxl
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from conference.imports.group import grouped
from conference.imports.readers import read
from conference.imports.rows import Reading

pytestmark = pytest.mark.once
FILES = settings.BASE_DIR / "fixtures" / "imports"
GOOD = [(FILES / f"programme.{suffix}").read_bytes() for suffix in ("csv", "xml", "json", "ics")]
HEADS = [
    b"",
    b"title,date,start,authors\n",
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
    b"<schedule>",
    b'{"schedule":',
    b"PK\x03\x04",
]
patient = how(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck), database=None, derandomize=True)


def check(data, **options):
    reading = read(data, **options)
    assert isinstance(reading, Reading)
    assert not [finding for finding in reading.findings if "our fault" in finding.sentence]
    assert reading.refused == (reading.findings[:1] != () and reading.findings[0].severity.value == "refusal")
    if reading.programme:
        grouped(reading.programme)
    return reading


@patient
@given(st.sampled_from(HEADS), st.binary(max_size=300))
def test_random_bytes(head, data):
    check(head + data)


@patient
@given(st.sampled_from(GOOD), st.data())
def test_a_good_file_gone_bad(good, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at, until = data.draw(st.integers(0, len(good))), data.draw(st.integers(0, 30))
        good = good[:at] + data.draw(st.binary(max_size=12)) + good[at + until :]
    check(good)


@pytest.fixture(scope="module")
def parts():
    """A workbook's parts by name."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Title", "Date", "Start", "Speakers"])
    book.active.append(["On rivers", date(2030, 5, 6), time(9), "Ada; Emmy"])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@patient
@given(st.data())
def test_a_good_workbook_gone_bad(parts, data):
    name = data.draw(st.sampled_from(sorted(parts)))
    part, out = parts[name], io.BytesIO()
    at, until = data.draw(st.integers(0, len(part))), data.draw(st.integers(0, 30))
    noise = data.draw(st.binary(max_size=8) | st.sampled_from([b"9999999", b"-1", b"s", b"<row>", b"XFD1"]))
    with zipfile.ZipFile(out, "w") as archive:
        for other in parts:
            archive.writestr(other, part[:at] + noise + part[at + until :] if other == name else parts[other])
    whole = out.getvalue()
    cut = data.draw(st.integers(0, len(whole)))
    check(data.draw(st.sampled_from([whole, whole[:cut], whole[:cut] + b"\0" + whole[cut + 1 :]])))


CELL = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["9:00", "5/6/2021", "30 Feb", "24:00", "44321", "13:30-14:00", "A, B; C", "x", "0.5", "99999-01-01"]
    ),
    st.from_regex(r"[0-9]{1,5}[-/.: ][0-9]{1,4}([-/.: ][0-9]{1,4})?( ?[ap]m)?", fullmatch=True),
)
HEADERS = [
    "title",
    "session",
    "date",
    "start",
    "end",
    "duration",
    "authors",
    "room",
    "position",
    "cancelled",
    "id",
    "url",
]


@patient
@given(st.lists(st.lists(CELL, min_size=len(HEADERS), max_size=len(HEADERS)), min_size=1, max_size=6), st.data())
def test_any_cells(rows, data):
    lines = [HEADERS, *([cell.replace('"', "").replace("\t", " ") for cell in row] for row in rows)]
    text = "\n".join("\t".join(f'"{cell}"' for cell in line) for line in lines)
    answers = {"zone": "Europe/Lisbon", "date_order": "dmy", "year": data.draw(st.sampled_from(["", "2021", "9", "x"]))}
    check(text.encode("utf-8", "surrogatepass"), answers=data.draw(st.sampled_from([None, answers])))


VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["2030-05-06T09:00:00", "09:00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "guid", "title", "date", "start", "duration", "persons", "links", "name"]), inner
        )
    ),
    max_leaves=12,
)


@patient
@given(VALUE, VALUE, VALUE)
def test_any_json_of_the_right_outline(day, event, track):
    days = [day, {"date": "2030-05-06", "rooms": {"Aurora": [event, {"title": "A", "persons": event, "date": day}]}}]
    check(json.dumps({"schedule": {"conference": {"title": track, "tracks": [track], "days": days}}}).encode())
    check(json.dumps({"schedule": {"conference": {"days": [{"date": day, "rooms": event}]}}}).encode())


@patient
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["DTSTART", "DTEND;TZID=X", "DURATION", "UID", "RRULE", "CATEGORIES", "SUMMARY", "RECURRENCE-ID"]
            ),
            st.text(max_size=30)
            | st.sampled_from(["20300506T090000", "99991231T235959Z", "P99999999999D", "20300506"]),
        )
    )
)
def test_any_properties_of_an_event(properties):
    lines = [f"{name}:{value}".replace("\n", " ").replace("\r", " ") for name, value in properties]
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:A", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    check(text.encode("utf-8", "surrogatepass"))
