from .identity import key_of
from .models import Bookmark, digest


def kept(request):
    """`kept`: of nobody. Pages are built for everybody; `stitching` fills in what the visitor keeps."""
    return {"kept": frozenset()}


def kept_talks(request):
    """The primary keys of the talks of this year that the visitor keeps."""
    return frozenset(bookmarks_of(request, request.conference.slug).values_list("talk", flat=True))


def kept_numbers(request):
    """Their numbers, for a page that may not have been built for this request."""
    conference = getattr(request, "conference", None)
    year = conference.slug if conference else request.path_info.split("/")[1]
    return frozenset(bookmarks_of(request, year).values_list("talk__number", flat=True))


def bookmarks_of(request, year):
    """What the visitor keeps of this year (a slug) and may see; no look-up without a cookie."""
    key = key_of(request)
    if not key:
        return Bookmark.objects.none()
    return Bookmark.objects.filter(attendee__key_hash=digest(key), talk__conference__slug=year, talk__public=True)
