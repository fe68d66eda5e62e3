"""frab's JSON, as c3voc and pretalx write it."""

import json
import re

from .. import limits
from ..limits import Refused
from ..texts import decoded
from .frab import ABOUT, Schedule

_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]|NaN|Infinity|[0-9]{40,}+', re.S)
CURE = "Export the file anew."
SHAPE = "This JSON is not a frab schedule. Export schedule.json, which begins with “schedule”."
TEXTS = {
    *("title", "subtitle", "date", "start", "duration", "room", "track", "type", "language", "abstract"),
    *("description", "url", "id", "guid"),
}


def read_frab_json(data, notes):
    schedule = Schedule(notes)
    top = value_of(decoded(data, notes))
    top = top.get("schedule", top) if isinstance(top, dict) else None
    conference = top.get("conference") if isinstance(top, dict) else None
    days = conference.get("days") if isinstance(conference, dict) else None
    if not isinstance(days, list):
        raise Refused(SHAPE)
    about = {"base_url": top.get("base_url"), **conference}
    schedule.conference({name: text_of(about.get(name)) for name in ABOUT})
    for track in listed(conference.get("tracks")):
        schedule.track(text_of(track.get("name")))
    for number, day in enumerate(days, 1):
        read_day(schedule, day, f"day {number}")
    return schedule.programme()


def value_of(text):
    check_structure(text)
    try:
        return json.loads(text, strict=False, object_pairs_hook=distinct)
    except json.JSONDecodeError as error:
        raise Refused(f"The JSON is broken here ({error.msg}). {CURE}", f"line {error.lineno}") from None
    except (ValueError, RecursionError):
        raise Refused(f"A number in the JSON is longer than any programme needs. {CURE}") from None


def check_structure(text):
    """Depth and number of values, before any of them is made."""
    depth = values = 0
    for found in _STRUCTURE.finditer(text):
        mark = text[found.start()]
        if mark == '"':
            if found.end() - found.start() > 6 * limits.CELL:
                raise Refused(f"A text is longer than {limits.CELL:,} characters. Shorten it.", line_of(text, found))
            continue
        if mark in "NI":
            raise Refused(f"{found[0]} is not a number in JSON. Write null. {CURE}", line_of(text, found))
        if mark.isdecimal():
            raise Refused(f"A number here has {len(found[0]):,} digits. {CURE}", line_of(text, found))
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        values += mark in "[{,"
        if depth > limits.DEPTH:
            raise Refused(f"Values stand more than {limits.DEPTH} deep in each other. {CURE}", line_of(text, found))
        if values > limits.NODES:
            raise Refused("There are more values than in any programme. Split the file.", line_of(text, found))


def line_of(text, found):
    return f"line {text.count(chr(10), 0, found.start()) + 1}"


def distinct(pairs):
    """The object, in which no name may stand twice."""
    made = dict(pairs)
    if len(made) < len(pairs):
        seen = set()
        name = next(name for name, _ in pairs if name in seen or seen.add(name))
        about = made.get("title") or made.get("id") or ""
        where = f"entry {str(about)[:60]}" if isinstance(about, str | int) and about else ""
        raise Refused(f"The name “{name[:40]}” stands twice in one object. Delete one of them.", where)
    return made


def read_day(schedule, day, where):
    if not isinstance(day, dict):
        schedule.notes.error("This day is not an object. " + CURE, where)
        return
    date, start = schedule.day(*(text_of(day.get(word)) for word in ("date", "day_start", "day_end")), where)
    rooms = day.get("rooms")
    if not isinstance(rooms, dict):
        schedule.notes.error("This day has no rooms. " + CURE, where)
        return
    for room, events in rooms.items():
        for number, event in enumerate(events if isinstance(events, list) else [None], 1):
            at = f"{where}, {room[:60]}, entry {number}"
            if isinstance(event, dict):
                schedule.event(values_of(event), room, date, start, at)
            else:
                schedule.notes.error("This entry is not an object. " + CURE, at, "no object")


def values_of(event):
    values = {name: text_of(event[name]) for name in TEXTS if name in event}
    if "persons" in event:
        values["persons"] = [
            {"id": text_of(each.get("id")), "guid": text_of(each.get("guid")), "name": name_of(each)}
            for each in listed(event["persons"])
        ]
    for many in {"links", "attachments"} & set(event):
        values[many] = [
            {"title": text_of(each.get("title")), "url": text_of(each.get("url"))} for each in listed(event[many])
        ]
    return values


def name_of(person):
    names = (text_of(person.get(word)) for word in ("public_name", "name", "full_public_name"))
    return next(filter(None, names), "")


def text_of(value):
    """The value as text; of texts in several languages the English, or else the first."""
    if isinstance(value, dict):
        texts = [each for each in (value.get("en"), *value.values()) if isinstance(each, str) and each]
        return texts[0] if texts else ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def listed(value):
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
