from datetime import timedelta

from django import template
from django.utils import timezone

from conference.live import loading
from conference.stored import good_until
from conference.timezones import clock

register = template.Library()

MINUTE, SOON = timedelta(minutes=1), timedelta(hours=12)


@register.inclusion_tag("live/_strip.html", takes_context=True)
def now_strip(context, day, today):
    """What is on, in a line, on the page of today, or what is next on it; nothing on other days."""
    if day != today:
        return {}
    conference, zone = context["conference"], timezone.get_current_timezone()
    board = loading.board_at(conference, timezone.now(), timelines=False)
    good_until(context["request"], board.until)
    following = [each for each in board.next if conference.day_of(each.start, zone) == day]
    line = {"sessions": board.on or following, "is_on": bool(board.on)}
    return {**line, "conference": conference, "tz_query": context["tz_query"]}


@register.filter
def minutes_from(moment, at):
    """`12 minutes`: how long it is from one moment to another; a begun minute counts."""
    return clock.between(-((at - moment) // MINUTE) * MINUTE)


@register.filter
def day_from(moment, at):
    """`today`, `tomorrow`, `in 3 days`: by the dates of the active zone."""
    days = (timezone.localtime(moment).date() - timezone.localtime(at).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


@register.filter
def is_soon(moment, at):
    """Whether it is near enough to be told in minutes."""
    return moment - at < SOON
