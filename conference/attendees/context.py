from conference.prepared import Prepared

from .identity import key_of
from .models import Bookmark, digest


def kept(request):
    """`kept`: of nobody. Pages are built for everybody; `stitching` fills in what the visitor keeps."""
    return {"kept": frozenset()}


def kept_talks(request):
    """The primary keys of the talks of this year that the visitor keeps; no look-up without a cookie."""
    key = key_of(request)
    return frozenset(bookmarks(digest(key), request.conference.slug).values_list("talk", flat=True) if key else ())


def kept_numbers(request):
    """Their numbers, for a page that may not have been built for this request."""
    key, conference = key_of(request), getattr(request, "conference", None)
    year = conference.slug if conference else request.path_info.split("/")[1]
    return frozenset(number for (number,) in numbers_of(digest(key), year)) if key else frozenset()


def bookmarks(key_hash, year):
    """What somebody keeps of a year (a slug), as far as attendees may see it."""
    return Bookmark.objects.filter(attendee__key_hash=key_hash, talk__conference__slug=year, talk__public=True)


numbers_of = Prepared(lambda: bookmarks("", "").values_list("talk__number"))
