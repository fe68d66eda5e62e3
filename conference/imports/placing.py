"""Where and when something is, in words: what an organizer knows a talk by among its like."""

from conference.timezones import clock


def place_of(value, present):
    """By its `value(word)`: in Morning, Aurora, Mon 6 May 2030 9:00–9:15 WEST."""
    session = present.sessions.get(value("session"), value("session"))
    told = [session and f"in {session.name}", value("room"), when(value, present.conference.tz)]
    return ", ".join(filter(None, told))


def when(value, tz):
    if not value("start"):
        return "time not known"
    span = clock.span(value("start"), value("end"), tz)
    until = f"–{span.to_time}" if span.end else ""
    return f"{span.date} {span.start.year} {span.from_time}{until} {span.zone}"
