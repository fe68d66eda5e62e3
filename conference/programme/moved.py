"""Old addresses lead to the new ones, and so do filters by old slugs."""

from urllib.parse import urlencode

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse

from . import filters
from .catalogue import catalogue_of
from .models import Conference
from .named import FormerSlug

NAMED = {"session", "talk", "person"}


def moved(get_response):
    """Middleware: where nothing is found, look whether a slug in the address is a former one.

    It works for every page, feed and export whose URL names its parts `year`, `session`, `talk` and `person`.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return redirect(request) or response
        return response

    return middleware


def redirect(request):
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    slugs = present_slugs(match.kwargs)
    if not slugs:
        return None
    if slugs == match.kwargs:
        chosen = filters.asked(request.GET)
        conference = Conference.objects.published().filter(slug=slugs["year"]).first() if chosen else None
        return conference and refiltered(request, conference, chosen)
    return permanent(reverse(match.view_name, kwargs=slugs), request.GET)


def permanent(address, query):
    """Lead there, with the values of a query."""
    response = HttpResponsePermanentRedirect(f"{address}?{urlencode(query, doseq=True)}" if query else address)
    response["Cache-Control"] = "no-cache"  # a slug may come back; nobody shall be caught between the two
    return response


def refiltered(request, conference, chosen):
    """To the same page by the present slugs, where filters choose former ones of what is shown; else None."""
    shown, present = catalogue_of(conference), {}
    for former in conference.former_slugs.filter(model__in=chosen, slug__in=chosen.values()):
        if chosen[former.model] == former.slug:
            row = getattr(conference, f"{former.model}s").filter(pk=former.key).first()
            if row and shown.has(former.model, row.slug):
                present[former.model] = row.slug
    return permanent(request.path, request.GET.dict() | present) if present else None


def present_slugs(kwargs):
    """The URL's parts with each former slug replaced by the one in use; None where there is no such thing."""
    if "year" not in kwargs:
        return None
    former = FormerSlug.objects.filter(model="conference", slug=kwargs["year"]).values("key")
    conference = (
        Conference.objects.published().filter(slug=kwargs["year"]).first()
        or Conference.objects.published().filter(pk__in=former).first()
    )
    if conference is None:
        return None
    slugs = kwargs | {"year": conference.slug}
    for word in NAMED & kwargs.keys():
        shown = getattr(conference, f"shown_{word}s")
        if not shown.filter(slug=kwargs[word]).exists():
            former = conference.former_slugs.filter(model=word, slug=kwargs[word]).values("key")
            slugs[word] = shown.filter(pk__in=former).values_list("slug", flat=True).first()
    return slugs if all(slugs.values()) else None
