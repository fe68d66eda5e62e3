"""Pages, feeds and exports are built once in a process, and handed out until the year's revision rises.

A place on the shelf is an address with what its view reads of the query, the zone that the visitor's cookie says, and
whether htmx asks for a fragment; nothing else may decide what is built. What is there is true as long as the revision
is the one that it was built of, which is asked at every request, and until the moment that it was said to be good
until. A page's ETag is made of the same, so that a process knows what another one built of the revision, without
building it: who holds that is answered 304. Feeds and exports bring an ETag of their own, and one that its view found
held is known from then on.

The revision is read by the door, before anything that the page tells, and rises in the transaction of each change.
So a page is never built of older data than its revision says; one that met a change half-way may be of newer, and
then nobody is given it: the next request reads a higher revision and builds anew.
"""

from datetime import datetime
from functools import partial
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from conference.htmx import HEADERS, asked_by_htmx
from conference.incoming import is_page
from conference.prepared import Prepared, aware
from conference.shelf import Built, Shelf, coding_for
from conference.stored import etag, known_as, none_match
from conference.timezones.zones import zone_named
from conference.trouble import answer_to, silence, unanswered, wait_for

from . import door
from .filters import only_mine
from .revision import Revision

# Nobody can invent addresses without a query that exist, so these are never pushed out by those with one.
plain = Shelf(settings.SHELF_MEGABYTES * 750_000)
asked = Shelf(settings.SHELF_MEGABYTES * 250_000)
VARY = {"cookie", "accept-encoding", *(name.lower() for name in HEADERS)}
revision_of = Prepared(
    lambda: Revision.objects.filter(conference=0, conference__published=True).values_list("number", "changed_at")
)
# A process builds one page at a time, and beside it one feed or file: two threads that compute take as long together as
# one after the other, and who only wants to read would wait behind each. One that is stuck does not stop the others.
builders = {True: Lock(), False: Lock()}  # by whether it is a page
PATIENCE = 5  # seconds
LONGEST_QUERY = 1_000  # no link of ours has a longer one, and the shelf does not weigh addresses
UNKNOWN = object()
STALE = '110 - "Response is Stale"'


def forget():
    """Empty the shelves, as a new process finds them."""
    plain.clear()
    asked.clear()
    door.last.clear()
    silence.ended()


def built(get_response):
    """Middleware: answer with what is on the shelf, else put there what is built and is the same for everybody."""
    for_one = set()  # views whose last answer was not: they build side by side

    def middleware(request):
        if not may_be_shelved(request):
            return get_response(request)
        shelf, request.place = place_of(request)
        page = request.outdated = shelf.get(request.place)
        if page:
            mark = mark_now(page)
            if is_true(page, mark):
                if told := answer(request, page, STALE if mark is UNKNOWN else ""):
                    return told
            elif mark and (tag := held_tag(request, page, mark)):
                return not_modified(request, page, tag)
        method, request.method = request.method, "GET"  # a HEAD is answered with the headers of the page
        try:
            response = get_response(request)
            request.method = method
            page = getattr(request, "page", None) or shelve(request, response, shelf)
        finally:
            for turn in getattr(request, "turns", ()):
                turn.release()
        if page:
            for_one.discard(request.resolver_match.func)
            return answer(request, page)
        if response.status_code == 200 and request.resolver_match:
            for_one.add(request.resolver_match.func)
        return response

    def process_view(request, view, args, kwargs):
        """After a change, one request builds the page anew; those that come meanwhile wait for it."""
        if not hasattr(request, "place") or "year" not in kwargs or view in for_one:
            return None
        shelf, place = place_of(request)
        request.turns = []
        take(request, shelf.turn(place))
        page = shelf.get(place)
        if page and page.is_here and page is not request.outdated and is_true(page, mark_now(page)):  # built meanwhile
            request.page = page
            return HttpResponse()
        take(request, builders[is_page(request)], PATIENCE)
        # Or they would each wait in vain, one after the other.
        return unanswered() if silence.lasts() else None

    middleware.process_view = process_view
    return middleware


def take(request, turn, patience=-1):
    """Wait for the turn, so many seconds at most, and keep it until the request is answered."""
    if wait_for(turn, patience):
        request.turns.append(turn)


def may_be_shelved(request):
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or (query and only_mine(request.GET)):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return request.is_secure() or not settings.HTTPS


def place_of(request):
    """The shelf and the place on it for what this request asks."""
    query = request.META.get("QUERY_STRING", "")
    zone = request.COOKIES.get(settings.ZONE_COOKIE, "")
    zone = zone if zone and zone_named(zone) else ""
    shelf = asked if query or zone else plain
    return shelf, (request.path_info, query, zone, asked_by_htmx(request))


class Mark(NamedTuple):
    """A revision, as pages carry it."""

    number: int
    changed_at: datetime


def mark_now(page):
    """The mark of its conference now; None where that is not published, UNKNOWN where the database does not tell."""
    return answer_to(partial(mark_of, page.owner), otherwise=UNKNOWN)


def mark_of(conference):
    """The revision of a published conference (a primary key); None where there is none."""
    for number, moment in revision_of(conference):
        return Mark(number, aware(moment))
    return None


def is_true(page, mark):
    """Whether the page, under the mark that is now, says what is so; where none is known, it is handed out too."""
    return mark is UNKNOWN or (mark == page.mark and is_good(page))


def is_good(page):
    return page.until is None or timezone.now() < page.until


def held_tag(request, page, mark):
    """The ETag of what would be built instead of an outdated page, where this client got it from another process."""
    return known_as(none_match(request), etag(mark, *request.place, page.until)) if is_good(page) else ""


def shelve(request, response, shelf):
    """Put on the shelf what was built, or found to be held, and return it; None where it is not for everybody."""
    conference = getattr(request, "conference", None)
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")}
    for_everybody = response.status_code in (200, 304) and getattr(response, "for_everybody", False)
    if not (for_everybody and conference and request.resolver_match.kwargs.get("year") == conference.slug):
        return None
    if conference.version != "released" or response.streaming or not vary <= VARY:
        return None
    revision, until = conference.revision, getattr(request, "good_until", None)
    # A 304 repeats the ETag in the form in which it was asked after.
    tag = response.get("ETag", "").removeprefix("W/") or etag(revision, *request.place, until)
    patch_vary_headers(response, ["Accept-Encoding"])
    for name in ("Cache-Control", "Content-Length", "ETag"):
        response.headers.pop(name, None)
    mark = Mark(revision.number, revision.changed_at)
    body, before = (response.content, None) if response.status_code == 200 else (None, request.outdated)
    page = Built(body, dict(response.items()), tag, mark, until, conference.pk, before)
    shelf.put(request.place, page)
    silence.ended()
    return page


def answer(request, page, warning=""):
    """The page, or a 304, for this visitor; None where it is not here, and they do not hold it.

    With a warning, for nobody can build it now, the one before will do.
    """
    asked_after = none_match(request)
    if tag := page.etag if asked_after == "*" else known_as(asked_after, page.etag):
        return not_modified(request, page, tag, warning)
    if not page.is_here:
        return answer(request, page.before, warning) if warning and page.before else None
    body, coding = page.body(coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""), page.codings))
    # In another coding it is the same page, but not the same bytes.
    headers = {"ETag": f"W/{page.etag}" if coding else page.etag, "Content-Length": str(len(body))}
    if coding:
        headers["Content-Encoding"] = coding
    response = HttpResponse(
        b"" if request.method == "HEAD" else body, headers=common_headers(request, page, warning) | headers
    )
    response.from_shelf = True
    return response


def not_modified(request, page, tag, warning=""):
    headers = common_headers(request, page, warning) | {"ETag": tag}
    headers.pop("Content-Disposition", None)
    return HttpResponseNotModified(headers=headers)


def common_headers(request, page, warning):
    """What is said of the page in every coding, and also where it has not changed."""
    return page.headers | keeping(request) | ({"Warning": warning} if warning else {})


def keeping(request):
    """Who may keep what is the same for everybody; in a zone of one's own, oneself."""
    return {"Cache-Control": "private, no-cache" if settings.ZONE_COOKIE in request.COOKIES else "public, no-cache"}
