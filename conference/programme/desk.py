"""Who may sit down at an organizers' desk: the guard of every page there."""

from functools import wraps

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from .models import Conference


def at_the_desk(view):
    """Organizers only; `conference` instead of `year`, whether published or not, on its own clock."""

    @staff_member_required(login_url="admin:login")
    @wraps(view)
    def seated(request, year, **kwargs):
        if not request.user.has_perm("programme.change_session"):
            raise PermissionDenied("Your account may not work on the programme. Ask another organizer for the right.")
        conference = get_object_or_404(Conference.objects.select_related("revision"), slug=year)
        timezone.activate(conference.tz)
        return view(request, conference, **kwargs)

    return seated
