"""What the measurements need to know of one database: addresses, a cookie, and how many queries each row takes.

Run as a program with the database's settings in the environment; prints JSON.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
django.setup()

from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client

from conference.programme import built
from conference.programme.models import Conference

from .rows import rows

HOST = {"HTTP_HOST": "localhost", "HTTP_SEC_FETCH_SITE": "same-origin"}


def main(year):
    conference = Conference.objects.get(slug=year)
    found = conference.shown_sessions.exclude(released_start=None).with_timeline().in_order()
    session = next(
        each for each in found if sum(e.kind.is_talk and bool(e.authorships.all()) for e in each.timeline) > 2
    )
    talks = [entry for entry in session.timeline if entry.kind.is_talk and entry.authorships.all()]
    day = conference.day_of(session.start, conference.tz)
    visitor = Client()
    for talk in talks[:5]:
        visitor.post(f"/{year}/talks/{talk.slug}/bookmark", {"keep": "yes"}, **HOST)
    facts = {
        "year": f"/{year}/",
        "session": f"/{year}/sessions/{session.slug}/",
        "day": f"/{year}/{day}/",
        "talk": f"/{year}/talks/{talks[0].slug}/",
        "person": f"/{year}/people/{talks[0].authors_in_order[0].slug}/",
        "cookie": f"{settings.ATTENDEE_COOKIE}={visitor.cookies[settings.ATTENDEE_COOKIE].value}",
    }
    facts["queries"] = {row.name: queries(row) for row in rows(facts)}
    json.dump(facts, sys.stdout)


def queries(row):
    """How many queries one request of a row takes."""
    client = Client(headers=row.headers)
    ask = (
        client.get
        if row.script != "bookmark.lua"
        else lambda path, **headers: client.post(path, {"keep": "yes"}, **headers)
    )
    tag = ask(row.address, **HOST).get("ETag")
    headers = HOST | ({"HTTP_IF_NONE_MATCH": tag} if row.conditional else {})
    if row.cold:
        built.forget()
    connection.force_debug_cursor = True
    reset_queries()
    response = ask(row.address, **headers)
    if response.status_code not in (200, 302, 304):
        sys.exit(f"{row.address} is {response.status_code}")
    return len(connection.queries)


main(sys.argv[1])
