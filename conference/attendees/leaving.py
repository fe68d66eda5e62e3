"""Everything deleted in one act."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from conference.origin import public_post
from conference.programme.door import conferences, enter

from .identity import attendee_of, forget
from .secrecy import private


@require_safe
@private
def ask(request, year):
    """What there is, how to take it along, and the button; afterwards: that there is nothing."""
    enter(request, year)
    attendee = attendee_of(request)
    years = [(each, attendee.kept_in(each).count()) for each in conferences(request)] if attendee else []
    context = {"attendee": attendee, "years": [(each, count) for each, count in years if count]}
    return render(request, "attendees/delete.html", context)


@public_post
def delete(request, year):
    """Bookmarks, devices, links: whatever the site knows of who is asking. All their addresses are dead."""
    conference = enter(request, year)
    if attendee := attendee_of(request):
        attendee.delete()
    response = redirect("attendees:ask_delete", conference.slug)
    forget(response)
    return response
