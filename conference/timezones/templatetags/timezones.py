from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone

from conference.timezones import clock as moments
from conference.timezones.zones import zone_named

register = template.Library()


@register.simple_tag
def when(start, end, venue, cancelled=False, with_date=True):
    """When something is, in the active zone, and at the venue (a ZoneInfo) where that differs."""
    # On the clock of a zone the two hours are equal that it shows twice in a night; in UTC no two are.
    in_utc = (each and each.astimezone(UTC) for each in (start, end))
    return shown(*in_utc, timezone.get_current_timezone(), venue, cancelled, with_date)


@lru_cache(10_000)  # on every page that tells of it, and after most changes, it is the same
def shown(start, end, zone, venue, cancelled, with_date):
    when = moments.when(start, end, zone, venue)
    context = {"when": when, "unknown": moments.UNKNOWN, "cancelled": cancelled, "with_date": with_date}
    return render_to_string("timezones/_when.html", context)


@register.filter
def clock_time(moment):
    """3:00, in the active zone; with its name in the hour that comes twice when clocks are set back."""
    return moments.plain_time(timezone.localtime(moment))


@register.filter
def end_time(item):
    """10:00, in the active zone: the end of what has a start; with its date where that is not plain."""
    return active_span(item).plain_to_time


@register.filter
def zoned_time(moment):
    """3:00 PDT, in the active zone."""
    local = timezone.localtime(moment)
    return f"{moments.clock_time(local)} {moments.abbreviation(local)}"


@register.filter
def local_date(moment):
    """Wed 5 May, in the active zone."""
    return moments.short_date(timezone.localtime(moment))


@register.filter
def venue_time(moment, venue):
    """`20:00 WEST`, with its date where that differs: a moment at the venue (a ZoneInfo), where the visitor's clock
    shows another; "" where it does not."""
    when = moments.when(moment, None, timezone.get_current_timezone(), venue)
    return f"{when.venue_date} {when.venue.from_time} {when.venue.zone}".strip() if when.venue else ""


@register.filter
def iso(moment):
    """2021-05-05T03:00:00-07:00, in the active zone: what the datetime of a <time> may hold."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def short_span(item):
    """3:00 - 3:15, in the active zone; with its name in a night in which clocks change."""
    return active_span(item).plain_times


@register.filter
def zoned_span(item):
    """3:00 - 3:15 PDT, in the active zone; the start alone where the end is not known."""
    span = active_span(item)
    return f"{span.times} {span.zone}"


def active_span(item):
    return moments.span(item.start, item.end, timezone.get_current_timezone())


@register.filter
def zone_name(moment):
    """PDT, of the active zone at this moment."""
    return moments.abbreviation(timezone.localtime(moment))


@register.filter(expects_localtime=True)
def short_date(day):
    """Wed 5 May, of a date or of a moment in the active zone."""
    return moments.short_date(day)


@register.simple_tag
def zone_words(day, last=None):
    """Los Angeles time (PDT): the active zone, as it is on that day, or from that day to the last; both names where
    clocks change."""
    zone = timezone.get_current_timezone()
    return f"{moments.city(zone)} time ({moments.abbreviations(bounds(zone, day, last))})"


@register.filter
def offset_on(name, day):
    """CEST, UTC+2: a zone's name and offset at noon of a day."""
    local = noon(day).astimezone(zone_named(name))
    hours = local.strftime("%z")
    offset = f"UTC{hours[0]}{int(hours[1:3])}" + (f":{hours[3:]}" if hours[3:] != "00" else "")
    name = moments.abbreviation(local)
    return offset if name.startswith("UTC") else f"{name}, {offset}"


@register.inclusion_tag("timezones/_clock.html", takes_context=True)
def clock(context, venue, first, last):
    """The clock in the header: the visitor's zone and the venue's (a ZoneInfo), as they are from the first day to the
    last."""
    own = context["visitor_zone"] or venue
    here, there = bounds(own, first, last), bounds(venue, first, last)
    ahead = {each.astimezone(own).utcoffset() - each.astimezone(venue).utcoffset() for each in (*here, *there)}
    # Where one of both clocks changes in between, no number is right on all days.
    apart = ahead.pop() if len(ahead) == 1 else timedelta(0)
    return {
        "own": own.key,
        "own_city": moments.city(own),
        "own_name": moments.abbreviations(here),
        "venue_city": moments.city(venue),
        "venue_name": moments.abbreviations(there),
        "elsewhere": own.key != venue.key,
        "apart": moments.between(apart),
        "behind": apart > timedelta(0),
        "next": context["come_back_to"],
    }


@register.inclusion_tag("timezones/_offer.html", takes_context=True)
def zone_offer(context, venue, first, last):
    """An offer that plenary.js unfolds, to those who have chosen no zone: to read times in their device's."""
    return {
        "visitor_zone": context["visitor_zone"],
        "venue": venue.key,
        "days": " ".join(noon(day).isoformat() for day in (first, last)),
        "next": context["come_back_to"],
    }


def bounds(zone, first, last=None):
    """The local moments at which the first of these days begins and the last ends, and the one in the middle: an event
    may see both changes of a clock."""
    last = last or first
    marks = ((first, time(0)), (first + (last - first) / 2, time(12)), (last, time(23, 59)))
    # By way of UTC, because some clocks jump over midnight.
    return [datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone) for day, clock in marks]


def noon(day):
    return datetime.combine(day or timezone.now().date(), time(12), UTC)
