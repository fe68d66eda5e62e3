from urllib.parse import urlencode

import segno
from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from conference.programme import filters

register = template.Library()

LONGEST = 300  # characters; longer ones, which no form of ours makes, would be too fine to be read
MOST = 2_000  # bytes in a code: 2,331 is what fits


@register.inclusion_tag("offline/_head.html")
def offline_head():
    return {"keeps": settings.OFFLINE}


@register.filter
def off_paper(request, zone):
    """The query of the page that is on paper: its zone (None for the venue's), which another phone does not know, and
    as much of its filters as a code can carry."""
    zoned = urlencode({"tz": zone.key}, safe="/") if zone else ""
    filtered = filters.query_of(filters.asked(request.GET, filters.ON_A_DAY), filters.only_mine(request.GET))
    query = "&".join(each for each in (zoned, filtered) if 0 < len(each) <= LONGEST)
    return f"?{query}" if query else ""


@register.filter
def code(address):
    """A QR code of an address, as SVG without a size of its own; none of one that no code can hold."""
    if len(address.encode()) > MOST:
        return ""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(made.svg_inline(omitsize=True, svgclass="code", lineclass=None))  # noqa: S308 - drawn by numbers
