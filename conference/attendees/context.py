"""What the visitor keeps and what of it changed; no look-up without a cookie."""

from django.template.loader import render_to_string

from conference.prepared import Prepared

from .identity import key_of
from .models import Bookmark, Seen
from .news import changes_of, kepts, news_of, rows_of, unseen
from .sealing import digest

rows_with_key = Prepared(lambda: rows_of(Bookmark.objects.with_key(""), ""))  # of a key and a year, as told below


def kept(request):
    """`kept`: of nobody. Pages are built for everybody; `stitching` fills in what the visitor keeps.

    `next`: where a Bookmark leads back to, if the page does not say.
    """
    return {"kept": frozenset(), "next": request.get_full_path()}


def counts(bookmarks, changes):
    """What stands in the menu beside My Schedule, as HTML, for so many bookmarks and so many of them changed."""
    return render_to_string("attendees/_counts.html", {"bookmarks": bookmarks, "changes": changes}).rstrip()


def kept_talks(request):
    """The primary keys of the talks of this year that the visitor keeps."""
    return frozenset(each.talk for each in visitors_kept(request))


def visitors_kept(request):
    """The visitor's Kepts of this year."""
    return visitors_bookmarks(request)[0]


def visitors_bookmarks(request):
    """Their Kepts, and the number of their bookmarks whose talk is gone; looked up once in a request."""
    if not hasattr(request, "attendees_bookmarks"):
        key, (year, version), rows = key_of(request), year_of(request), []
        if key and version == "released":
            rows = rows_with_key(1, digest(key), year, year)  # the first is of EXISTS(SELECT 1
        elif key:
            rows = list(rows_of(Bookmark.objects.with_key(key), year, version))
        kept = kepts(rows)
        request.attendees_bookmarks = kept, len(rows) - len(kept)
    return request.attendees_bookmarks


def changed(request):
    """How many of the visitor's talks changed, those that are gone included."""
    return len(visitors_news(request)) + visitors_bookmarks(request)[1]


def visitors_news(request):
    """{primary key of a talk: its unseen News}, looked up once in a request."""
    if not hasattr(request, "attendees_news"):
        kept, request.attendees_news = visitors_kept(request), {}
        # Most often nothing was released since the first was bookmarked.
        if any(each.is_older for each in kept):
            seen = Seen.objects.with_key(key_of(request)).filter(conference__slug=year_of(request)[0])
            request.attendees_news = news_of(kept, unseen(changes_of(kept), seen))
    return request.attendees_news


def year_of(request):
    """The slug and version of the year, also for a page that was not built for this request."""
    conference = getattr(request, "conference", None)
    return (conference.slug, conference.version) if conference else (request.path_info.split("/")[1], "released")
