from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference.atom import Feed
from conference.incoming import hears
from conference.programme.door import enter, etag
from conference.stored import unless_known

from .telling import feed_entry, told

RELEASES_ON_A_PAGE = 10
RELEASES_IN_THE_FEED = 30


@require_safe
@hears("page")
def changes(request, year):
    """Each release, newest first, in the visitor's time."""
    conference = enter(request, year)
    pages = Paginator(told(conference), RELEASES_ON_A_PAGE)
    return render(request, "releases/changes.html", {"releases": pages.get_page(request.GET.get("page"))})


@require_safe
@hears()
def feed(request, year):
    """The same as an Atom feed, in venue time."""
    conference = enter(request, year)
    return unless_known(request, etag(conference, request.path), lambda: atom_of(conference, request.path))


def atom_of(conference, address):
    page = settings.SITE_URL + reverse("releases:changes", args=[conference.slug])
    atom = Feed(
        title=f"Changes to the programme of {conference.told_name}",
        link=page,
        description="",
        feed_url=settings.SITE_URL + address,
        feed_guid=page,
        language=conference.language,
        since=conference.revision.changed_at,
    )
    for release in told(conference)[:RELEASES_IN_THE_FEED]:
        atom.add_item(**feed_entry(release, conference, page))
    return atom.response()
