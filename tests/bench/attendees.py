"""Thousands of attendees, each with bookmarks and a calendar to poll: `python -m tests.bench.attendees 2026 20000`.

Run with the database's settings in the environment; prints the year's busiest addresses and the calendars as JSON.
"""

import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
django.setup()

from django.db import connection, transaction

from conference.attendees.models import Attendee, Bookmark, SecretAddress
from conference.attendees.sealing import digest, new_key, token_of
from conference.programme.models import Conference

CALENDAR = SecretAddress.Purpose.CALENDAR
EACH = 8


@transaction.atomic
def fill(talks, number):
    """So many attendees, who keep eight talks each; the tokens of their calendars."""
    attendees = Attendee.objects.bulk_create(Attendee() for _ in range(number))
    tokens = [token_of(new_key(), CALENDAR) for _ in attendees]
    SecretAddress.objects.bulk_create(
        SecretAddress(attendee=attendee, purpose=CALENDAR, serial=1, token_hash=digest(token))
        for attendee, token in zip(attendees, tokens, strict=True)
    )
    chance = random.Random(1)
    for start in range(0, number, 1000):
        Bookmark.objects.bulk_create(
            Bookmark(attendee=attendee, talk_id=talk)
            for attendee in attendees[start : start + 1000]
            for talk in chance.sample(talks, EACH)
        )
    return tokens


def main(year, number):
    conference = Conference.objects.get(slug=year)
    talks = conference.shown_talks.filter(kind__is_talk=True, released_start__isnull=False)
    sessions = list(conference.shown_sessions.exclude(released_start=None).in_order())
    day = conference.day_of(sessions[0].start, conference.tz)
    told = {
        "pages": [f"/{year}/{day}/", f"/{year}/", f"/{year}/people/", *(s.get_absolute_url() for s in sessions[:20])],
        "feeds": [f"/{year}/programme.ics", f"/{year}/{day}.ics"],
        "talks": [f"/{year}/talks/{slug}" for slug in talks.values_list("slug", flat=True)],
    }
    tokens = fill(list(talks.values_list("pk", flat=True)), number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a database in use did so by itself
    json.dump(told | {"calendars": [f"/{year}/my-schedule/{token}.ics" for token in tokens]}, sys.stdout)


main(sys.argv[1], int(sys.argv[2]))
