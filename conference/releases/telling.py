"""A release in words."""

from django.db.models import Prefetch

from conference.programme.changes import Change
from conference.programme.sentences import sentence

MOST_IN_THE_FEED = 50


def told(conference):
    """The releases of a conference, newest first, each with its `changes` and what they are about."""
    changes = Change.objects.select_related("talk__kind", "session", "talk__released_session")
    return conference.releases.prefetch_related(Prefetch("changes", changes))


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
