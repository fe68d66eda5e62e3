"""The one door into a year: whatever shows something of a conference comes through here."""

from django.http import Http404
from django.utils import timezone

from .models import Conference


def enter(request, year):
    """The conference with this slug, as this visitor may see it; Http404 if they may not.

    Loads the yearly menu along with it and makes the visitor's zone, else the venue's, the active one.
    """
    conference = next((each for each in conferences(request) if each.slug == year), None)
    if conference is None:
        raise Http404(f"There is no conference {year}.")
    request.conference = conference
    timezone.activate(visitor_zone(request, conference))
    return conference


def conferences(request):
    """All years that this visitor may see, newest first, looked up once in a request."""
    if not hasattr(request, "conferences"):
        request.conferences = list(Conference.objects.published().by_year().select_related("revision"))
    return request.conferences


def visitor_zone(request, conference):
    """The zone that the visitor chose, else the venue's."""
    return getattr(request, "zone", None) or conference.tz


def current(conferences, at):
    """The conference that runs at this moment, else the next one, else the last; None where there is none."""
    in_order = sorted(conferences, key=lambda each: (each.first_day, each.slug))
    running_or_next = (each for each in in_order if at.astimezone(each.tz).date() <= each.last_day)
    return next(running_or_next, in_order[-1] if in_order else None)
