from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

from conference.attendees.secret_addresses import calendar_token

register = template.Library()


@register.filter
def webcal(address):
    """The address in the form that opens the calendar app: webcal://…"""
    return "webcal://" + address.partition("://")[2]


@register.filter
def whole_address(address):
    """A path of this site as the address that other programs can use; a whole address as it is."""
    return settings.SITE_URL + address if address.startswith("/") else address


@register.simple_tag(takes_context=True)
def calendar_of_my_day(context, day):
    """The secret address of what the visitor keeps of a day; "" where they have none."""
    token = calendar_token(context["request"])
    return token and reverse("calendars:my_day", args=[context["conference"].slug, token, day])


@register.filter
def asking(address, query):
    """The address with this query, or what it asks already and this."""
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


@register.filter
def in_zone(address, zone):
    """The address of a day's calendar, for the day as this zone (None for the venue's) has it."""
    return asking(address, zone and urlencode({"tz": zone.key}, safe="/"))
