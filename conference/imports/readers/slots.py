"""When the rows of a table are: a moment in one cell, or a date and a time in two, or a stretch, or a length."""

from datetime import datetime, time, timedelta

from ..clock import read_date, read_duration, read_moment
from ..limits import many
from ..moments import CURE, Moments, end_of, later, length
from ..rows import UNSAID

NOT_KNOWN = {"tba", "tbd", "tbc", "-", "–", "—", "?", "n/a", "na", "none", "to be announced"}
LONGEST = timedelta(days=1)


class Slots:
    def __init__(self, notes):
        self.notes, self.moments = notes, Moments(notes)
        self.last_day = self.line = None
        self.read = {}  # cells of that line

    def is_heading(self, line):
        """Whether the row is nothing but a date, which is then that of the rows below."""
        filled = [cell.strip() for cell in line.cells if cell.strip()]
        raw = read_date(filled[0]) if len(filled) == 1 else None
        if raw:
            self.last_day = self.moments.day(raw, filled[0], line.where) or self.last_day
        return bool(raw)

    def of_talk(self, line, cells, session):
        """(day, start, end) of a row; each UNSAID where the table has no column for it."""
        day, times = self.day_of(line, cells)
        start_date, start_times = self.cell(line, cells, "start")
        end_date, end_times = self.cell(line, cells, "end")
        start_times = start_times or times
        date = start_date or day or self.borrowed(session)
        if start_times and date is None and not cells.raw(line, "day").strip():  # else it was told or asked already
            date = self.asked(cells.raw(line, "start"))
            if date is None:
                self.notes.error(f"There is a time but no date. {CURE}", cells.where(line, "start"), "no date")
        start = self.moment(date, start_times, cells, line, "start")
        end = self.end(date, start, start_times, end_date, end_times, cells, line)
        said_start = start if {"start", "day"} & set(cells.ours) else UNSAID
        said_end = end if end or {"end", "duration"} & set(cells.ours) else UNSAID
        if "day" in cells.ours:
            said_day = day
        elif date and (start is None or start_date is None):
            said_day = date
        else:
            said_day = UNSAID
        return said_day, said_start, said_end

    def pair(self, line, cells, first, second):
        """(start, end) of a session, from cells that hold whole moments, or times of the row's date."""
        if not {first, second} & set(cells.ours):
            return UNSAID, UNSAID
        (start_date, start_times), (end_date, end_times) = self.cell(line, cells, first), self.cell(line, cells, second)
        date = start_date or (self.day_of(line, cells)[0] if start_times or end_times else None)
        if (start_times or end_times) and date is None and end_date is None:
            self.notes.error(f"There is a time but no date. {CURE}", cells.where(line, first), "no date")
        start = self.moment(date, start_times, cells, line, first)
        end = self.end(date, start, start_times, end_date, end_times, cells, line, second)
        return start if first in cells.ours else UNSAID, end if end or second in cells.ours else UNSAID

    def about(self, line, cells):
        """Roughly when a row's session is, on the file's own clock; None where no date is known."""
        date, times = self.cell(line, cells, "session_start")
        day, (start_date, start_times) = self.day_of(line, cells)[0], self.cell(line, cells, "start")
        date, times = date or day or start_date, times or start_times
        return date and datetime.combine(date, time(0)) + (times.start if times else timedelta(0))

    def day_of(self, line, cells):
        """The row's date; where it has none, the date above, in that column or as a heading, for whoever has a time."""
        day, times = self.cell(line, cells, "day")
        if day:
            self.last_day = day
        elif not cells.raw(line, "day").strip() and cells.raw(line, "start").strip():
            day = self.last_day
        return day, times

    def cell(self, line, cells, name):
        """(date or None, RawTimes or None) of a cell, which is read and complained of once."""
        if self.line is not line:
            self.line, self.read = line, {}
        if name not in self.read:
            self.read[name] = self.read_cell(line, cells, name)
        return self.read[name]

    def read_cell(self, line, cells, name):
        text = " ".join(cells.raw(line, name)[:200].split())
        if not text or text.casefold() in NOT_KNOWN:
            return None, None
        read = (read_date(text), None) if name == "day" and read_date(text) else read_moment(text)
        if read is None:
            self.notes.error(f"“{text[:40]}” was not understood. {CURE}", cells.where(line, name), "not understood")
            return None, None
        raw, times = read
        if raw is None:
            return None, times
        day = self.moments.day(raw, text, cells.where(line, name))
        return day, times if day else None

    def moment(self, date, times, cells, line, name):
        if not date or not times:
            return None
        text = cells.raw(line, name).strip() or cells.raw(line, "day").strip()
        return self.moments.at(date, times.start, times.zone, text, cells.where(line, name))

    def end(self, date, start, start_times, end_date, end_times, cells, line, name="end"):
        """The end by its own cell, by the start's stretch, or by the duration."""
        where, text = cells.where(line, name), cells.raw(line, name)
        end = None
        if end_times:
            since = end_times.start if end_date else end_of(start_times and start_times.start, end_times.start)
            zone = end_times.zone or (start_times.zone if start_times else None)
            end = (end_date or date) and self.moments.at(end_date or date, since, zone, text, where)
        elif start and start_times.end is not None:
            since = end_of(start_times.start, start_times.end)
            end = self.moments.at(date, since, start_times.zone, text, where)
        elif start and name == "end" and (span := self.duration(line, cells)):
            end = later(start, span)
        return self.sound(start, end, where)

    def sound(self, start, end, where):
        """The end, unless it is before the start."""
        span = length(start, end) if start and end else None
        if span is not None and span < timedelta(0):
            self.notes.error("It ends before it starts. Correct one of the two.", where, "negative")
            return None
        if span is not None and span > LONGEST:
            self.notes.warn(f"It lasts {many(span.days, 'day')} or more. Look at its start and end.", where, "long")
        return end

    def duration(self, line, cells):
        text = cells.raw(line, "duration").strip()
        if not text or text.casefold() in NOT_KNOWN:
            return None
        span = read_duration(text)
        if span is None:
            sentence = f"“{text[:40]}” is not a duration. Write minutes, or 1:30."
            self.notes.error(sentence, cells.where(line, "duration"), "duration")
        return span

    @staticmethod
    def borrowed(session):
        return session.start.date() if session and session.start else None

    def asked(self, text):
        """No date anywhere: all of it is on one day, which somebody must say."""
        answer = self.notes.ask(
            "day", f"Times such as {text.strip()[:30]} have no date. Which day is it? Write 2021-05-05."
        )
        if not answer:
            return None
        raw = read_date(answer)
        if not raw or raw.order or not raw.year:
            self.notes.ask_again("day", f"{answer[:40]} is not a date. Write it as 2021-05-05.")
            return None
        return self.moments.day(raw, answer, "the answer")
