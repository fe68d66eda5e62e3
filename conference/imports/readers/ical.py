"""iCalendar: the lines are unfolded and counted here, each event is then read by icalendar on its own."""

import re
from datetime import date, datetime, timedelta

from icalendar import Event

from .. import limits
from ..limits import Refused, check_rows
from ..moments import Moments, later, length, named
from ..rows import UNSAID, Programme, TalkRow
from .ical_event import alone, first, people_and_text, plain, uid_of
from .table import in_order

LINES = 500_000
DEPTH = 10
HEAD = 1_000  # characters of a property's name and parameters
KEPT = {
    *("SUMMARY", "DTSTART", "DTEND", "DURATION", "UID", "LOCATION", "DESCRIPTION", "URL", "CATEGORIES", "STATUS"),
    *("RECURRENCE-ID", "RRULE"),
}
ABOUT = {"PRODID", "X-WR-CALNAME", "NAME", "X-WR-CALDESC", "X-WR-TIMEZONE"}
CURE = "Export the calendar anew."
CANCELLED = "Cancelled: "
OWN = "-//Plenary//"  # calendars of sites like this one
COMPOSED = "This calendar is made by a site like this one, which tells people and abstracts in a form that cannot be "


def read_ical(text, notes):
    events, about = components(text)
    about = {name: notes.line(plain(value), "the calendar") for name, value in about.items()}
    calendar = Calendar(notes, about)
    for number, lines in events:
        calendar.event(f"line {number}", lines)
    return calendar.programme()


def unfolded(text):
    """(line number, content line) with continued lines joined."""
    if text.count("\n") + text.count("\r") > 2 * LINES:
        raise Refused(f"The calendar has more than {LINES:,} lines. Split it.")
    number, parts, size = 1, [], 0
    for at, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            size += len(line)
        else:
            yield number, "".join(parts)
            number, parts, size = at, [line], len(line)
        if size > limits.CELL:
            raise Refused(f"A line is longer than {limits.CELL:,} characters. Shorten its text.", f"line {number}")
    yield number, "".join(parts)


def components(text):
    """([(line number, {name: content line}) of each event], {name: value} of the calendar)."""
    events, about, stack = [], {}, []
    for number, line in unfolded(text):
        name = re.match(r"[A-Za-z0-9-]{0,40}", line)[0].upper()
        if name == "BEGIN":
            stack.append(line.partition(":")[2].strip().upper())
            if len(stack) > DEPTH:
                raise Refused(f"Components stand more than {DEPTH} deep in each other. {CURE}", f"line {number}")
            if stack[-1] == "VEVENT":
                check_rows(len(events) + 1, f"line {number}")
                events.append((number, {}))
        elif name == "END":
            kind = line.partition(":")[2].strip().upper()
            if not stack or stack.pop() != kind:
                raise Refused(f"END:{kind[:20]} stands here without its BEGIN. {CURE}", f"line {number}")
        elif stack[-1:] == ["VEVENT"] and name in KEPT:
            events[-1][1].setdefault(name, line)
        elif stack == ["VCALENDAR"] and name in ABOUT:
            about.setdefault(name, line.partition(":")[2])
    if stack:
        raise Refused(f"The calendar was cut off: END:{stack[-1][:20]} is missing. {CURE}", f"line {number}")
    return events, about


class Calendar:
    def __init__(self, notes, about):
        self.notes, self.about, self.talks, self.ids = notes, about, [], {}
        self.zone = named(about.get("X-WR-TIMEZONE"))
        self.moments = Moments(notes)
        self.is_own = about.get("PRODID", "").startswith(OWN)
        if self.is_own:
            notes.warn(COMPOSED + "taken apart: they stay as they are. Its programme.csv has them.", "the calendar")

    def event(self, where, lines):
        notes = self.notes
        event = self.parsed(where, lines)
        title = notes.line(first(event, "SUMMARY"), where)
        if not title:
            notes.error("This event has no SUMMARY, so no title. Write one.", where, "no title")
            return
        day, start, end = self.times(event, where)
        if "RRULE" in lines:
            notes.warn("This event repeats; only its first time was read.", where, "repeats")
        people, abstract = people_and_text(notes.text(first(event, "DESCRIPTION"), where), where, notes)
        page, category = notes.line(first(event, "URL"), where), self.category(event, where)
        if self.is_own:
            title, people, abstract = alone(title, page, abstract), UNSAID, UNSAID
        guid, foreign_id = uid_of(
            notes.line(first(event, "UID"), where), notes.line(first(event, "RECURRENCE-ID"), where)
        )
        self.check_double(guid or foreign_id, where)
        self.talks.append(
            TalkRow(
                where=where,
                title=title.removeprefix(CANCELLED),
                guid=guid,
                foreign_id=foreign_id,
                day=day,
                start=start,
                end=end,
                room=notes.line(first(event, "LOCATION"), where),
                track=UNSAID if self.is_own else category,
                kind=category if self.is_own else UNSAID,
                abstract=abstract if "DESCRIPTION" in lines else UNSAID,
                authors=people,
                page=page or UNSAID,
                cancelled=notes.line(first(event, "STATUS"), where).upper() == "CANCELLED"
                or title.startswith(CANCELLED),
            )
        )

    def parsed(self, where, lines):
        """What icalendar makes of the event; a line that it does not understand is left out and told."""
        kept = []
        for name, line in lines.items():
            head = line.partition(":")[0]
            if len(head) > HEAD or head[len(name) : len(name) + 1] not in ("", ";"):
                self.notes.warn(f"The line {name} is not as iCalendar writes it, so it was left out.", where, "line")
            else:
                kept.append(line.replace("\x00", ""))
        event = self.whole(kept)
        if event is None:  # one line spoils it all: find it
            parts = [(line, self.whole([line])) for line in kept]
            event = Event()
            for line, part in parts:
                if part is None:
                    self.unread(re.split("[:;]", line)[0], where)
                else:
                    event.update(part)
                    event.errors.extend(part.errors)
        for name, _ in event.errors:
            self.unread(name, where)
            event.pop(name or "", None)
        return event

    def unread(self, name, where):
        sentence = f"{str(name or 'A line')[:20]} cannot be read. Write moments as 20210505T090000Z."
        self.notes.error(sentence, where, "not understood")

    @staticmethod
    def whole(lines):
        try:
            return Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))
        except (ValueError, LookupError, TypeError, OverflowError, AttributeError, OSError):  # the last: TZID=America
            return None

    def times(self, event, where):
        """(day, start, end): a day alone for what lasts all day."""
        start, end = (self.moment(first(event, name), where) for name in ("DTSTART", "DTEND"))
        if start is None:
            self.notes.warn("This event has no start, so its time is not known.", where, "no start")
            return UNSAID, None, None
        if not isinstance(start, datetime):
            self.notes.warn("This event lasts all day, so its time is not known.", where, "all day")
            return start, None, None
        span = getattr(first(event, "DURATION"), "dt", None)
        if not isinstance(end, datetime):
            end = later(start, span) if isinstance(span, timedelta) and span else None
        if end is not None and ((lasts := length(start, end)) is None or lasts.total_seconds() < 0):
            self.notes.error("It ends before it starts. Correct DTSTART or DTEND.", where, "negative")
            end = None
        return UNSAID, start, end

    def moment(self, value, where):
        moment = getattr(value, "dt", None)
        if not isinstance(moment, datetime):
            return moment if isinstance(moment, date) else None
        if moment.tzinfo is None:
            tzid = str(getattr(value, "params", {}).get("TZID", ""))[:100]
            zone = known_in(tzid) or self.asked(tzid, f"{moment:%Y-%m-%d %H:%M}")
            return self.moments.in_zone(moment, zone, where) if zone else moment
        try:
            key = getattr(moment.tzinfo, "key", None)
            zone = (named(key) if key != "UTC" else None) or self.zone
            return moment.astimezone(zone) if zone else moment
        except OverflowError:
            return None

    def asked(self, tzid, example):
        return self.moments.ask_zone(
            f"{example} {tzid}".strip(), self.about.get("X-WR-TIMEZONE", "") if self.zone else ""
        )

    def category(self, event, where):
        categories = getattr(first(event, "CATEGORIES"), "cats", None)
        return self.notes.line(str(categories[0]), where) if categories else UNSAID

    def check_double(self, key, where):
        if key and (other := self.ids.setdefault(key, where)) != where:
            sentence = f"The UID {key[:60]} stands here and in {other}. Give each event its own."
            self.notes.error(sentence, where, "double uid")

    def programme(self):
        self.notes.nothing(len(self.talks), "event")
        starts = [talk.start for talk in self.talks if talk.start]
        days = sorted({start.date() for start in starts} | {talk.day for talk in self.talks if talk.day})
        zones = {getattr(start.tzinfo, "key", "") for start in starts} - {"", "UTC"}
        return Programme(
            name=next(filter(None, map(self.about.get, ("X-WR-CALNAME", "NAME", "X-WR-CALDESC"))), UNSAID),
            zone=self.zone.key if self.zone else zones.pop() if len(zones) == 1 else UNSAID,
            first_day=days[0] if days else UNSAID,
            last_day=days[-1] if days else UNSAID,
            rooms=in_order(talk.room for talk in self.talks),
            tracks=in_order(talk.track for talk in self.talks),
            talks=tuple(self.talks),
            flat=True,
            plain=True,
        )


def known_in(tzid):
    """The zone at the end of such as /mozilla.org/20050126_1/Europe/Berlin."""
    parts = tzid.strip("/").split("/")
    return next(filter(None, (named("/".join(parts[at:])) for at in range(len(parts)))), None)
