from itertools import groupby

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.htmx import tell_caches, wants_fragment
from conference.origin import own_address, public_post
from conference.programme.door import enter

from .context import kept_talks
from .identity import attendee_of, key_of, remember
from .models import Attendee
from .overlaps import runs


@public_post
def bookmark(request, year, talk):
    """Keep a talk or let it go: the form says which, so that twice is once."""
    conference = enter(request, year)
    talk = get_object_or_404(conference.shown_talks.filter(kind__is_talk=True), slug=talk)
    keep = request.POST.get("keep")
    if keep not in ("yes", "no"):
        raise BadRequest("keep is yes or no")
    attendee, key = attendee_of(request), key_of(request)
    if keep == "yes" and attendee is None:
        attendee, key = Attendee.create()
    if keep == "yes":
        attendee.bookmarks.get_or_create(talk=talk)
    elif attendee:
        attendee.bookmarks.filter(talk=talk).delete()
    address = own_address(request.POST.get("next", ""), default=talk.get_absolute_url())
    if wants_fragment(request):
        context = {"talk": talk, "kept": kept_after(request, talk, keep), "next": address}
        response = render(request, "attendees/_kept.html", context)
    else:
        response = HttpResponseRedirect(f"{address}#talk-{talk.slug}")
    tell_caches(response)
    if attendee:
        remember(response, key)
    return response


def kept_after(request, talk, keep):
    """What is kept now; the cookie of a first bookmark is only on its way."""
    return kept_talks(request) | {talk.pk} if keep == "yes" else kept_talks(request) - {talk.pk}


@require_safe
def my_schedule(request, year):
    conference = enter(request, year)
    zone = timezone.get_current_timezone()
    attendee = attendee_of(request)
    talks = list(attendee.kept_in(conference)) if attendee else []
    by_day = groupby(talks, key=lambda talk: talk.start and conference.day_of(talk.start, zone))
    context = {
        "talks": talks,
        "days": [(day, runs(group)) for day, group in by_day],
        "feed_url": attendee and feed_url(conference, attendee.feed_token(key_of(request))),
    }
    response = render(request, "attendees/my_schedule.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def feed_url(conference, token):
    return settings.SITE_URL + reverse("calendars:my_schedule", args=[conference.slug, token])


@public_post
def renew(request, year):
    """A new secret calendar address; the old one is dead from now on."""
    conference = enter(request, year)
    if attendee := attendee_of(request):
        attendee.renew_feed(key_of(request))
    return redirect("attendees:my_schedule", conference.slug)


@require_safe
def cookies(request):
    return render(request, "attendees/cookies.html")
