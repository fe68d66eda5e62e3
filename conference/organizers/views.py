"""The desk: what the draft would change, a preview of it, and its release; new times for a session."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.conflicts.conflict import tally
from conference.htmx import tell_caches, wants_fragment
from conference.programme import door, releasing
from conference.programme.desk import at_the_desk, expect_a_duty
from conference.programme.retiming import retime, timeline_of
from conference.programme.revision import DraftMoved
from conference.programme.rights import Deed, may, may_everywhere

from .desk import conferences_by_year, conflicts_of, key_in
from .session_times import PRESETS, TimesForm, conflicts_if

CONFLICTS_SHOWN = DIFFERENCES_SHOWN = 200
SESSIONS_SHOWN = 20
SOON = timedelta(hours=1)


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
    conflicts, differences, now = conflicts_of(conference), releasing.differences(conference), timezone.now()
    context = {
        **admin.site.each_context(request),
        "title": f"The desk of {conference.name}",
        "organized": conference,
        "soon": conference.sessions.draft().filter(start__lt=now + SOON, end__gt=now).in_order()[:SESSIONS_SHOWN],
        "differences": differences,
        "changes": Counter(words for difference in differences for words in difference.words).most_common(),
        "can_go_back": any(difference.item.public for difference in differences),
        "has_new": any(not difference.item.public for difference in differences),
        "shown": Paginator(differences, DIFFERENCES_SHOWN).get_page(request.GET.get("page")),
        "conflicts": conflicts[:CONFLICTS_SHOWN],
        "tally": tally(conflicts),
        "beyond": max(0, len(conflicts) - CONFLICTS_SHOWN),
        "releases": conference.releases.select_related("released_by")[:10],
        "previewing": request.session.get(door.PREVIEW) == conference.pk,
        "years": conferences_by_year(request),
        "may_release": may(request.user, Deed.RELEASE, conference),
        "may_import": may(request.user, Deed.IMPORT, conference),
        "may_found": may_everywhere(request.user),
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
    try:
        changed = releasing.put_back(conference, None if everything else items, request.user, seen=seen_number(request))
    except DraftMoved:
        messages.error(request, "The draft changed while you looked at it. Read the list again, then put back.")
        return redirect("organizers:desk", conference.slug)
    messages.success(request, f"{changed} put back to what is released." if changed else "Nothing was put back.")
    return redirect("organizers:desk", conference.slug)


def name_of(item):
    """How a form names a session or a talk: session-7."""
    return f"{item._meta.model_name}-{item.pk}"


def seen_number(request):
    """The draft number that the posted form was made from; 0, which none is, where it names none."""
    return key_in(request.POST.get("draft_number")) or 0


@require_POST
@at_the_desk(deed=Deed.RELEASE)
def release(request, conference):
    """Make the draft public, if it is still the one that the organizer saw."""
    note = request.POST.get("note", "").strip()[:2000]
    try:
        made = releasing.release(conference, note, request.user, seen=seen_number(request))
    except DraftMoved:
        messages.error(request, "The draft changed while you looked at it. Read the list again, then release.")
        return redirect("organizers:desk", conference.slug)
    if made:
        changes = made.changes.count()
        messages.success(request, f"{made} is public: {changes} change{pluralize(changes)}.")
    else:
        messages.info(request, "There is nothing to release.")
    return redirect("organizers:desk", conference.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def session_times(request, conference, session):
    """Other times for a session: a question in the query is answered by a preview; posted, it is done in the draft."""
    session = get_object_or_404(conference.sessions.draft(), slug=session)
    asked = request.POST if request.method == "POST" else request.GET if "move" in request.GET else None
    form = TimesForm(asked, conference, session, timeline_of(session), at=timezone.now())
    if request.method == "POST" and form.is_valid():
        return put_into_draft(request, conference, form)
    brought, mended = conflicts_if(conference, form.found) if form.is_valid() and form.found else ([], [])
    context = {
        **admin.site.each_context(request),
        "title": f"Times of {session}",
        "organized": conference,
        "session": session,
        "form": form,
        "presets": PRESETS,
        "lines": form.lines(),
        "brought": brought,
        "mended": mended,
    }
    template = "organizers/_retimed.html" if wants_fragment(request) else "organizers/session_times.html"
    response = render(request, template, context, status=400 if form.errors else 200)
    tell_caches(response)
    return response


def put_into_draft(request, conference, form):
    """Write what was asked, if the draft is still the one that its preview was made from."""
    try:
        found = retime(form.session, form.ask, request.user, form.told(), seen=seen_number(request))
    except DraftMoved:
        messages.error(request, "The draft changed while you looked at it. Look at this preview, then press again.")
        return redirect(f"{request.path}?{urlencode(form.question())}")
    if found:
        text = "{}, in the draft. Attendees see it after <a href='#release'>the next release</a>."
        messages.success(request, format_html(text, form.told()))
    else:
        messages.info(request, "Nothing was to change.")
    return redirect("organizers:desk", conference.slug)
