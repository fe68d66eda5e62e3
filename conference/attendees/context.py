from django.utils.functional import SimpleLazyObject

from .identity import key_of
from .models import Bookmark, digest


def kept(request):
    """`kept`: the primary keys of the talks of this year that the visitor keeps; no look-up without a cookie."""
    return {"kept": SimpleLazyObject(lambda: kept_talks(request))}


def kept_talks(request):
    key = key_of(request)
    conference = getattr(request, "conference", None)
    if not key or not conference:
        return frozenset()
    bookmarks = Bookmark.objects.filter(attendee__key_hash=digest(key), talk__conference=conference)
    return frozenset(bookmarks.filter(talk__public=True).values_list("talk", flat=True))
