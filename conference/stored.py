"""Who may keep a response, and by which mark it is known to be unchanged."""

import hashlib
from functools import cache

from django.conf import settings
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags


def for_one(request):
    """Note that who is asking decides what is built for this request, so that nobody else is given it."""
    request.for_one = True


def caching(get_response):
    """Middleware: what is the same for everybody may be kept by anybody, if they ask whether it changed.

    Where the view said nothing of it, `response.for_everybody` tells whether it is.
    """

    def middleware(request):
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if "Cache-Control" not in response:
            response.for_everybody = not is_personal(request, response)
            response["Cache-Control"] = "public, no-cache" if response.for_everybody else "private, no-store"
            if response.for_everybody and settings.ZONE_COOKIE in request.COOKIES:
                response["Cache-Control"] = "private, no-cache"
        return response

    return middleware


def is_personal(request, response):
    """Whether somebody else may have to be answered differently: another organizer, or whoever posts something."""
    safe = request.method in ("GET", "HEAD")
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or hasattr(request, "for_one")
    return known or not safe or bool(response.cookies)


@cache
def build():
    """A mark of this version of the code and templates: what was built by another may look different."""
    digest = hashlib.sha256()
    for folder in ("conference", "templates", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".txt"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def etag(revision, *parts):
    """An ETag from a conference's revision, its moment, the build, and whatever else decides the content."""
    return etag_of(revision.number, revision.changed_at.isoformat(), *parts)


def etag_of(*parts):
    """An ETag from the build, the settings that pages tell of, and whatever else decides the content."""
    marks = (build(), settings.SITE_URL, settings.OFFLINE, *parts)
    return '"{}"'.format(hashlib.sha256("\n".join(map(str, marks)).encode()).hexdigest()[:24])


def good_until(request, moment):
    """Note that what is built for this request says something else from this moment on; None says never."""
    known = getattr(request, "good_until", None)
    request.good_until = min((each for each in (known, moment) if each), default=None)


def unless_known(request, tag, make):
    """A 304 where the client holds what this ETag marks, else the response that `make()` builds.

    `*` names whatever there is, and only `make` finds out whether there is anything.
    """
    response = None if none_match(request) == "*" else get_conditional_response(request, etag=tag)
    if response is None:
        response = make()
        response["ETag"] = tag
    else:  # it says what its 200 said, which may have been packed
        response["ETag"] = known_as(none_match(request), tag) or tag
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def none_match(request):
    return request.META.get("HTTP_IF_NONE_MATCH", "").strip()


def known_as(asked_after, tag):
    """This ETag as an If-None-Match names it, strong or weak, and so as we gave it; "" where it does not."""
    forms = (tag, f"W/{tag}")
    if asked_after in forms:
        return asked_after
    return next((each for each in parse_etags(asked_after) if each in forms), "")


def name_file(response, name):
    """Give a response the name under which browsers save it: an address's words, or a name of its own."""
    response["Content-Disposition"] = 'inline; filename="{}"'.format(name.strip("/").replace("/", "-"))
    return response
