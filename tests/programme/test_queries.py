"""One talk or three, one session or three: the same few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.programme import built
from tests.world import DAY, a_conference, a_day_of, a_room

pytestmark = pytest.mark.django_db

PAGES = [
    "/2030/",
    "/2030/2030-05-06/",
    "/2030/2030-05-06/?talks=shown",
    "/2030/sessions/morning/",
    "/2030/talks/morning-talk-1/",
    "/2030/now/",
    "/2030/now/?at=2030-05-06T09:20",
    "/2030/people/",
    "/2030/people/mo/",
    "/2030/people/author-1/",
    "/2030/2030-05-06/?kind=oral",
    "/2030/my-schedule/",
    "/time-zone/?q=berlin",
    "/cookies/",
    "/2030/nothing/",
    "/2030/programme.ics",
    "/2030/2030-05-06.ics",
    "/2030/sessions/morning.ics",
    "/2030/talks/morning-talk-1.ics",
    "/2030/people/mo.ics",
    "/2030/people/author-1.ics",
    "/2030/2030-05-06.ics?kind=oral",
]


def count(client, address):
    built.forget()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def a_small_world():
    a_conference(last_day=DAY)
    a_day_of(1, room=a_room())


def a_larger_world():
    a_day_of(3, "Noon", room=a_room("Boreal"))
    a_day_of(3, "Evening", room=a_room("Cascade"))
    a_conference("2031")


def test_a_visitor_without_bookmarks_costs_six_at_most(client, the_day_before):
    a_small_world()
    few = {address: count(client, address) for address in PAGES}
    a_larger_world()
    assert {address: count(client, address) for address in PAGES} == few
    assert {address: queries for address, queries in few.items() if queries > 6} == {}


def test_a_visitor_with_bookmarks_costs_eight_at_most(client, from_here, the_day_before):
    pages = [page for page in PAGES if page != "/2030/my-schedule/"]
    a_small_world()
    client.post("/2030/talks/morning-talk-1/bookmark", {"keep": "yes"}, **from_here)
    client.cookies["time_zone"] = "Asia/Tokyo"
    few = {address: count(client, address) for address in pages}
    a_larger_world()
    for slug in ("noon-talk-1", "noon-talk-2"):
        client.post(f"/2030/talks/{slug}/bookmark", {"keep": "yes"}, **from_here)
    assert {address: count(client, address) for address in pages} == few
    assert {address: queries for address, queries in few.items() if queries > 8} == {}
