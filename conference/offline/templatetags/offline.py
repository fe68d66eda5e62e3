import segno
from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

register = template.Library()


@register.inclusion_tag("offline/_head.html")
def offline_head():
    return {"keeps": settings.OFFLINE}


@register.filter
def code(address):
    """A QR code of an address, as SVG without a size of its own."""
    made = segno.make(address, error="m", micro=False)
    return mark_safe(made.svg_inline(omitsize=True, svgclass="code", lineclass=None))  # noqa: S308 - drawn by numbers
