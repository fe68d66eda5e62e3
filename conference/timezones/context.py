"""What every page needs to know of the visitor's zone."""

from urllib.parse import urlencode

from conference.addresses import address_of
from conference.origin import own_address


def come_back_to(request):
    """The address that a choice of zone returns to: the page's own, or on the zones' page the one it came from.

    Were it always the page's own, the zones' page would lead to ever longer addresses of itself.
    """
    if request.path == address_of("timezones:time_zone"):
        return own_address(request.POST.get("next") or request.GET.get("next", ""), default="/")
    return request.get_full_path()


def clock(request):
    """`tz_query` is put behind links, `tz_more` behind those that have a query already, so that a page shown in the
    zone of its address leads to others in it."""
    zone = getattr(request, "zone_in_address", None)
    asked = urlencode({"tz": zone.key}, safe="/") if zone else ""
    return {
        "tz_query": f"?{asked}" if zone else "",
        "tz_more": f"&{asked}" if zone else "",
        "come_back_to": come_back_to(request),
        "visitor_zone": getattr(request, "zone", None),
        "unknown_zone": getattr(request, "unknown_zone", ""),
    }
