"""A release in words."""

from django.db.models import Prefetch

from conference import tex
from conference.programme.changes import Change
from conference.timezones.clock import when

MOST_IN_THE_FEED = 50


def told(conference):
    """The releases of a conference, newest first, each with its `changes` and what they are about."""
    changes = Change.objects.select_related("talk__kind", "session", "talk__released_session")
    return conference.releases.prefetch_related(Prefetch("changes", changes))


def sentence(change, conference):
    """What changed, in a sentence in venue time: `Deltas moved from Mon 6 May 9:00 - 9:15 to …`."""
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
        What.SESSION: f"{title} is now in {change.new_place} (was: {change.old_place}).",
        What.CANCELLED: f"{title} is cancelled.",
        What.BACK: f"{title} takes place after all, {new}.",
    }[change.what]


def span(start, end, conference):
    found = when(start, end, conference.tz, conference.tz)
    if found is None:
        return "time not known yet"
    times = [found.own.from_time, *([found.own.to_time] if end else [])]
    return f"{found.own.date} {' - '.join(times)} {found.own.zone}"


def feed_entry(release, conference, page):
    """The arguments of a feed's add_item for a release; its moments come from the data."""
    changes = list(release.changes.all())
    lines = [release.note, *(sentence(change, conference) for change in changes[:MOST_IN_THE_FEED])]
    if len(changes) > MOST_IN_THE_FEED:
        lines.append(f"And {len(changes) - MOST_IN_THE_FEED} more.")
    return {
        "title": f"{release}: {len(changes)} change{'' if len(changes) == 1 else 's'}",
        "link": f"{page}#release-{release.number}",
        "unique_id": f"{page}#release-{release.number}",
        "description": "\n".join(filter(None, lines)),
        "pubdate": release.released_at,
        "updateddate": release.released_at,
    }
