from datetime import UTC, datetime, time

from django import template
from django.utils import timezone

from conference.timezones import clock as moments
from conference.timezones.zones import zone_named

register = template.Library()


@register.inclusion_tag("timezones/_when.html")
def when(start, end, venue, cancelled=False, with_date=True):
    """When something is, in the active zone, and at the venue (a ZoneInfo) where that differs."""
    return {
        "when": moments.when(start, end, timezone.get_current_timezone(), venue),
        "unknown": moments.UNKNOWN,
        "cancelled": cancelled,
        "with_date": with_date,
    }


@register.filter
def clock_time(moment):
    """3:00, in the active zone."""
    return moments.clock_time(timezone.localtime(moment))


@register.filter
def iso(moment):
    """2021-05-05T03:00:00-07:00, in the active zone: what the datetime of a <time> may hold."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def short_span(item):
    """3:00 - 3:15, in the active zone; the start alone where the end is not known."""
    times = [moments.clock_time(timezone.localtime(moment)) for moment in (item.start, item.end) if moment]
    return " - ".join(times)


@register.filter
def zone_name(moment):
    """PDT, of the active zone at this moment."""
    return moments.abbreviation(timezone.localtime(moment))


@register.filter(expects_localtime=True)
def short_date(day):
    """Wed 5 May, of a date or of a moment in the active zone."""
    return moments.short_date(day)


@register.simple_tag
def zone_words(day):
    """Los Angeles time (PDT): the active zone, as it is on that day."""
    zone = timezone.get_current_timezone()
    return f"{moments.city(zone)} time ({moments.abbreviation(noon(day).astimezone(zone))})"


@register.filter
def offset_on(name, day):
    """CEST, UTC+2: a zone's name and offset at noon of a day."""
    local = noon(day).astimezone(zone_named(name))
    hours = local.strftime("%z")
    offset = f"UTC{hours[0]}{int(hours[1:3])}" + (f":{hours[3:]}" if hours[3:] != "00" else "")
    name = moments.abbreviation(local)
    return offset if name.startswith("UTC") else f"{name}, {offset}"


@register.inclusion_tag("timezones/_clock.html", takes_context=True)
def clock(context, venue, day):
    """The clock in the header: the visitor's zone and the venue's (a ZoneInfo), as they are on that day."""
    own = context["visitor_zone"] or venue
    here, there = noon(day).astimezone(own), noon(day).astimezone(venue)
    ahead = here.utcoffset() - there.utcoffset()
    return {
        "own": own.key,
        "own_city": moments.city(own),
        "own_name": moments.abbreviation(here),
        "venue_city": moments.city(venue),
        "venue_name": moments.abbreviation(there),
        "elsewhere": own.key != venue.key,
        "apart": moments.between(ahead),
        "behind": ahead.total_seconds() > 0,
        "next": context["come_back_to"],
    }


def noon(day):
    return datetime.combine(day or timezone.now().date(), time(12), UTC)
