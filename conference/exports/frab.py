"""The schedule of plain values behind programme.json and programme.xml: frab's format, as c3voc describes it.

What has a time is an event: the entries of a session's timeline, or the session itself where none has a time, never
both, because apps cut what overlaps in a room. The format knows no status: a cancelled event's title says it.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from itertools import groupby

from conference import tex
from conference.addresses import address_of
from conference.columns import title_of_made
from conference.programme.slugs import slug_of

from .plain import is_entry, moment, one_line, people_of, spared, uri

MOST_DAYS_LISTED = 100  # a conference of a thousand days is a slip of the keyboard
LINK_TYPES = {"Paper": "paper", "Slides": "slides", "Video": "media", "Recording": "media", "Poster": "related"}
TIME_ZONE_NAME = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")
NOT_IN_SLUGS = re.compile(r"[^a-z0-9_]+")


@dataclass
class Placed:
    """An event, and where it stands in the schedule."""

    is_entry: bool
    day: object
    bounds: tuple  # when that day begins and ends
    order: tuple
    event: dict


def schedule(conference, sessions, tracks, site_url):
    """The whole document, of sessions with their timelines and moderators. `tracks` are known by primary key.

    Tracks and rooms are only told where an event has them, so that nothing unreleased shines through.
    """
    # No row is kept longer than it takes to place it: of a very large conference, they do not fit together.
    rows = entries_of(sessions, titles_of_made(conference, tracks))
    person = cache(lambda it: person_of(it, conference, site_url))  # most are told several times
    placed = list(spared(lambda row: place(row, conference, tracks, site_url, person), rows))
    make_distinct([each.event for each in sorted(placed, key=lambda each: not each.is_entry)])
    used = dict.fromkeys(each.event["track"] for each in placed if each.event["track"])
    days = days_of(conference, placed)
    return {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "Plenary", "url": site_url},
        "schedule": {
            "version": moment(conference.revision.changed_at, conference.tz),
            "base_url": f"{site_url}{conference.get_absolute_url()}",
            "conference": {
                "acronym": acronym(conference),
                "title": one_line(conference.told_name),
                **({"description": text} if (text := one_line(conference.description)) else {}),
                "start": conference.first_day.isoformat(),
                "end": conference.last_day.isoformat(),
                "daysCount": len(days),
                "timeslot_duration": "00:05",
                **({"time_zone_name": conference.zone} if TIME_ZONE_NAME.match(conference.zone) else {}),
                "url": f"{site_url}{conference.get_absolute_url()}",
                "tracks": [{"name": name, "slug": track_slug(name)} for name in sorted(used)],
                "days": days,
            },
        },
    }


def titles_of_made(conference, tracks):
    """What an import calls the sessions that it makes; one that was moved since still has its old room's name."""
    rooms = [None, *conference.rooms.values_list("name", flat=True)]
    return {title_of_made(track, room) for track in [None, *(each.name for each in tracks.values())] for room in rooms}


def entries_of(sessions, made):
    """What the schedule holds of these sessions: timed entries, or a timed session without such."""
    for session in sessions:
        session.is_made = session.title in made
        yield from [entry for entry in session.timeline if entry.start] or ([session] if session.start else [])


def place(row, conference, tracks, site_url, person):
    row.conference = conference  # known, so that nobody looks it up for each address
    start, where = row.start, row.place
    day = conference.day_of(start, conference.tz)
    room = (0, where.order, where.name) if where else (1, 0, "")
    made = event(row, where, conference, tracks, site_url, person)
    bounds = [moment(each, conference.tz) for each in conference.day_span(day, conference.tz)]
    return Placed(is_entry(row), day, bounds, (day, *room, made["room"], start, row.number, row.pk), made)


def event(row, where, conference, tracks, site_url, person):
    """One event, in the room `where`. Ids are those the row was born with."""
    entry = is_entry(row)
    session = row.session if entry else row
    session.conference = conference
    start, end = row.start, row.end
    date = moment(start, conference.tz)
    title, whole = tex.to_text(row.title), tex.to_text(session.title)
    track = tracks.get((entry and row.track_id) or session.track_id)
    return {
        "guid": str(row.guid),
        "id": row.number,
        "date": date,
        "start": date[11:16],
        **({"end": moment(end, conference.tz)} if end else {}),
        "duration": duration(start, end),
        "room": (where and one_line(where.name)) or whole or "Somewhere",
        "slug": f"{acronym(conference)}-{'talk' if entry else 'session'}-{slug_part(row.slug)}",
        "url": site_url + row.get_absolute_url(),
        "title": f"Cancelled: {title}" if row.is_cancelled else title,
        "subtitle": subtitle(row, session) if entry else "",
        "track": one_line(track.name) if track else None,
        "type": one_line(row.kind.name) if entry else "Session",
        "language": one_line((entry and row.language) or conference.language),
        "abstract": tex.to_text(row.abstract),
        "persons": list(map(person, people_of(row))),
        "links": list(links_of(row, session)),
    }


def subtitle(talk, session):
    """Its own, or else the session's title; but a session that an import made of track and room leaves no trace."""
    if talk.subtitle:
        return tex.to_text(talk.subtitle)
    whole = "" if session.is_made else tex.to_text(session.title)
    return "" if whole == tex.to_text(talk.title) else whole


def duration(start, end):
    minutes = max(0, (end - start) // timedelta(minutes=1)) if end else 0
    return f"{minutes // 60:02}:{minutes % 60:02}"


def person_of(person, conference, site_url):
    return {
        "guid": str(person.guid),
        "id": person.number,
        "name": one_line(person.name),
        "url": site_url + address_of("programme:person", conference.slug, person.slug),
    }


def links_of(row, session):
    """A talk's links, and its session's: who attends one joins the other."""
    for label, address in dict.fromkeys([*row.links, *session.links]):
        if url := uri(address):
            yield {"type": LINK_TYPES.get(label, "web"), "url": url, "title": label}


def acronym(conference):
    """One word for the conference: `iclr2021`, of its slug, and of its series where that is only a number."""
    return one_word(conference.slug, conference.series)


@lru_cache(100)
def one_word(slug, series):
    slug = NOT_IN_SLUGS.sub("_", slug.lower())
    if not re.search("[a-z]", slug):
        slug = slug_of(series).replace("-", "_") + slug
    return slug if len(slug) >= 4 else f"conference_{slug}"


def slug_part(slug):
    """A slug as the schemas want it: small letters, a letter or digit at the end."""
    return re.sub("[^a-z0-9_-]+", "-", slug.lower()).rstrip("-_") or "0"


def track_slug(name):
    slug = slug_of(name).lstrip("-0123456789")
    return slug if len(slug) > 1 else f"track-{slug}".rstrip("-")


def make_distinct(events):
    """Where a session has the id of a talk, which foreign numbers can bring about, the one that comes later yields."""
    seen = set()
    for each in events:
        if not each["id"] or ("id", each["id"]) in seen:
            each["id"] = uuid.UUID(each["guid"]).int % 2**31 or 1
        if ("guid", each["guid"]) in seen:
            each["guid"] = str(uuid.uuid5(uuid.UUID(each["guid"]), each["slug"]))
        if ("slug", each["slug"]) in seen:
            each["slug"] += f"-{each['id']}"
        seen.update((("id", each["id"]), ("guid", each["guid"]), ("slug", each["slug"])))


def days_of(conference, placed):
    """The conference's days and those on which something else happens, each with its rooms in order."""
    tz, first = conference.tz, conference.first_day
    many = min((conference.last_day - first).days + 1, MOST_DAYS_LISTED)
    bounds = {day: [moment(each, tz) for each in conference.day_span(day, tz)] for day in following(first, many)}
    bounds |= {each.day: each.bounds for each in placed}
    of_day = {day: [] for day in bounds}
    for each in sorted(placed, key=lambda each: each.order):
        of_day[each.day].append(each.event)
    return [
        {
            "index": index,
            "date": day.isoformat(),
            "day_start": bounds[day][0],
            "day_end": bounds[day][1],
            "rooms": in_rooms(of_day[day]),
        }
        for index, day in enumerate(sorted(bounds), 1)
    ]


def following(first, many):
    return [first + timedelta(days=n) for n in range(many)]


def in_rooms(events):
    rooms = {}
    for name, group in groupby(events, key=lambda event: event["room"]):
        rooms.setdefault(name, []).extend(group)
    return rooms
