"""A change in a sentence, in venue time."""

from conference import tex
from conference.timezones.clock import when

from .changes import Change


def sentence(change, conference):
    """`Deltas moved to Mon 6 May 10:00 - 10:15 WEST (was: Mon 6 May 9:00 - 9:15 WEST).`"""
    What = Change.What
    title = tex.to_text(change.title)
    new, old = (
        span(start, end, conference)
        for start, end in ((change.new_start, change.new_end), (change.old_start, change.old_end))
    )
    return {
        What.NEW: f"{title} is new, {new}.",
        What.MOVED: f"{title} moved to {new} (was: {old}).",
        What.ROOM: f"{title} is now in {change.new_place or 'no room yet'} (was: {change.old_place or 'no room'}).",
        What.SESSION: f"{title} is now in {change.new_place} (was: {change.old_place or 'in none'}).",
        What.CANCELLED: f"{title} is cancelled.",
        What.BACK: f"{title} takes place after all, {new}.",
    }[change.what]


def span(start, end, conference):
    found = when(start, end, conference.tz, conference.tz)
    if found is None:
        return "time not known yet"
    times = [found.own.from_time, *([found.own.to_time] if end else [])]
    return f"{found.own.date} {' - '.join(times)} {found.own.zone}"
