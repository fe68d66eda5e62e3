"""One conference whose every text is hostile, through every export, each read by a real reader of its kind."""

import csv
import io
import json
import re

import openpyxl
import pytest
from defusedxml import ElementTree
from icalendar import Calendar

from conference import tex
from conference.columns import unguard
from conference.imports.rehearsal import rehearse
from conference.programme.models import Person, Session, Talk, Track
from conference.programme.releasing import release
from tests.exports.test_bibtex import balanced
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXTS = [
    "<script>alert(1)</script> ]]> <!-- & &amp; -->",
    "\"A\" 'b' `c' “d” \\\"o",
    "=cmd|' /C calc'!A0",
    "+1, -1; @x %0A",
    "a,b;c\\d \\, \\; \\n :",
    "one\r\nBEGIN:VEVENT\nX-EVIL:1\u2028END:VCALENDAR\x85two",
    "\u202eevil\u202c \u2067x\u2069 \u200fz\u200b\u00ad\ufeff",
    "👩‍👩‍👧‍👦 🏳️‍🌈 𝒳 e\u0301 İß ﷽",
    "bell\x07 escape\x1b[31m tab\tvt\x0bff\x0c del\x7f c1\x9b",
    "{[($x$ \\emph{y} } % # _ ^ ~ | \\end{document}",
    "@inproceedings{x, and others} and Others",
    "word " * 99 + "end",
]
LONG = "word\n" * 2_000


@pytest.fixture
def year():
    """Each text is the title of a session and of a talk, and the name of whatever they have."""
    year = a_conference(name=TEXTS[0], series=TEXTS[4], description=TEXTS[5])
    for n, text in enumerate(TEXTS):
        session = a_session(
            text, at(8, n), at(20), a_room(text[:100]), moderators=[text[:200]], abstract=text,
            track=Track.objects.create(conference=year, name=text[:100]), join="https://example.org/?a=b&c=\"d\";e,f",
        )  # fmt: skip
        talk = a_talk(
            text, at(9), at(10), session, a_kind(text[:60]), [f"{n} {text}"[:200]], abstract=f"{text}\n\n{LONG}",
            subtitle=text, foreign_id=text[:200], paper="https://example.org/(x),y;z?q='<b>'",
        )  # fmt: skip
        talk.further_links.create(label=text[:200], address=f"https://example.org/{n}?a=%20'b'&c")
    return year


def line(text):
    """A title as it reads, in one line."""
    return " ".join(tex.to_text(text).split())


def titles():
    return sorted(line(title) for title in Talk.objects.values_list("title", flat=True))


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


def test_xml_and_json(year, events, client):
    """Held against the schemas where they are here."""
    assert sorted(event["title"] for event in events()) == titles()
    root = ElementTree.fromstring(body(client, "/2030/programme.xml"))
    assert sorted(each.text for each in root.iterfind("day/room/event/title")) == titles()


def test_calendar(year, client):
    found = Calendar.from_ical(body(client, "/2030/programme.ics")).walk("VEVENT")
    assert sorted(str(event["summary"]) for event in found) == titles()
    assert all("word word" in " ".join(str(event["description"]).split()) for event in found)
    assert all(event.errors == [] for event in found)


def test_table(year, client):
    text = body(client, "/2030/programme.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [unguard(row["title"]) for row in rows] == [talk.title for talk in Talk.objects.order_by("pk")]
    assert [unguard(row["abstract"]) for row in rows] == [talk.abstract for talk in Talk.objects.order_by("pk")]


def test_citations(year, client):
    written = [body(client, f"{talk.get_absolute_url()[:-1]}.bib").decode() for talk in Talk.objects.all()]
    assert len(written) == len(TEXTS)
    for one in written:
        assert balanced(one)
        assert len(re.findall(r"^(?:@inproceedings|  \w+ = \{.*\},$|\}$)", one, re.MULTILINE)) == one.count("\n")
        assert one.count("\n@") == 0


def test_structured_data(year, client):
    for row in (*Session.objects.all(), *Talk.objects.all(), *Person.objects.all(), year):
        html = body(client, row.get_absolute_url()).decode()
        [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert json.loads(script)["name"] == (line(row.title) if hasattr(row, "title") else " ".join(row.name.split()))


def test_sitemap_and_feed(year, client):
    Talk.objects.update(draft_cancelled=True)
    release(year, TEXTS[5])
    site = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    addresses = [each.text for each in ElementTree.fromstring(body(client, "/2030/sitemap-1.xml")).iter(f"{site}loc")]
    for address in addresses:
        assert client.get(address).status_code == 200
    assert len({*addresses}) == len(addresses) > 4 * len(TEXTS)
    feed = ElementTree.fromstring(body(client, "/2030/changes.atom"))
    [told] = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}summary")]
    for title in titles():
        assert title in " ".join(told.split())


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "xml", "json", "ics"])
def test_what_goes_out_comes_in_again_without_a_change(year, client, suffix):
    file = body(client, f"/2030/programme.{suffix.replace('xlsx', 'csv')}")
    rehearsal = rehearse(as_workbook(file) if suffix == "xlsx" else file, year, "file")
    told = [(item.name, *map(str, (*item.texts, *item.moves))) for item in rehearsal.changed + rehearsal.moved]
    assert [*map(str, rehearsal.errors), *(item.name for item in rehearsal.new), *told] == []
    assert rehearsal.is_idle("delete")


def as_workbook(table):
    """The CSV as a spreadsheet saves it again."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")):
        book.active.append(row)
    book.save(out)
    return out.getvalue()
