"""Rows of a table to sessions and talks."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from ..cells import check_doubles
from ..clock import read_date, read_moment
from ..headers import corrected, guess_mapping, is_ours
from ..limits import Refused, check_rows, many
from ..moments import day_begins
from ..rows import UNSAID, Column, Programme, SessionRow, TalkRow
from .cellular import Cells
from .grid import header_at
from .slots import Slots

NIGHT = timedelta(hours=12)
SAMPLES = 20
SHOWN = 3
SESSION_TEXTS = {"session_room": "room", "session_track": "track"}
TALK_LINES = ("kind", "room", "track")
OF_TALKS = ("start", "authors", "abstract")
LINKS = ("paper", "slides", "video", "poster", "code")
NO_TITLE = "No column was found to hold the titles. Say which of the columns is the title."


def read_table(grid, notes, mapping=None):
    """(Programme, columns)."""
    if not grid.lines:
        raise Refused("The table is empty. Fill it, or choose another file.")
    at = header_at(grid.lines)
    lines = grid.lines[at + 1 :]
    check_rows(len(lines), grid.lines[-1].where)
    columns = columns_of(grid.lines[at].cells, lines, mapping)
    ours = {column.ours: column for column in columns if column.ours}
    if "title" not in ours and "session" not in ours:
        notes.error(NO_TITLE, grid.lines[at].where)
        return Programme(), columns
    tell_unread(columns, mapping or {}, notes, grid.lines[at].where)
    if not lines:
        notes.error(
            "Below the headers there are no rows. Fill the table, or choose another file.", grid.lines[at].where
        )
    is_own = is_ours([column.header for column in columns])
    return Table(notes, ours, is_own).read(lines), columns


def tell_unread(columns, mapping, notes, where):
    """Which columns nobody has said anything about are left out, since something may be lost with them."""
    said = {str(key) for key in mapping}
    unread = [
        each.header[:40] or f"column {each.index + 1}"
        for each in columns
        if not each.ours and not {str(each.index), each.header} & said
    ]
    if "title" not in {each.ours for each in columns}:
        notes.warn("No column holds the titles of talks, so only sessions are read. Say which it is.", where)
    if unread:
        sentence = f"{many(len(unread), 'column is', 'columns are')} left out: {', '.join(unread[:20])}."
        notes.warn(f"{sentence} Say what each is, if it is ours.", where)


def columns_of(header, lines, mapping):
    width = max([len(header), *(len(line.cells) for line in lines)])
    headers = [*(" ".join(cell.split()) for cell in header), *([""] * (width - len(header)))]
    samples = [[] for _ in headers]
    for line in lines:
        for index, cell in enumerate(line.cells):
            if len(samples[index]) < SAMPLES and cell.strip():
                samples[index].append(cell.strip())
    found = corrected(guess_mapping(headers, samples), mapping, headers)
    return tuple(
        Column(index, header[:200], tuple(sample[:80] for sample in samples[index][:SHOWN]), found.get(index, ""))
        for index, header in enumerate(headers)
        if header or samples[index]
    )


class Table:
    """One table while it is read."""

    def __init__(self, notes, ours, is_own):
        self.notes, self.ours = notes, ours
        self.sessions, self.talks, self.above = {}, [], ""
        self.titled = defaultdict(dict)  # {key: about when}, by title
        self.slots = Slots(notes)
        self.cells = Cells(notes, ours, is_own)

    def read(self, lines):
        raws = []
        for line in lines:
            for name in ("day", "start", "end", "session_start", "session_end"):
                if text := self.cells.raw(line, name):
                    raws.append(read_date(text) or (read_moment(text) or [None])[0])
        self.slots.moments.learn_order(raws)
        for line in lines:
            if not self.slots.is_heading(line):
                self.row(line)
        check_doubles(self.notes, self.talks, "entry")
        check_doubles(self.notes, self.sessions.values(), "session")
        return Programme(
            rooms=in_order(row.room for row in (*self.sessions.values(), *self.talks)),
            tracks=in_order(row.track for row in (*self.sessions.values(), *self.talks)),
            sessions=tuple(self.sessions.values()),
            talks=tuple(self.talks),
            day_begins=day_begins(self.talks, [], self.notes) if "day" in self.ours else UNSAID,
            flat="session" not in self.ours,
        )

    def row(self, line):
        cells = self.cells
        title = cells.line(line, "title")
        kind = cells.line(line, "kind")
        session = self.session_of(line, title)
        if title:
            self.talks.append(self.talk(line, title, session))
        elif kind or (session is UNSAID and any(cells.raw(line, name) for name in self.ours)):
            self.notes.error(
                "This row has no title. Write one, or delete the row.", cells.where(line, "title"), "no title"
            )
        elif "title" in self.ours and (lost := [name for name in OF_TALKS if cells.raw(line, name)]):
            sentence = f"This row has no title, so its session was read, but not its {' and '.join(lost)}."
            self.notes.warn(f"{sentence} Write a title, if it is an entry.", line.where, "session only")

    def session_of(self, line, title):
        """The key of the row's session, which is read with it; UNSAID where it has none."""
        if "session" not in self.ours:
            return UNSAID
        name = self.cells.line(line, "session")
        ids = [self.cells.line(line, name) for name in ("session_guid", "session_id", "session_foreign_id")]
        about = self.slots.about(line, self.cells)
        key = next(filter(None, ids), "") or self.key_by(name, about)
        if not key:
            return self.from_above(line) if title else UNSAID
        self.above = key
        self.titled[name.casefold()][key] = about or self.titled[name.casefold()].get(key)
        read = self.session(line, key, name)
        self.sessions[key] = self.same(self.sessions[key], read) if key in self.sessions else read
        return key

    def key_by(self, name, about):
        """Of a row without its session's id: that of the one above with this title, if it is only one and not far."""
        known = self.titled[name.casefold()] if name else {}
        near = [key for key, when in known.items() if is_near(when, about)]
        if len(near) == 1:
            return near[0]
        if near or not known:
            return name.casefold()
        choices = [("each", "a session on each day"), ("one", f"one session {name[:60]} over all those days")]
        sentence = f"Sessions such as {name[:60]} are on several days. What is meant?"
        each = self.notes.ask("several_days", sentence, choices, "each") == "each"
        return f"{name.casefold()}|{about.date()}" if each else next(iter(known))

    def from_above(self, line):
        """A cell left empty below a filled one: merged cells, or an entry on its own?"""
        if not self.above:
            return UNSAID
        title = self.sessions[self.above].title
        choices = [("above", f"it belongs to the session of the row above, as here {title}"), ("none", "it has none")]
        sentence = f"Some rows name no session, first {line.where}. What is meant?"
        return self.above if self.notes.ask("empty_session", sentence, choices, "above") == "above" else UNSAID

    def session(self, line, key, title):
        cells = self.cells
        said = {ours: cells.line(line, name) for name, ours in SESSION_TEXTS.items() if name in self.ours}
        start, end = self.slots.pair(line, cells, "session_start", "session_end")
        if not title:
            self.notes.error("This session has no title. Write one.", cells.where(line, "session"), "no title")
        return SessionRow(
            where=line.where,
            key=key,
            title=title,
            guid=cells.guid(line, "session_guid"),
            number=cells.number(line, "session_id"),
            foreign_id=cells.known(line, "session_foreign_id"),
            start=start,
            end=end,
            abstract=cells.known_text(line, "session_abstract"),
            moderators=cells.people(line, "moderators", "moderator_ids"),
            join=cells.web(line, "join"),
            recording=cells.web(line, "recording"),
            cancelled=cells.yes(line, "session_cancelled"),
            **said,
        )

    def same(self, first, again):
        """What the first of a session's rows leaves empty, a later one may say; but not something else."""
        gained = {}
        for name, value in again.said().items():
            before = getattr(first, name)
            if value and not before:
                gained[name] = value
            elif value and likeness(name, value) != likeness(name, before):
                self.differs(first, again, name)
        return replace(first, **gained) if gained else first

    def differs(self, first, again, name):
        sentence = f"The {name} of session {first.title[:60]} is another than in {first.where}, which counts."
        self.notes.warn(sentence, again.where, f"session {name}")

    def talk(self, line, title, session):
        cells = self.cells
        said = {name: cells.known(line, name) for name in TALK_LINES}
        day, start, end = self.slots.of_talk(line, cells, self.sessions.get(session))
        return TalkRow(
            where=line.where,
            title=title,
            session=session,
            guid=cells.guid(line, "guid"),
            number=cells.number(line, "id"),
            foreign_id=cells.known(line, "foreign_id"),
            day=day,
            start=start,
            end=end,
            position=cells.position(line),
            abstract=cells.known_text(line, "abstract"),
            subtitle=cells.known(line, "subtitle"),
            language=cells.language(line),
            authors=cells.people(line, "authors", "author_ids"),
            cancelled=cells.yes(line, "cancelled"),
            links=cells.links(line),
            **said,
            **{name: cells.web(line, name) for name in LINKS},
        )


def is_near(one, other):
    """Whether it can be one session, which may go on after midnight."""
    return one is None or other is None or one.date() == other.date() or abs(one - other) < NIGHT


def likeness(name, value):
    """What of a value counts when two rows of a session are compared."""
    if name == "moderators":
        return [person.key for person in value]
    return value.casefold() if name == "title" else value


def in_order(names):
    return tuple(dict.fromkeys(name for name in names if name))
