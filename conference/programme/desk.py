"""Who may sit down at an organizers' desk: the guard of every page there."""

from functools import partial, wraps

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .models import Conference
from .rights import Deed, may, may_somewhere, reachable


def at_the_desk(view=None, *, deed=Deed.EVERYTHING):
    """Those whose duty in the conference allows this deed; organizers, where none is named.

    The view gets `conference` instead of `year`, whether published or not, on its own clock. A conference in which
    a user has no duty is as one that is not there.
    """
    if view is None:
        return partial(at_the_desk, deed=deed)

    @staff_member_required(login_url="admin:login")
    @wraps(view)
    def seated(request, year, **kwargs):
        expect_a_duty(request.user)
        conferences = Conference.objects.select_related("revision")
        conference = get_object_or_404(reachable(request.user, Deed.TEXTS, conferences), slug=year)
        if not may(request.user, deed, conference):
            raise PermissionDenied(f"This is for the organizers of {conference}. You are one of its editors.")
        request.organized = conference
        timezone.activate(conference.tz)
        return view(request, conference, **kwargs)

    return seated


def expect_a_duty(user):
    if not may_somewhere(user, Deed.TEXTS):
        raise PermissionDenied(whom_to_ask(user))


def whom_to_ask(user):
    """What to tell somebody of the staff who has no duty."""
    return (
        f"You are logged in as {user.get_username()}, who works on no conference yet. Ask an organizer of yours to add "
        "this user name to the conference's duties, or ask whoever runs this site."
    )
