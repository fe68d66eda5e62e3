"""Where and when something is, in words: what an organizer knows a talk by among its like."""

from django.utils import dateformat, timezone


def place_of(value, present):
    """By its `value(word)`: in Morning, Aurora, Mon 6 May 2030 9:00–9:15 WEST."""
    session = present.sessions.get(value("session"), value("session"))
    told = [session and f"in {session.name}", value("room"), when(value, present.conference.tz)]
    return ", ".join(filter(None, told))


def when(value, tz):
    if not value("start"):
        return "time not known"
    start, end = (moment and timezone.localtime(moment, tz) for moment in (value("start"), value("end")))
    until = f"–{dateformat.format(end, 'G:i')}" if end else ""
    return f"{dateformat.format(start, 'D j M Y G:i')}{until} {dateformat.format(start, 'T')}"
