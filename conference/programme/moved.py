"""Old addresses lead to the new ones."""

from urllib.parse import urlencode

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse

from .models import Conference, FormerSlug

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
    if not slugs or slugs == match.kwargs:
        return None
    address = reverse(match.view_name, kwargs=slugs)
    query = f"?{urlencode(request.GET, doseq=True)}" if request.GET else ""
    response = HttpResponsePermanentRedirect(address + query)
    response["Cache-Control"] = "no-cache"  # a slug may come back; nobody shall be caught between the two
    return response


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
