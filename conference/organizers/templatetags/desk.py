from django import template
from django.urls import reverse

from conference.conflicts.conflict import tally
from conference.organizers.times import span_line
from conference.organizers.views import name_of

register = template.Library()
register.filter(name_of)
register.filter(tally)


@register.filter
def form_address(item):
    return reverse(f"admin:programme_{item._meta.model_name}_change", args=[item.pk])


@register.filter
def place_and_time(item, version):
    """`Mon 6 May 9:00 - 9:15 WEST, Aurora`, of the released or the draft version."""
    start, end, room = (getattr(item, f"{version}_{word}") for word in ("start", "end", "room"))
    words = [span_line(start, end, item.conference.tz), str(room) if room else ""]
    words.append("cancelled" if getattr(item, f"{version}_cancelled") else "")
    return ", ".join(filter(None, words))
