from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import replace_url

from conference.attendees.context import kept_talks
from conference.attendees.secret_addresses import calendar_token
from conference.htmx import tell_caches, wants_fragment
from conference.incoming import hears
from conference.programme.door import enter
from conference.programme.filters import FIELDS, tidied
from conference.programme.moved import refiltered
from conference.timezones.context import clock

from .asking import Asked
from .finding import find
from .frame import in_frame
from .index import is_up_to_date
from .rows import Rows
from .showing import page_of, shown_on


@require_safe
@hears("q", *FIELDS, "mine", "part", "page")
def search(request, year):
    """A question and filters, each of which may be missing; htmx gets what follows the form."""
    conference = enter(request, year)
    if not wants_fragment(request) and (address := tidied(request)):
        return redirect(address)
    asked = Asked.by(request.GET)
    is_ready = not asked.phrases or is_up_to_date(conference)
    zone = timezone.get_current_timezone()
    found = find(conference, zone, asked, kept_talks(request) if asked.mine else None)
    if asked.chosen and not found.talks and (moved := refiltered(request, conference, asked.chosen)):
        return moved
    response = page(request, conference, zone, asked, found, is_ready)
    tell_caches(response)
    if asked.mine or not is_ready:
        response["Cache-Control"] = "private, no-store"
    return response


def page(request, conference, zone, asked, found, is_ready):
    """The whole page in its frame, or what htmx replaces of it."""
    part = page_of(asked, found)
    address = address_of(request, asked, part)
    context = {"conference": conference, "asked": asked, "next": address, **clock(request)}
    words = asked.in_words(found.menus)
    shown = shown_on(part, conference, asked, found, Rows(conference, zone, asked.phrases, context))
    context |= {
        "found": found,
        "is_ready": is_ready,
        "shown": shown,
        "words": words,
        "title": ", ".join(filter(None, [words or "Search", asked.part])),
        "filtered": asked.behind_a_number(found.menus),
        "calendar_url": calendar_url(request, conference, asked) if shown.has_times else None,
    }
    parts = {name: render_to_string(f"search/_{name}.html", context) for name in ("told", "menus", "found")}
    if wants_fragment(request):
        return replace_url(render(request, "search/_fragment.html", context | parts), address)
    return HttpResponse(in_frame(request, conference, question=asked.question, title=context["title"], **parts))


def address_of(request, asked, page):
    """Of this state and page, without what was left empty in the form or means nothing."""
    zone = request.zone_in_address
    values = asked.values | {"page": page.number if page.number > 1 else None, "tz": zone and zone.key}
    query = urlencode({name: value for name, value in values.items() if value}, safe="/")
    return f"{request.path}?{query}" if query else request.path


def calendar_url(request, conference, asked):
    """Where to subscribe to this state; None for the whole year, and for bookmarks without a secret address."""
    if asked.mine:
        token = calendar_token(request)
        path = token and reverse("calendars:my_search", args=[conference.slug, token])
    else:
        path = reverse("calendars:search", args=[conference.slug])
    query = asked.all_parts
    return f"{settings.SITE_URL}{path}?{query}" if path and query else None
