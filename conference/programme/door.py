"""The one door into a year: whatever shows something of a conference comes through here."""

from copy import copy
from datetime import timedelta
from operator import attrgetter

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from conference import stored
from conference.prepared import Prepared, PreparedRows, aware

from .models import Conference
from .revision import Revision
from .rights import Deed, may

MARK = ("conference_id", "number", "draft_number", "changed_at")
marks = Prepared(lambda: Revision.objects.filter(conference__published=True).values_list(*MARK))
of = attrgetter(*MARK)
last = {}  # what `published` found, in this process
PREVIEW = "preview"  # in an organizer's session: the primary key of the conference whose draft they look at


def enter(request, year):
    """The conference with this slug, as this visitor may see it; Http404 if they may not.

    Its `version` says which: "released" for attendees, "draft" for an organizer's preview. Loads the yearly menu
    along with it and makes the visitor's zone, else the venue's, the active one.
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
        previewed = previewed_conference(request)
        if previewed:
            request.conferences = list(visible(Q(published=True) | Q(pk=previewed)))
        else:
            request.conferences = [copy(each) for each in published()]
        for conference in request.conferences:
            conference.version = "draft" if conference.pk == previewed else "released"
    return request.conferences


def published():
    """The years that everybody may see: those found last, as long as their revisions are the same."""
    known = last.get("years")
    if known is None or {(*row, aware(moment)) for *row, moment in marks()} != {of(each.revision) for each in known}:
        known = last["years"] = shown_to_all()
    return known


def visible(those):
    return Conference.objects.filter(those).by_year().select_related("revision")


shown_to_all = PreparedRows(lambda: visible(Q(published=True)))


def previewed_conference(request):
    """The key of the conference whose draft this organizer or editor previews, as long as they may.

    Visitors without a log-in are not looked up.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_staff:
        return None
    key = request.session.get(PREVIEW)
    return key if key and may(request.user, Deed.TEXTS, key) else None


def visitor_zone(request, conference):
    """The zone that the visitor chose, else the venue's."""
    return getattr(request, "zone", None) or conference.tz


def today(request, conference):
    """The date it is for this visitor; what tells of it is good until the next of the conference's days.

    A day more on either side: what is 5 May at the venue may be 4 or 6 May elsewhere.
    """
    zone, day = visitor_zone(request, conference), timedelta(days=1)
    date = conference.day_of(timezone.now(), zone)
    if date <= conference.last_day + day:
        next_day = max(date + day, conference.first_day - day)
        stored.good_until(request, conference.day_span(next_day, zone)[0])
    return date


def file_name(conference, name):
    """`2021-programme.csv`, and of a preview `2021-programme-preview.csv`: not every format has a place to say so."""
    words, dot, suffix = name.rpartition(".")
    return f"{words}-preview{dot}{suffix}" if conference.version == "draft" else name


def etag(conference, *parts):
    """The ETag of something built of the conference in the version that this visitor sees."""
    draft = ("draft", conference.revision.draft_number) if conference.version == "draft" else ()
    return stored.etag(conference.revision, *draft, *parts)


def current(conferences, at):
    """The conference that runs at this moment, else the next one, else the last; None where there is none."""
    in_order = sorted(conferences, key=lambda each: (each.first_day, each.slug))
    running_or_next = (each for each in in_order if at.astimezone(each.tz).date() <= each.last_day)
    return next(running_or_next, in_order[-1] if in_order else None)
