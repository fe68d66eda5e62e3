"""What changed of what somebody keeps, since they kept it and since they last saw."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from conference.programme.changes import Change, Release
from conference.timezones.clock import between

from .models import TAKEN_OUT

What = Change.What


class Kept(NamedTuple):
    """A bookmarked talk, whether anything was released since it is one, and what of it follows its session."""

    talk: int
    number: int
    since: datetime
    is_older: bool
    session: int
    has_room: bool
    has_start: bool

    def follows(self, change):
        """Whether a change of its session is one of the talk."""
        return {
            What.CANCELLED: True,
            What.BACK: True,
            What.ROOM: not self.has_room,
            What.MOVED: not self.has_start,
        }.get(change.what, False)


@dataclass
class News:
    """The changes of one kept talk, oldest first, as one: what comes out of them together."""

    changes: list

    @property
    def moved_from(self):
        """The Span it had, where it has another; one without a start where its time was not known."""
        return self.before({What.MOVED}, "old_span", "new_span")

    @property
    def moved_to(self):
        return next(change.new_span for change in reversed(self.changes) if change.what == What.MOVED)

    @property
    def shift(self):
        """`10 minutes later`; "" where it did not start at another time than it starts now, or one is not known."""
        old, new = self.moved_from.start, self.moved_to.start
        if not old or not new or old == new:
            return ""
        return f"{between(new - old)} {'later' if new > old else 'earlier'}"

    @property
    def room_from(self):
        return self.before({What.ROOM}, "old_place", "new_place")

    @property
    def session_from(self):
        return self.before({What.SESSION}, "old_place", "new_place")

    @property
    def status(self):
        """CANCELLED or BACK, where the last word on that is another than the first was."""
        found = [change.what for change in self.changes if change.what in (What.CANCELLED, What.BACK)]
        return found[-1] if found and found[-1] == found[0] else None

    def before(self, whats, old, new):
        """What the first of these changes found, unless the last brought it back; None without any, and of what is
        cancelled, whose place and time do not matter any more."""
        if self.status == What.CANCELLED:
            return None
        found = [change for change in self.changes if change.what in whats]
        if not found or getattr(found[0], old) == getattr(found[-1], new):
            return None
        return getattr(found[0], old)

    def __bool__(self):
        return any(it is not None for it in (self.moved_from, self.room_from, self.session_from, self.status))

    @property
    def words(self):
        """`10 minutes later, other room`"""
        said = [
            "cancelled" if self.status == What.CANCELLED else "takes place after all" if self.status else "",
            (self.shift or "other time") if self.moved_from is not None else "",
            "other room" if self.room_from is not None else "",
            "other session" if self.session_from is not None else "",
        ]
        return ", ".join(filter(None, said))


def kept_of(bookmarks, year, version="released"):
    """The talks of a year (a slug), as this visitor may see it, that one attendee's bookmarks are of: Kepts."""
    return kepts(rows_of(bookmarks, year, version))


def rows_of(bookmarks, year, version="released"):
    """What Kepts are made of. Asked from the bookmarks' side, which are few, and not from the talks'.

    The bookmarks of talks that are gone (`Attendee.lost_in`) are among them, with a session that is None.
    """
    shown = Q(talk__conference__slug=year)
    if version == "released":
        shown &= Q(talk__public=True) | TAKEN_OUT
    shown = bookmarks.filter(shown | Q(lost_of__slug=year))
    releases = Release.objects.filter(conference=OuterRef("talk__conference"), released_at__gte=OuterRef("created_at"))
    columns = (f"talk__{version}_{word}" for word in ("session", "room", "start"))
    return shown.values_list("talk", "talk__number", "created_at", Exists(releases), *columns)


def kepts(rows):
    return [
        Kept(talk, number, in_utc(since), bool(is_older), session, room is not None, start is not None)
        for talk, number, since, is_older, session, room, start in rows
        if session is not None
    ]


def in_utc(moment):
    """A moment as the database's driver gives it: SQLite's leaves the zone away."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def changes_of(kept):
    """The Changes of what is kept since it is, oldest first: of the talks themselves, and of their sessions."""
    mine = Q(talk__in=[each.talk for each in kept]) | Q(session__in={each.session for each in kept})
    since = min((each.since for each in kept), default=None)
    changes = Change.objects.filter(mine, release__released_at__gte=since) if kept else Change.objects.none()
    return changes.exclude(what=What.NEW).select_related("release").order_by("release__number", "pk")


def unseen(changes, seen):
    """Those of the releases that the attendee, whose Seen of the conference is in `seen`, has not said to have seen."""
    return changes.filter(release__number__gt=Coalesce(Subquery(seen.values("release")), 0))


def by_talk(kept, changes):
    """{primary key of a kept talk: its Changes}, of those that it was already kept at."""
    talks, sessions, found = {each.talk: [each] for each in kept}, {}, {}
    for each in kept:
        sessions.setdefault(each.session, []).append(each)
    for change in changes:
        followers = [each for each in sessions.get(change.session_id, []) if each.follows(change)]
        for each in talks.get(change.talk_id, followers):
            if change.release.released_at >= each.since:
                found.setdefault(each.talk, []).append(change)
    return found


def news_of(kept, changes):
    """{primary key of a kept talk: its News}, where there are any."""
    all_news = {talk: News(own) for talk, own in by_talk(kept, changes).items()}
    return {talk: news for talk, news in all_news.items() if news}
