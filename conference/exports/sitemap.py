"""Every public page of a year for search engines (sitemaps.org), each with when it last changed."""

from collections import defaultdict
from datetime import UTC
from xml.sax.saxutils import escape

from django.db.models import Count, F, Q
from django.urls import reverse

from conference.programme.models import Person, Session, Talk

MOST = 40_000  # addresses in one file; the protocol allows 50,000
START = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(conference):
    """(address, when it last changed or None) of every page of a year, in an order that lasts; five queries."""
    changed_at = conference.revision.changed_at
    sessions = conference.shown_sessions.annotate(at=F("start")).order_by("id")
    talks = conference.shown_talks.annotate(within=F("session")).order_by("id")
    talks = list(talks.values_list("slug", "modified", "within", "kind__is_talk"))
    last = latest_by_session(sessions, talks)
    yield conference.get_absolute_url(), changed_at
    yield reverse("programme:people", args=[conference.slug]), changed_at
    yield reverse("releases:changes", args=[conference.slug]), changed_at
    yield from days(conference, sessions, last)
    session, talk, person = (below(name, conference) for name in ("session", "talk", "person"))
    yield from ((session(slug), last[pk]) for pk, slug in sessions.values_list("id", "slug"))
    yield from ((talk(slug), modified) for slug, modified, _, is_talk in talks if is_talk)
    yield from ((person(slug), None) for slug in conference.shown_persons.order_by("id").values_list("slug", flat=True))


def latest_by_session(sessions, talks):
    """When a session or one of its talks last changed, by the session's primary key."""
    last = dict(sessions.values_list("id", "modified"))
    for _, modified, session, _ in talks:
        last[session] = max(modified, last.get(session, modified))
    return last


def days(conference, sessions, last):
    """The days at the venue, each with the last change of what is on it."""
    changes = defaultdict(list)
    for pk, start in sessions.exclude(start=None).values_list("id", "at"):
        changes[conference.day_of(start, conference.tz)].append(last[pk])
    for day in sorted(changes):
        yield reverse("programme:day", args=[conference.slug, day]), max(changes[day])


def below(name, conference):
    """A function from slugs to addresses; thousands of reverse() would take a second."""
    start = reverse(f"programme:{name}", args=[conference.slug, "x"]).removesuffix("x/")
    return lambda slug: f"{start}{slug}/"


def to_xml(entries, site_url):
    """The bytes of a sitemap of (address, moment) pairs."""
    return document("urlset", "url", entries, site_url)


def index(conferences, site_url):
    """The bytes of the sitemap of sitemaps: so many for each year as its pages need."""
    totals = count(conferences)
    files = (
        (reverse("exports:sitemap", args=[each.slug, n]), each.revision.changed_at)
        for each in conferences
        for n in range(1, -(-totals[each.pk] // MOST) + 1)
    )
    return document("sitemapindex", "sitemap", files, site_url)


def count(conferences):
    """How many pages each year has, by primary key; three queries for all years. Days without a session count too."""
    totals = {each.pk: 4 + (each.last_day - each.first_day).days for each in conferences}
    talks = Talk.objects.released().filter(kind__is_talk=True)
    shown = Person.objects.with_roles().filter(Q(moderates=True) | Q(presents=True))
    for rows in (Session.objects.released(), talks, Person.objects.filter(pk__in=shown.values("pk"))):
        counted = rows.order_by().filter(conference__in=totals).values_list("conference").annotate(Count("pk"))
        for conference, number in counted:
            totals[conference] += number
    return totals


def document(whole, part, entries, site_url):
    lines = [START, f'<{whole} xmlns="{NAMESPACE}">\n']
    for address, moment in entries:
        said = f"<lastmod>{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if moment else ""
        lines.append(f"<{part}><loc>{escape(site_url + address)}</loc>{said}</{part}>\n")
    return "".join([*lines, f"</{whole}>\n"]).encode()
