from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from conference.origin import own_address, public_post
from conference.trouble import quotable

from . import zones
from .middleware import LONGEST

YEAR = 365 * 24 * 3600


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def time_zone(request):
    return choose(request) if request.method == "POST" else listing(request)


def listing(request, unknown="", status=200):
    query = unknown or quotable(request.GET.get("q", ""))[:LONGEST]
    context = {
        "query": query,
        "unknown": unknown,
        "places": zones.find(query),
        "regions": zones.regions(),
        "next": own_address(request.POST.get("next") or request.GET.get("next", ""), default=""),
    }
    return render(request, "timezones/list.html", context, status=status)


@public_post
def choose(request):
    """Keep the zone in a cookie and return whence the form came; an empty one means the venue's."""
    name = quotable(request.POST.get("tz", "")).strip()[:LONGEST]
    zone = zones.guess(name)
    if name and not zone:
        return listing(request, unknown=name, status=400)
    response = HttpResponseRedirect(without_zone(own_address(request.POST.get("next", ""))))
    if zone:
        response.set_cookie(
            settings.ZONE_COOKIE, zone.key, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(settings.ZONE_COOKIE, samesite="Lax")
    return response


def without_zone(address):
    """The address without its own ?tz, which would win over what was just chosen."""
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "tz"]
    return parts._replace(query=urlencode(query, safe="/")).geturl()
