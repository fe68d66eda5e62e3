"""Somebody else's schedule, to look at. What the visitor keeps stays apart unless they ask for more."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.origin import public_post
from conference.programme.door import enter

from .context import kept_talks
from .identity import admit, attendee_of, renew
from .listing import by_day
from .models import Attendee, SecretAddress
from .secrecy import ended, private


def of_sharer(view):
    """A view that is given the conference and who shares their schedule at this address; who ended it is nobody."""

    @private
    @wraps(view)
    def entered(request, year, token):
        conference = enter(request, year)
        other = Attendee.objects.with_address(token, SecretAddress.Purpose.SHARE).first()
        return view(request, conference, other, token) if other else ended(request)

    return entered


@require_safe
@of_sharer
def shared(request, conference, other, token):
    talks = list(other.kept_in(conference))
    days = by_day(talks, conference, timezone.get_current_timezone())
    context = {
        "talks": talks,
        "days": days,
        "token": token,
        "ics": settings.SITE_URL + reverse("calendars:my_schedule", args=[conference.slug, token]),
        "is_own": other == attendee_of(request),
        "all_kept": kept_talks(request) >= {talk.pk for talk in talks},
    }
    return render(request, "attendees/shared.html", context)


@require_safe
@of_sharer
def ask(request, conference, other, token):
    """Whether to keep all of it, too, beside what one keeps."""
    theirs = set(other.bookmarked_in(conference).values_list("pk", flat=True))
    own = kept_talks(request)
    context = {"token": token, "new": len(theirs - own), "theirs": len(theirs), "own": len(own)}
    return render(request, "attendees/keep_shared.html", context)


@public_post
@of_sharer
def keep(request, conference, other, token):
    response = HttpResponseRedirect(reverse("attendees:my_schedule", args=[conference.slug]))
    talks = list(other.bookmarked_in(conference).values_list("pk", flat=True))
    if talks:
        (attendee_of(request) or admit(request)).keep_all(talks)
        renew(request, response)
    return response
