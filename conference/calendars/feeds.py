"""Sessions and talks as iCalendar (RFC 5545, RFC 7986)."""

import logging
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event, vDuration, vText

from conference import tex

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
    # The library takes these two as they are; as TEXT, commas and line ends in them are escaped.
    feed.add("name", vText(name))
    feed.add("x-wr-calname", vText(name))
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
            events.append(event(entry, conference, site_url, remind).to_ical())
        except Exception:
            log.exception("%s %s is left out of the calendar", type(entry).__name__, entry.pk)
    if not events and any(entry.start for entry in entries):
        raise Unwritable(name)
    # Put in as they are: written by the library, a calendar's events would be written a second time.
    return feed.to_ical().replace(END, b"".join([*events, END]))


def event(entry, conference, site_url, remind=None):
    """One VEVENT. All its moments come from the data, so that the same data gives the same bytes."""
    made = Event()
    made.add("uid", f"{entry.guid}@plenary")
    made.add("dtstamp", entry.modified)
    made.add("last-modified", entry.modified)
    made.add("sequence", entry.sequence)
    made.add("dtstart", utc(entry.start))
    if entry.end:
        made.add("dtend", utc(entry.end))
    made.add("summary", summary(entry))
    made.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    url = site_url + entry.get_absolute_url()
    made.add("url", url)
    made.add("description", description(entry, conference, url))
    if entry.place:
        made.add("location", entry.place.name)
    if hasattr(entry, "kind"):
        made.add("categories", [entry.kind.name])
    if remind is not None and not entry.is_cancelled:
        made.add_component(reminder(remind, made["summary"]))
    return made


def reminder(minutes, words):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def utc(moment):
    """UTC is read alike by every calendar, without a VTIMEZONE."""
    return moment.astimezone(UTC)


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
