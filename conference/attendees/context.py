"""What every page knows of its visitor's bookmarks; no look-up without a cookie."""

from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject

from .identity import key_of
from .models import Bookmark, Seen
from .news import changes_of, kept_of, news_of, unseen


def kept(request):
    """`kept`: the primary keys of the talks of this year that the visitor keeps; `kept_counts`: see `counts`."""
    return {
        "kept": SimpleLazyObject(lambda: kept_talks(request)),
        "kept_counts": SimpleLazyObject(lambda: counts(len(kept_talks(request)), len(visitors_news(request)))),
    }


def counts(bookmarks, changes):
    """What stands in the menu beside My Schedule, as HTML, for so many bookmarks and so many of them changed."""
    return render_to_string("attendees/_counts.html", {"bookmarks": bookmarks, "changes": changes}).rstrip()


def kept_talks(request):
    return frozenset(each.talk for each in visitors_kept(request))


def visitors_kept(request):
    """The visitor's Kepts of this year, looked up once in a request."""
    if not hasattr(request, "attendees_kept"):
        key, conference = key_of(request), getattr(request, "conference", None)
        request.attendees_kept = kept_of(Bookmark.objects.with_key(key), conference) if key and conference else []
    return request.attendees_kept


def visitors_news(request):
    """{primary key of a talk: its unseen News}, looked up once in a request."""
    if not hasattr(request, "attendees_news"):
        kept, request.attendees_news = visitors_kept(request), {}
        if kept:
            seen = Seen.objects.with_key(key_of(request)).filter(conference=request.conference)
            request.attendees_news = news_of(kept, unseen(changes_of(kept), seen))
    return request.attendees_news
