"""The secret addresses of an attendee: shown, renewed, ended."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from conference.origin import public_post
from conference.programme.door import enter

from .identity import attendee_of
from .models import Link
from .posted import number

Purpose = Link.Purpose
VIEWS = {
    Purpose.CALENDAR: "calendars:my_schedule",
    Purpose.NEWS: "attendees:news",
    Purpose.SHARE: "attendees:shared",
    Purpose.DEVICE: "attendees:device",
}


@dataclass
class Address:
    """A secret address as My Schedule shows it; `url` is "" where there is none (any more)."""

    purpose: str
    serial: int
    url: str = ""
    ends_at: object = None


def addresses(attendee, conference):
    """{purpose: Address} of every purpose, for one year."""
    links = {link.purpose: link for link in attendee.links.all()}
    return {str(purpose): address(links.get(purpose), purpose, attendee, conference) for purpose in Purpose}


def address(link, purpose, attendee, conference):
    if link is None or not link.is_alive:
        return Address(purpose, link.serial if link else 0)
    path = reverse(VIEWS[purpose], args=[conference.slug, link.token(attendee.secret)])
    return Address(purpose, link.serial, settings.SITE_URL + path, link.ends_at)


@public_post
def change(request, year, purpose):
    """Make the address of a purpose, anew if there is one, or end it with `do=end`; the old is dead from now on."""
    conference = enter(request, year)
    if purpose not in Purpose.values:
        raise Http404(f"There is no link for {purpose}.")
    serial = number(request, "serial")
    if attendee := attendee_of(request):
        if request.POST.get("do") == "end":
            attendee.end_link(purpose)
        else:
            attendee.renew_link(purpose, serial)
    return HttpResponseRedirect(reverse("attendees:my_schedule", args=[conference.slug]) + f"#{purpose}")
