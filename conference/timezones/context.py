"""What every page needs to know of the visitor's zone."""

from urllib.parse import urlencode


def clock(request):
    """`tz_query` is put behind links, so that a page shown in the zone of its address leads to others in it."""
    zone = getattr(request, "zone_in_address", None)
    return {
        "tz_query": "?" + urlencode({"tz": zone.key}, safe="/") if zone else "",
        "visitor_zone": getattr(request, "zone", None),
        "unknown_zone": getattr(request, "unknown_zone", ""),
    }
