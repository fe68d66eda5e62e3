"""Dates and times as people write them, without deciding what they leave open."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
LONG = {
    "january", "february", "march", "april", "june", "july", "august", "sept", "september", "october", "november",
    "december", *MONTHS,
}  # fmt: skip
_WEEKDAY = re.compile(r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=\S)", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})|\.)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s-]+([a-z]{3,9})\.?(?:[,\s-]+(\d{4}|\d{2}))?", re.I)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:(?:,\s*|\s+)(\d{4}))?", re.I)
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d{1,15}))?")
_FRACTION = re.compile(r"0?[.,](\d{1,15})")
_CLOCK = r"(\d{1,2})(?:\s?[:.h]\s?(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?|(?<=\d{2})(\d{2}))?\s?(a\.?m\.?|p\.?m\.?|h|uhr)?"
_ZONE = r"(?:\s*\(?(Z|[a-z]{2,5}|(?:UTC|GMT)?\s?[+-−]\d{1,2}(?::?\d{2})?)\)?)?"
_TIMES = re.compile(rf"{_CLOCK}(?:\s*(?:-|–|—|−|to|until|till|bis)\s*{_CLOCK})?{_ZONE}".replace("[+-−]", "[+−-]"), re.I)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+−-])(\d{1,2}):?(\d{2})?", re.I)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T| (?=\d\d:\d\d:))(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?([+−-]\d\d(?::?\d\d)?)", re.I
)
_DURATION = re.compile(
    r"(?:(\d{1,2}):(\d{2})(?::\d{2})?|(?:(\d{1,2})\s?h(?:ours?|rs?)?)?\s?(?:(\d{1,4})\s?(?:m|min|mins|minutes?|'))?|(\d{1,4}))",
    re.I,
)
_P = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?")
LONGEST = 60  # characters; anything longer is prose


@dataclass(frozen=True)
class RawDate:
    """`order` says that the day and the month may stand the other way round; without a year it is None."""

    year: int | None
    month: int
    day: int
    order: bool = False
    weekday: str = ""


@dataclass(frozen=True)
class RawTimes:
    """Since the day's midnight, perhaps beyond the next. `word` is a zone's abbreviation, which says little."""

    start: timedelta
    end: timedelta | None = None
    zone: timezone | None = None
    word: str = ""


def read_date(text):
    """A RawDate, or None where the text is not a date."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    weekday = ""
    if found := _WEEKDAY.match(text):
        weekday, text = found[1][:3].lower(), text[found.end() :]
    raw = _read_numbers(text) or _read_words(text)
    return raw and RawDate(*raw, weekday=weekday)


def _read_numbers(text):
    if found := _YEAR_FIRST.fullmatch(text):
        if found[2] or len(text) == 8:
            return int(found[1]), int(found[3]), int(found[4])
        return None
    if found := _SERIAL.fullmatch(text):
        day = serial_date(int(found[1]))
        return day and (day.year, day.month, day.day)
    if found := _NUMBERS.fullmatch(text):
        first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
        # With dots the day stands first, wherever people write dots.
        return full_year(year), second, first, mark != "." and first != second
    return None


def _read_words(text):
    if found := _DAY_MONTH.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_DAY.fullmatch(text):
        month, day, year = found.groups()
    else:
        return None
    if month.lower() not in LONG:
        return None
    return full_year(year), MONTHS.index(month[:3].lower()) + 1, int(day)


def full_year(digits):
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def serial_date(number):
    """A spreadsheet's day number as a date, from 1970 to 2099."""
    return date(1899, 12, 30) + timedelta(days=number) if 25569 <= number < 73050 else None


def read_times(text):
    """RawTimes, or None where the text is not a time."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    found = _FRACTION.fullmatch(text)
    if found and (len(found[1]) != 2 or text[0] != "0"):  # 0.50 is ten to one, 0.5 is a spreadsheet's noon
        return RawTimes(fraction(found[1]))
    if text.lower() in ("noon", "12 noon", "midday"):
        return RawTimes(timedelta(hours=12))
    found = _TIMES.fullmatch(text)
    if not found or (text.isdecimal() and len(text) not in (1, 2, 4)):
        return None
    start, end = clock(*found.groups()[:5]), found[6] and clock(*found.groups()[5:10])
    half, other = found[5], found[10]
    if end and is_half(other) and not is_half(half) and start is not None and int(found[1]) <= 12:
        same = clock(*found.groups()[:4], other)
        start = same if same is not None and same <= end else start
    if start is None or (found[6] and end is None):
        return None
    zone, word = zone_of(found[11] or "")
    return RawTimes(start, end if found[6] else None, zone, word)


def is_half(word):
    return (word or "")[:1].lower() in ("a", "p")


def clock(hours, minutes, seconds, together, half):
    """Since midnight; hours up to 30 are those after midnight of the same conference day."""
    hours, minutes, seconds = int(hours), int(minutes or together or 0), int(seconds or 0)
    if is_half(half):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[0].lower() == "p" else 0)
    if hours > 30 or minutes > 59 or seconds > 59:
        return None
    return nearest_minute(timedelta(hours=hours, minutes=minutes, seconds=seconds))


def fraction(digits):
    return nearest_minute(timedelta(days=int(digits) / 10 ** len(digits)))


def nearest_minute(span):
    """Spreadsheets keep 10:20 as 10:19:59.99."""
    minutes = round(span / timedelta(minutes=1))
    return timedelta(minutes=minutes) if abs(span - timedelta(minutes=minutes)) < timedelta(seconds=2) else span


def zone_of(word):
    if word.upper() in ("Z", "UTC", "GMT"):
        return UTC, ""
    if found := _OFFSET.fullmatch(word):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 14 and minutes < 60:
            sign = 1 if found[1] == "+" else -1
            return timezone(sign * timedelta(hours=hours, minutes=minutes)), ""
    return None, word.upper()


def read_moment(text):
    """(RawDate or None, RawTimes or None), or None where the text is neither, nor both."""
    text = text.strip()
    if len(text) > LONGEST or not text:
        return None
    if found := _SERIAL.fullmatch(text):
        day = read_date(found[1])
        return day and (day, RawTimes(fraction(found[2])) if found[2] and int(found[2]) else None)
    if found := _STAMP.fullmatch(text):
        return read_stamp(*found.groups())
    if (times := read_times(text)) is not None:
        return None, times
    if (day := read_date(text)) is not None:
        return day, None
    for found in re.finditer(r"[,T\s]+(?:at\s+)?|(?<=\d)T(?=\d)", text):
        day, times = read_date(text[: found.start()]), read_times(text[found.end() :])
        if day and times:
            return day, times
    return None


def read_stamp(date_text, clock_text, offset):
    """As programs write it: in 2021-05-05T03:00:00-07:00 the last is an offset, and not until when."""
    day, times, (zone, _) = read_date(date_text), read_times(clock_text), zone_of(offset)
    return (day, replace(times, zone=zone)) if day and times and zone else None


def read_iso(text):
    """A moment as the formats write it, aware if it says where; a date alone is not one."""
    text = text.strip()
    if len(text) > 40 or len(text) < 12:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_duration(text):
    """`00:30`, `1h 30min`, `90`, `P0DT1H30M`: a timedelta, or None."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if (found := _P.fullmatch(text)) and len(text) > 2:
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes)
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    hours, minutes = int(found[1] or found[3] or 0), int(found[2] or found[4] or found[5] or 0)
    return timedelta(hours=hours, minutes=minutes)
