"""What every page needs to know of the visitor's zone."""

from urllib.parse import urlencode


def clock(request):
    """`tz_query` is put behind links, `tz_more` behind those that have a query already, so that a page shown in the
    zone of its address leads to others in it."""
    zone = getattr(request, "zone_in_address", None)
    asked = urlencode({"tz": zone.key}, safe="/") if zone else ""
    return {
        "tz_query": f"?{asked}" if zone else "",
        "tz_more": f"&{asked}" if zone else "",
        "visitor_zone": getattr(request, "zone", None),
        "unknown_zone": getattr(request, "unknown_zone", ""),
    }
