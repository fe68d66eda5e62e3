import segno
from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from conference.programme import filters

register = template.Library()

LONGEST = 300  # characters; longer ones, which no form of ours makes, would be too fine to be read


@register.inclusion_tag("offline/_head.html")
def offline_head():
    return {"keeps": settings.OFFLINE}


@register.filter
def off_paper(request, tz_query):
    """The query of the page that is on paper: its zone, and as much of its filters as a code can carry."""
    filtered = filters.query_of(filters.asked(request.GET, filters.ON_A_DAY), filters.only_mine(request.GET))
    if not filtered or len(filtered) > LONGEST:
        return tz_query
    return f"{tz_query}&{filtered}" if tz_query else f"?{filtered}"


@register.filter
def code(address):
    """A QR code of an address, as SVG without a size of its own."""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(made.svg_inline(omitsize=True, svgclass="code", lineclass=None))  # noqa: S308 - drawn by numbers
