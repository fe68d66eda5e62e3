"""The desk: what the draft would change, a preview of it, and its release."""

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_POST, require_safe

from conference.conflicts.conflict import tally
from conference.programme import door, releasing
from conference.programme.desk import at_the_desk, expect_a_duty
from conference.programme.rights import Deed, may

from .desk import conferences_by_year, conflicts_of

CONFLICTS_SHOWN = 200


@require_safe
@staff_member_required(login_url="admin:login")
def desks(request):
    """To the desk of the newest conference that is theirs."""
    expect_a_duty(request.user)
    conference = conferences_by_year(request).first()
    return redirect("organizers:desk", conference.slug) if conference else redirect("admin:index")


@require_safe
@at_the_desk(deed=Deed.TEXTS)
def desk(request, conference):
    conflicts = conflicts_of(conference)
    context = {
        **admin.site.each_context(request),
        "title": f"The desk of {conference.name}",
        "organized": conference,
        "differences": releasing.differences(conference),
        "conflicts": conflicts[:CONFLICTS_SHOWN],
        "tally": tally(conflicts),
        "beyond": max(0, len(conflicts) - CONFLICTS_SHOWN),
        "releases": conference.releases.select_related("released_by")[:10],
        "previewing": request.session.get(door.PREVIEW) == conference.pk,
        "years": conferences_by_year(request),
        "may_release": may(request.user, Deed.RELEASE, conference),
        "may_organize": may(request.user, Deed.EVERYTHING, conference),
        "may_import": may(request.user, Deed.IMPORT, conference),
    }
    return render(request, "organizers/desk.html", context)


@require_POST
@at_the_desk(deed=Deed.TEXTS)
def preview(request, conference):
    """Show this organizer or editor the site with the draft in it, or no longer."""
    if request.POST.get("show") == "yes":
        request.session[door.PREVIEW] = conference.pk
        return redirect("programme:year", conference.slug)
    request.session.pop(door.PREVIEW, None)
    return redirect("organizers:desk", conference.slug)


@require_POST
@at_the_desk
def put_back(request, conference):
    """Set the draft back to what is released: of the ticked items, or of all."""
    ticked = set(request.POST.getlist("item"))
    items = [found.item for found in releasing.differences(conference) if name_of(found.item) in ticked]
    everything = request.POST.get("which") == "all"
    changed = releasing.put_back(conference, None if everything else items, request.user)
    messages.success(request, f"{changed} put back to what is released." if changed else "Nothing was put back.")
    return redirect("organizers:desk", conference.slug)


def name_of(item):
    """How a form names a session or a talk: session-7."""
    return f"{item._meta.model_name}-{item.pk}"


@require_POST
@at_the_desk(deed=Deed.RELEASE)
def release(request, conference):
    """Make the draft public, if it is still the one that the organizer saw."""
    seen, note = request.POST.get("draft_number", ""), request.POST.get("note", "").strip()[:2000]
    try:
        made = releasing.release(conference, note, request.user, seen=int(seen) if seen.isdecimal() else 0)
    except releasing.DraftMoved:
        messages.error(request, "The draft changed while you looked at it. Read the list again, then release.")
        return redirect("organizers:desk", conference.slug)
    if made:
        changes = made.changes.count()
        messages.success(request, f"{made} is public: {changes} change{pluralize(changes)}.")
    else:
        messages.info(request, "There is nothing to release.")
    return redirect("organizers:desk", conference.slug)
