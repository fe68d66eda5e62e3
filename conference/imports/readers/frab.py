"""What frab's XML and JSON have in common: days, rooms and events as plain values, made into talks."""

from datetime import datetime, timedelta
from urllib.parse import urljoin

from .. import cells
from ..cells import check_doubles
from ..clock import read_date, read_duration, read_iso, read_times
from ..limits import check_rows
from ..moments import Moments, day_begins, later
from ..notes import once
from ..rows import UNSAID, PersonRow, Programme, TalkRow

CANCELLED = "Cancelled: "  # how our own export says it, the format knows no status
MOST_PERSONS = 500
OWN_LINKS = {word.capitalize(): word for word in ("paper", "slides", "video", "poster", "code")}
ABOUT = ("title", "time_zone_name", "base_url")


class Schedule:
    """The programme while its events come in."""

    def __init__(self, notes):
        self.notes, self.talks, self.rooms, self.tracks = notes, [], {}, {}
        self.days, self.ends, self.about = {}, [], {}
        self.moments = Moments(notes)

    def conference(self, values):
        """Title, zone and address; `values` are texts."""
        self.about = {name: self.notes.line(values.get(name), "the conference") for name in ABOUT}
        self.moments = Moments(self.notes, self.about["time_zone_name"])

    def track(self, name):
        if name:
            self.tracks.setdefault(self.notes.line(name, "the tracks"))

    def day(self, date_text, start, end, where):
        """The conference day, or None; and when it starts and ends, if the file says so."""
        raw = read_date(str(date_text or "")[:10])
        day = raw and raw.year and self.moments.day(raw, str(date_text), where)
        if not day:
            self.notes.error("This day has no date. Write it as 2021-05-05.", where, "day")
            return None, None
        self.days.setdefault(day)
        start, end = (self.local(read_iso(str(each or ""))) for each in (start, end))
        if end and end.date() > day:
            last_minute = end.minute == 59  # some end a day at 3:59, and the next begins at 4:00
            self.ends.append((end + timedelta(minutes=last_minute)).time())
        return day, start

    def local(self, moment):
        zone = self.moments.zone
        try:
            return moment.astimezone(zone) if moment and moment.tzinfo and zone else moment
        except OverflowError:
            return None

    def event(self, values, room, day, day_start, where):
        """`values`: texts by frab's names; `persons` and `links` are lists of such."""
        check_rows(len(self.talks) + 1, where)
        notes = self.notes
        title = notes.line(values.get("title"), where)
        if not title:
            notes.error("This entry has no title. Write one.", where, "no title")
            return
        cancelled = title.startswith(CANCELLED)
        room = notes.line(values.get("room") or room, where)
        self.rooms.setdefault(room)
        if track := notes.line(values.get("track"), where):
            self.tracks.setdefault(track)
        start = self.start(values, day, day_start, where)
        number = cells.number_of(notes.line(values.get("id"), where))
        self.talks.append(
            TalkRow(
                where=where,
                title=title.removeprefix(CANCELLED),
                guid=self.guid(values, where),
                foreign_id=notes.line(values.get("id"), where) or UNSAID,
                number=number,
                day=day,
                start=start,
                end=self.end(values, start, where),
                room=room,
                track=track if "track" in values else UNSAID,
                kind=notes.line(values["type"], where) if "type" in values else UNSAID,
                subtitle=notes.line(values["subtitle"], where) if "subtitle" in values else UNSAID,
                abstract=self.abstract(values, where),
                language=self.language(values, where),
                authors=self.people(values, where),
                page=self.page(values, where),
                cancelled=True if cancelled else UNSAID,
                **self.links(values, where),
            )
        )

    def guid(self, values, where):
        text = self.notes.line(values.get("guid"), where)
        guid = cells.guid_of(text) if text else UNSAID
        if text and guid is UNSAID:
            self.notes.warn(f"{text[:60]} is not a UUID, so it was left out.", where, "guid")
        return guid

    def start(self, values, day, day_start, where):
        text = str(values.get("date") or "").strip()
        if moment := read_iso(text):
            if moment.tzinfo:
                return self.local(moment)
            zone = self.moments.ask_zone(text)
            return self.moments.in_zone(moment, zone, where) if zone else moment
        clock = str(values.get("start") or "").strip()
        times = read_times(clock)
        if times and day:
            night = day_start and day_start.date() == day and times.start < since_midnight(day_start)
            return self.moments.at(day + timedelta(days=bool(night)), times.start, times.zone, clock, where)
        if text or clock:
            sentence = f"“{(text or clock)[:40]}” is not a moment. Write it as 2021-05-05T09:00:00+02:00."
            self.notes.error(sentence, where, "not understood")
        return None

    def end(self, values, start, where):
        text = str(values.get("duration") or "").strip()
        span = read_duration(text) if text else None
        if text and span is None:
            self.notes.error(f"“{text[:40]}” is not a duration. Write it as 1:30.", where, "duration")
        return later(start, span) if start and span else UNSAID  # no length is one that nobody knows

    def abstract(self, values, where):
        if not {"abstract", "description"} & set(values):
            return UNSAID
        parts = [self.notes.text(values.get(name), where) for name in ("abstract", "description")]
        return "\n\n".join(dict.fromkeys(part for part in parts if part))

    def language(self, values, where):
        if "language" not in values:
            return UNSAID
        return cells.language(self.notes.line(values["language"], where), self.notes, where)

    def people(self, values, where):
        if "persons" not in values:
            return UNSAID
        people = []
        for each in values["persons"][:MOST_PERSONS]:
            if name := self.notes.line(each.get("name"), where):
                key, guid = (self.notes.line(each.get(word), where) for word in ("id", "guid"))
                number = cells.number_of(key)
                guid = cells.guid_of(guid)
                people.append(PersonRow(name=name, guid=guid, foreign_id=key or UNSAID, number=number, where=where))
        return once(self.notes, people, where)

    def links(self, values, where):
        """{column: address} of those that our talks have a column for, and `links`: the further ones, files too."""
        told = [each for many in ("links", "attachments") for each in values.get(many, ())[:MOST_PERSONS]]
        if not {"links", "attachments"} & set(values):
            return {}
        pairs = [(each.get("title"), self.absolute(each.get("url"), values)) for each in told]
        own, further = {}, []
        for link in cells.links(pairs, self.notes, where):
            column = OWN_LINKS.get(link.title)
            if column and column not in own:
                own[column] = link.url
            else:
                further.append(link)
        return {**own, "links": tuple(further)}

    def absolute(self, address, values):
        """A file's address may be a path of the site that the schedule is from."""
        address = str(address or "").strip()
        base = self.about.get("base_url") or str(values.get("url") or "").strip()
        return urljoin(base, address) if address.startswith("/") and cells.is_web(base) else address

    def page(self, values, where):
        text = self.notes.line(values.get("url"), where)
        return text if cells.is_web(text) else UNSAID

    def programme(self):
        self.notes.nothing(len(self.talks), "event")
        check_doubles(self.notes, self.talks, "entry")
        days = sorted(self.days)
        return Programme(
            name=self.about.get("title") or UNSAID,
            zone=self.moments.zone.key if self.about.get("time_zone_name") and self.moments.zone else UNSAID,
            first_day=days[0] if days else UNSAID,
            last_day=days[-1] if days else UNSAID,
            day_begins=day_begins(self.talks, self.ends, self.notes),
            rooms=tuple(filter(None, self.rooms)),
            tracks=tuple(filter(None, self.tracks)),
            talks=tuple(self.talks),
            flat=True,
            plain=True,
        )


def since_midnight(moment):
    return datetime.combine(datetime.min, moment.time()) - datetime.min
