"""From what was written to dates and moments of a conference; what is left open is asked once."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conference.timezones import zones

from .clock import MONTHS, WEEKDAYS
from .rows import UNSAID

ORDERS = (("dmy", "the day first: {0} is {1}"), ("mdy", "the month first: {0} is {2}"))
CURE = "Write dates as 2021-05-05 and times as 9:00."


class Moments:
    """The dates and times of one file."""

    def __init__(self, notes, zone=None):
        """`zone`: what the file says of it, if it does."""
        self.notes, self.zone, self.order = notes, None, ""
        if zone:
            self.zone = named(zone)
            if not self.zone:
                notes.warn(f"{zone[:60]} is not a time zone that we know.", "the time zone")

    def learn_order(self, raws):
        """Whether the day or the month stands first, if any date of the column tells."""
        numbers = [raw for raw in raws if raw and raw.order]
        orders = {"dmy" for raw in numbers if raw.day > 12} | {"mdy" for raw in numbers if raw.month > 12}
        for raw in numbers:
            if raw.weekday and raw.year:
                orders |= {order for order in ("dmy", "mdy") if self.weekday_fits(raw, order)}
        self.order = orders.pop() if len(orders) == 1 else ""

    @staticmethod
    def weekday_fits(raw, order):
        day, other = a_date(*turned(raw, order)), a_date(*turned(raw, "mdy" if order == "dmy" else "dmy"))
        fits = [each is not None and WEEKDAYS[each.weekday()] == raw.weekday for each in (day, other)]
        return fits == [True, False]

    def day(self, raw, text, where):
        """The date, or None; says what is wrong, and asks what is open."""
        order = "dmy"
        if raw.order:
            order = self.order or ("dmy" if raw.day > 12 else "mdy" if raw.month > 12 else self.ask_order(raw, text))
            if not order:
                return None
        year, month, day = turned(raw, order)
        if year is None:
            year = self.ask_year(text)
            if not year:
                return None
        found = a_date(year, month, day)
        if not found:
            self.notes.error(f"There is no such day: {text[:40]}. {CURE}", where, "day")
        elif raw.weekday and WEEKDAYS[found.weekday()] != raw.weekday:
            self.notes.warn(f"{text[:40]} is a {found:%A}; it was read as {found}.", where, "weekday")
        return found

    def ask_order(self, raw, text):
        ways = [a_date(*turned(raw, order)) or a_date(2000, *turned(raw, order)[1:]) for order in ("dmy", "mdy")]
        said = [f"{way.day} {MONTHS[way.month - 1].capitalize()}" if way else "no day" for way in ways]
        choices = [(order, words.format(text[:20], *said)) for order, words in ORDERS]
        return self.notes.ask("date_order", f"Dates such as {text[:20]} can be read in two ways. Which?", choices)

    def ask_year(self, text):
        answer = self.notes.ask("year", f"Dates such as {text[:30]} have no year. Which year is it?")
        if answer and (not answer.isdecimal() or not 1970 <= int(answer[:9]) <= 2099):
            self.notes.ask_again("year", f"{answer[:20]} is not a year. Write it with four digits, as 2021.")
            return None
        return int(answer) if answer else None

    def ask_zone(self, example, default=""):
        """The zone of times that do not say theirs: the file's, or the answer; None while it is not known."""
        if self.zone is None:
            sentence = f"Times such as {example[:30]} do not say their time zone. Write it as Europe/Lisbon."
            answer = self.notes.ask("zone", sentence, default=default)
            self.zone = named(answer)
            if answer and not self.zone:
                self.notes.ask_again("zone", f"{answer[:40]} is not a time zone. Write it as Europe/Lisbon.")
        return self.zone

    def at(self, day, since, offset, text, where):
        """The moment so long after a day's midnight, by the clock."""
        try:
            naive = datetime.combine(day, time(0)) + since
            if offset is not None:
                return naive.replace(tzinfo=offset)
        except OverflowError:
            return None
        zone = self.ask_zone(text)
        return naive if zone is None else self.in_zone(naive, zone, where)

    def in_zone(self, naive, zone, where):
        """The moment at which that zone's clock shows this; some moments it skips, and some it shows twice."""
        try:
            aware = naive.replace(tzinfo=zone)
            back = aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return None
        if back != naive:
            clocks = f"On {naive.date()} the clocks of {zone.key} skip {naive:%H:%M}."
            self.notes.error(f"{clocks} Correct the time.", where, "gap")
        elif aware.utcoffset() != aware.replace(fold=1).utcoffset():
            clocks = f"On {naive.date()} the clocks of {zone.key} show {naive:%H:%M} twice"
            self.notes.warn(f"{clocks}; the first was taken.", where, "fold")
        return aware


def day_begins(talks, ends, notes):
    """The hour before which what starts belongs to the day before: `ends` of the file's days, if its talks agree."""
    timed = [talk for talk in talks if talk.start and talk.day]
    late = [talk.start.time() for talk in timed if talk.start.date() > talk.day]
    early = [talk.start.time() for talk in timed if talk.start.date() == talk.day]
    last, first = max(late, default=None), min(early, default=None)
    usual = Counter(ends).most_common(1)
    begins = usual[0][0].replace(second=0, microsecond=0) if usual else time(0)
    if (last is None or last < begins) and (first is None or begins <= first):
        return begins if usual or timed else UNSAID
    if last is None:
        return time(0)
    next_hour = time(min(last.hour + 1, 23))
    if first is None or last < first:
        return min(next_hour, first or next_hour)
    sentence = f"Entries at {first:%H:%M} belong to their own day, and others at {last:%H:%M} to the day before."
    notes.warn(f"{sentence} Look at the days of those after midnight.", "the days")
    return next_hour


def named(name):
    return zones.zone_named(name) if isinstance(name, str) and name else None


def turned(raw, order):
    return (raw.year, raw.day, raw.month) if raw.order and order == "mdy" else (raw.year, raw.month, raw.day)


def a_date(year, month, day):
    try:
        return date(year, month, day) if year and 1900 <= year <= 2200 else None
    except ValueError:
        return None


def end_of(start, end):
    """An end on the clock before the start is after midnight."""
    return end + timedelta(days=1) if start is not None and end is not None and end < start else end


def length(start, end):
    """From one moment to another, in truth and not by the clock; None where one has a zone and the other not."""
    if (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return end.astimezone(UTC) - start.astimezone(UTC) if start.tzinfo else end - start


def later(start, span):
    """So long after a moment, on the clock of its zone."""
    try:
        if isinstance(start.tzinfo, ZoneInfo):
            return (start.astimezone(UTC) + span).astimezone(start.tzinfo)
        return start + span
    except OverflowError:
        return None
