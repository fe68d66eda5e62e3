"""Which zone this visitor reads times in."""

from django.conf import settings
from django.utils import timezone

from conference.trouble import quotable

from .zones import zone_named

LONGEST = 100  # characters of a name that no zone has


def chosen_zone(get_response):
    """Middleware: `request.zone` is the ZoneInfo that the address or the cookie asks for, None for the venue's.

    `request.zone_in_address` is the one that the address asked for, `request.unknown_zone` a name in the address
    that no zone has.
    """

    def middleware(request):
        asked = request.GET.get("tz", "")
        request.zone_in_address = zone_named(asked)
        request.unknown_zone = "" if request.zone_in_address else quotable(asked)[:LONGEST]
        request.zone = request.zone_in_address or zone_named(request.COOKIES.get(settings.ZONE_COOKIE))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware
