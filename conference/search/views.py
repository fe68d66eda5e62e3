from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.attendees.context import kept_talks
from conference.htmx import tell_caches, wants_fragment
from conference.programme.door import enter

from .asking import Asked
from .finding import find
from .index import is_up_to_date
from .showing import people_of, sessions_of, talks_of

FIRST_PEOPLE, FIRST_SESSIONS = 8, 3  # shown before the talks; the rest is a link away
ON_A_PAGE = {"": 15, "sessions": 15, "people": 200}


@require_safe
def search(request, year):
    """A question and filters, each of which may be missing; htmx gets what follows the form."""
    conference = enter(request, year)
    asked = Asked.by(request.GET)
    is_ready = not asked.phrases or is_up_to_date(conference)
    found = find(conference, timezone.get_current_timezone(), asked, kept_talks(request) if asked.mine else None)
    keys = {"": found.talks, "sessions": found.sessions, "people": found.people}[asked.part]
    page = Paginator(keys, ON_A_PAGE[asked.part]).get_page(asked.page)
    shown = {part: [] for part in ON_A_PAGE}
    if not asked.part and page.number == 1:
        shown |= {"sessions": found.sessions[:FIRST_SESSIONS], "people": found.people[:FIRST_PEOPLE]}
    shown[asked.part] = page.object_list
    talks = talks_of(conference, shown[""], asked.phrases)
    context = {
        "asked": asked,
        "found": found,
        "is_ready": is_ready,
        "page": page,
        "talks": talks,
        "sessions": sessions_of(conference, shown["sessions"], asked.phrases),
        "people": people_of(conference, shown["people"]),
        "calendar_url": any(talk.start for talk in talks) and calendar_url(conference, asked),
        "title": asked.in_words(found.menus) or "Search",
    }
    response = render(request, f"search/{'_fragment' if wants_fragment(request) else 'search'}.html", context)
    tell_caches(response)
    if asked.mine or not is_ready:
        response["Cache-Control"] = "private, no-store"
    return response


def calendar_url(conference, asked):
    """Where to subscribe to this state; None for what has an address elsewhere: the whole year, and My Schedule."""
    query = asked.query()
    if query and not asked.mine:
        return f"{settings.SITE_URL}{reverse('calendars:search', args=[conference.slug])}?{query}"
