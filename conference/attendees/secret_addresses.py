"""The secret addresses of an attendee: shown, renewed, ended."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from conference.origin import public_post
from conference.programme.door import enter

from .identity import attendee_of
from .models import SecretAddress
from .posted import number

Purpose = SecretAddress.Purpose
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
    kept = {each.purpose: each for each in attendee.addresses.all()}
    return {str(purpose): address(kept.get(purpose), purpose, attendee, conference) for purpose in Purpose}


def address(kept, purpose, attendee, conference):
    if kept is None or not kept.is_alive:
        return Address(purpose, kept.serial if kept else 0)
    path = reverse(VIEWS[purpose], args=[conference.slug, kept.token(attendee.secret)])
    return Address(purpose, kept.serial, settings.SITE_URL + path, kept.ends_at)


def calendar_token(request):
    """The word of the visitor's secret calendar address; "" where there is none (any more)."""
    attendee = attendee_of(request)
    kept = attendee and attendee.addresses.filter(purpose=Purpose.CALENDAR).first()
    return kept.token(attendee.secret) if kept and kept.is_alive else ""


@public_post
def change(request, year, purpose):
    """Make the address of a purpose, anew if there is one, or end it with `do=end`; the old is dead from now on."""
    conference = enter(request, year)
    if purpose not in Purpose.values:
        raise Http404(f"There is no link for {purpose}.")
    serial = number(request, "serial")
    if attendee := attendee_of(request):
        if request.POST.get("do") == "end":
            attendee.end_address(purpose)
        else:
            attendee.renew_address(purpose, serial)
    return HttpResponseRedirect(reverse("attendees:my_schedule", args=[conference.slug]) + f"#{purpose}")
