"""What search engines ask for first."""

from itertools import islice

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference.incoming import hears
from conference.programme.door import conferences, enter, etag
from conference.stored import unless_known

from . import sitemap as maps

# A query is a state of a page that exists without it: a zone, a filter, a search. Only further pages are more.
# A star stands for slashes, too: what follows it ends where a talk's address may go on.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /organize/
Disallow: /time-zone/
Disallow: /*/my-schedule/
Disallow: /*/talks/*/bookmark
Disallow: /*?
Allow: /*?page=

Sitemap: {sitemap}
"""


@require_safe
@hears()
def robots(request):
    text = ROBOTS.format(sitemap=settings.SITE_URL + reverse("exports:sitemaps"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@hears()
def sitemaps(request):
    """The sitemaps of all published years."""
    years = [each for each in conferences(request) if each.published]
    if not years:
        raise Http404("There is no programme yet.")
    marks = ((each.slug, each.revision.number, each.revision.changed_at.isoformat()) for each in years)
    return answer(request, etag(years[0], *marks), lambda: maps.index(years, settings.SITE_URL))


@require_safe
@hears()
def sitemap(request, year, file):
    """One of a year's sitemaps; they are numbered from 1."""
    conference = enter(request, year)
    if conference.version == "draft":
        raise Http404("A preview has no sitemap: that is for search engines.")

    def make():
        entries = list(islice(maps.pages(conference), (file - 1) * maps.MOST, file * maps.MOST))
        if not entries:
            raise Http404(f"{conference} has no sitemap {file}.")
        return maps.to_xml(entries, settings.SITE_URL)

    return answer(request, etag(conference, request.path), make)


def answer(request, tag, make):
    kind = "application/xml; charset=utf-8"
    return unless_known(request, tag, lambda: HttpResponse(make(), content_type=kind))
