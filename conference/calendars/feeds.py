"""Sessions and talks as iCalendar (RFC 5545, RFC 7986)."""

import logging
from datetime import timedelta

from icalendar import Calendar, vDuration, vText

from conference import tex

from .lines import line, text, utc

log = logging.getLogger(__name__)

REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"


class Unwritable(Exception):
    """There is something to tell, but nothing of it could be written."""


def calendar(name, entries, conference, site_url, page_url, remind=None):
    """A calendar's bytes: an event for each entry that has a time, with an alarm so many minutes before it.

    An entry is a Session or a Talk; a talk's `session` is known, its `authorships` are prefetched. One that cannot
    be written is left out and logged, so that it takes nobody else down; Unwritable where that would leave none.
    """
    feed = Calendar()  # not Calendar.new(): that adds a random UID, another one at each poll
    feed.add("prodid", "-//Plenary//Programme//EN")
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    # The library takes these two as they are; as TEXT, commas in them are escaped.
    name = vText(" ".join(name.split()))
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    feed.add("x-wr-timezone", conference.zone)
    feed.add("url", page_url)
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH))
    events = []
    for entry in entries:
        if entry.start is None:
            continue
        entry.conference = conference  # known, so that nobody looks it up for each address
        try:
            events.append(b"".join(event(entry, conference, site_url, remind)))
        except Exception:
            log.exception("%s %s is left out of the calendar", type(entry).__name__, entry.pk)
    if not events and any(entry.start for entry in entries):
        raise Unwritable(name)
    return b"".join([feed.to_ical().removesuffix(END), *events, END])


def event(entry, conference, site_url, remind=None):
    """The lines of one VEVENT. All its moments come from the data, so that the same data gives the same bytes."""
    url, title = site_url + entry.get_absolute_url(), text(summary(entry))
    yield line("BEGIN", "VEVENT")
    yield line("SUMMARY", title)
    yield line("DTSTART", utc(entry.start))
    if entry.end:
        yield line("DTEND", utc(entry.end))
    yield line("DTSTAMP", utc(entry.modified))
    yield line("UID", f"{entry.guid}@plenary")
    yield line("SEQUENCE", entry.sequence)
    if hasattr(entry, "kind"):
        yield line("CATEGORIES", text(entry.kind.name))
    yield line("DESCRIPTION", text(description(entry, conference, url)))
    yield line("LAST-MODIFIED", utc(entry.modified))
    if entry.place:
        yield line("LOCATION", text(entry.place.name))
    yield line("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    yield line("URL", url)
    if remind is not None and not entry.is_cancelled:
        yield from reminder(remind, title)
    yield line("END", "VEVENT")


def reminder(minutes, words):
    yield line("BEGIN", "VALARM")
    yield line("ACTION", "DISPLAY")
    yield line("DESCRIPTION", words)
    yield line("TRIGGER", f"-PT{minutes}M")
    yield line("END", "VALARM")


def summary(entry):
    title = tex.to_text(entry.title)
    if hasattr(entry, "kind") and not entry.kind.is_talk:
        title = f"{title} · {tex.to_text(entry.session.title)}"
    return f"Cancelled: {title}" if entry.is_cancelled else title


def description(entry, conference, url):
    """Subtitle, people, abstract, where it belongs, and its page: plain text in paragraphs."""
    is_talk = hasattr(entry, "kind")
    people = entry.authors_in_order if is_talk else entry.moderators_in_order
    names = " · ".join(person.name for person in people)
    if names and not is_talk:
        names = f"Moderator{'s' if len(people) > 1 else ''}: {names}"
    subtitle = tex.to_text(entry.subtitle) if is_talk else ""
    belongs = f"{tex.to_text(entry.session.title)}, {conference.name}" if is_talk else conference.name
    return "\n\n".join(filter(None, [subtitle, names, tex.to_text(entry.abstract), belongs, url]))


def entries_of(sessions):
    """What a calendar of sessions holds: the timeline's entries, or the session itself where none has a time."""
    for session in sessions:
        yield from [entry for entry in session.timeline if entry.start] or [session]
