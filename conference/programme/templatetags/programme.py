from functools import lru_cache

from django import template
from django.template.defaultfilters import truncatechars
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from conference import tex
from conference.programme import days
from conference.timezones import clock

register = template.Library()
register.filter(days.is_solo)
register.filter(days.tally)

DESCRIPTION = 200  # characters that search engines show


@register.filter
def first_few(people, limit):
    """The first `limit` of them, or all where only one would be left out."""
    return people[:limit] if beyond(people, limit) else people


@register.filter
def beyond(people, limit):
    """How many `first_few` leaves out."""
    return len(people) - limit if limit and len(people) > limit + 1 else 0


@register.simple_tag(takes_context=True)
def names(context, people, limit=0, key=""):
    """Each name a link to the person's page; of many the `first_few`. With a key, links have ids that begin with it."""
    few = tuple((person.slug, person.name) for person in first_few(people, limit))
    tz_query = context["tz_query"]
    # Anybody may ask for each page in each of hundreds of zones; of long lists that would fill the memory.
    html_of = links if tz_query else remembered_links
    return html_of(context["conference"].slug, tz_query, few, beyond(people, limit), key)


def links(year, tz_query, people, more, key):
    context = {"year": year, "tz_query": tz_query, "people": people, "more": more, "key": key}
    return render_to_string("programme/_names.html", context)


# A talk's people are the same on each page that lists it, and after most changes.
remembered_links = lru_cache(5_000)(links)


@register.filter
def options(choices):
    """A menu's choices, one in a line; there are a hundred of them, for which a template's loop takes long."""
    lines = (f"{option(value, label, chosen)}({many:d})</option>" for value, label, many, chosen in choices)
    return mark_safe("\n".join(lines))  # noqa: S308 - all text is escaped


@lru_cache(5_000, typed=True)  # or a text that is safe would stand for the same one that is not
def option(value, label, chosen):
    return format_html('<option value="{}"{}>{} ', value, " selected" if chosen else "", label)


@register.filter
def talk_count(timeline):
    return sum(entry.kind.is_talk for entry in timeline)


@register.filter
def venue_span(slot, venue):
    """A slot's time at the venue (a ZoneInfo), where the visitor's clock shows another; "" where it does not."""
    when = clock.when(slot.start, slot.end, timezone.get_current_timezone(), venue)
    if not when.venue:
        return ""
    times = " - ".join(filter(None, [when.venue.from_time, when.venue.end and when.venue.to_time]))
    return f"{when.venue_date} {times} {when.venue.zone}".strip()


@register.filter
def dates(conference):
    """Wed 5 May 2021, or Sun 14 Jun - Thu 18 Jun 2026."""
    first, last = conference.first_day, conference.last_day
    if first == last:
        return f"{clock.short_date(first)} {first.year}"
    return f"{clock.short_date(first)} - {clock.short_date(last)} {last.year}"


@register.filter
def summary(item, conference):
    """A sentence on a session or a talk for search engines: when, who, and how its abstract begins."""
    when = clock.when(item.start, None, timezone.get_current_timezone(), conference.tz)
    people = item.authors_in_order if hasattr(item, "kind") else item.moderators_in_order
    parts = [
        f"{when.own.date} {when.own.from_time} {when.own.zone}" if when else "",
        ", ".join(person.name for person in people[:3]) + (" and others" if people[3:] else ""),
        tex.to_text(item.abstract),
    ]
    return truncatechars(". ".join(filter(None, parts)) or f"A session of {conference.name}", DESCRIPTION)


@register.filter
def day_summary(sessions, conference):
    """A sentence on a day for search engines: its sessions by name."""
    titles = ", ".join(tex.to_text(session.title) for session in sessions)
    return truncatechars(f"{conference.name}: {titles or 'nothing planned'}", DESCRIPTION)
