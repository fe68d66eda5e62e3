"""No question of a page reads a whole table: what the database says it does, in a conference of some size."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conference.programme import built
from conference.programme.models import Authorship, Person, Session, Talk
from tests.world import a_conference, a_day_of, a_kind, a_session, a_talk, at

pytestmark = pytest.mark.django_db

LARGE = ("programme_talk", "programme_person", "programme_authorship", "attendees_bookmark", "attendees_attendee")
ADDRESSES = [
    "/2030/2030-05-06/",
    "/2030/sessions/morning/",
    "/2030/sessions/morning.ics",
    "/2030/talks/morning-talk-1/",
    "/2030/talks/morning-talk-1.ics",
    "/2030/talks/morning-talk-1.bib",
    "/2030/people/author-1/",
    "/2030/people/author-1.ics",
]
# They read all of their year, and nothing of the others.
OF_A_YEAR = [
    "/2029/",
    "/2029/people/",
    "/2029/people/?role=author",
    "/2029/changes/",
    "/2029/changes.atom",
    "/2029/programme.ics",
    "/2029/programme.json",
    "/2029/programme.xml",
    "/2029/programme.csv",
    "/2029/sitemap-1.xml",
    "/2029/now/?at=2030-05-06T09:00",
    "/2029/search/?q=rivers",
    "/2029/search/?session=morning",
]


@pytest.fixture
def many():
    """One session among two hundred, one talk among two thousand, one author among six thousand."""
    session, year, kind = a_day_of(3), a_conference(), a_kind()
    sessions = Session.objects.bulk_create(
        Session(conference=year, title=f"Other {n}", public=True) for n in range(200)
    )
    talks = Talk.objects.bulk_create(
        Talk(conference=year, title=f"Other {n}", kind=kind, draft_session=sessions[n % 200], released_session=sessions[n % 200], public=True)
        for n in range(2000)
    )  # fmt: skip
    people = Person.objects.bulk_create(Person(conference=year, name=f"Other {n}") for n in range(6000))
    Authorship.objects.bulk_create(Authorship(talk=talks[n // 3], person=person) for n, person in enumerate(people))
    analyze()
    return session


def analyze():
    """Let the database count what it has, as it does by and by."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def whole_tables(sql):
    """The large tables that the database would read from end to end to answer this."""
    with connection.cursor() as cursor:
        cursor.execute(f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {sql}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    aliases = dict(re.findall(r'"(\w+)" (T\d+)\b', sql))
    names = {alias: table for table, alias in aliases.items()}
    scanned = re.findall(r"\bSCAN (\w+)(?! USING)|Seq Scan on (\w+)", plan)
    return {names.get(name, name) for pair in scanned for name in pair if name} & set(LARGE), plan


def questions(visitor, address):
    built.forget()
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


def test_a_page_reads_what_it_shows(many):
    for address in ADDRESSES:
        for sql in questions(Client(), address):
            scanned, plan = whole_tables(sql)
            assert not scanned, f"{address}: {sql}\n{plan}"


def test_a_year_reads_its_own(many):
    """All its addresses in one world, for this one takes seconds to make."""
    for year in range(2010, 2030):
        session = a_session(start=at(9), conference=a_conference(str(year)), moderators=["Mo"])
        a_talk(authors=["Ada"], session=session)
    analyze()
    found = [(address, sql, *whole_tables(sql)) for address in OF_A_YEAR for sql in questions(Client(), address)]
    assert len(found) > len(OF_A_YEAR)
    assert not [(address, sql, plan) for address, sql, scanned, plan in found if scanned]


def test_bookmarks_are_found_by_their_attendee(many, from_here):
    visitor = Client()
    visitor.post("/2030/talks/morning-talk-1/bookmark", {"keep": "yes"}, **from_here)
    for sql in questions(visitor, "/2030/sessions/morning/"):
        scanned, plan = whole_tables(sql)
        assert not scanned - {"attendees_bookmark", "attendees_attendee"}, f"{sql}\n{plan}"
