import re
from functools import partial

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference import stored, tex
from conference.attendees.identity import attendee_of
from conference.attendees.models import Attendee, SecretAddress
from conference.attendees.sealing import digest
from conference.attendees.secrecy import Ended, private
from conference.incoming import hears
from conference.prepared import Prepared
from conference.programme import filters, questions
from conference.programme.door import enter, etag, file_name
from conference.programme.models import Conference
from conference.programme.revision import in_chunks
from conference.search.asking import Asked
from conference.search.finding import find
from conference.search.index import is_up_to_date
from conference.stored import name_file, unless_known

from .feeds import Unwritable, calendar, entries_of

Purpose = SecretAddress.Purpose
OF_BOOKMARKS = "A calendar of bookmarks has a secret address; the page of the bookmarks shows it."
TOLD = ("pk", "sequence", "modified")
REMIND = re.compile(r"[0-9]{0,4}", re.ASCII)


@require_safe
@hears("remind")
def year(request, year):
    conference = enter(request, year)
    sessions = told(conference.shown_sessions.in_order())
    page = conference.get_absolute_url()
    return answer(request, conference, lambda: (conference.told_name, entries_of(sessions)), page)


@require_safe
@hears(*filters.ON_A_DAY, "mine", "tz", "remind")
def day(request, year, day, token=None):
    """The day of the venue's clock, or of the zone in the address; a calendar client has no cookie.

    Behind a secret address, of what its attendee keeps.
    """
    conference = enter(request, year)
    zone = request.zone_in_address or conference.tz
    chosen, kept = filters.asked(request.GET, filters.ON_A_DAY), kept_behind(request, conference, token)
    page = stated(reverse("programme:day", args=[conference.slug, day]), "?", filters.query_of(chosen, token))

    def contents():
        sessions, menus = told(conference.shown_sessions.on(day, conference, zone).in_order()), []
        if chosen or token:
            sessions, menus = filters.narrow_day(sessions, chosen, kept)
        words = filters.state_in_words(menus, token)
        return stated(f"{conference.told_name}, {day:%-d %B}", ": ", words), entries_of(sessions)

    return answer(request, conference, contents, page, tag_of(request, conference, kept))


@require_safe
@hears("q", *filters.FIELDS, "mine", "tz", "remind")
def search(request, year, token=None):
    """What a question and filters find; behind a secret address, of what its attendee keeps."""
    conference = enter(request, year)
    zone = request.zone_in_address or conference.tz
    asked, kept = Asked.by(request.GET), kept_behind(request, conference, token)
    if asked.phrases and not is_up_to_date(conference):
        raise OperationalError("the search index is behind, and a calendar must not be wrong")
    page = stated(reverse("search:search", args=[conference.slug]), "?", asked.all_parts)

    def contents():
        found = find(conference, zone, asked, kept)
        return stated(conference.told_name, ": ", asked.in_words(found.menus)), talks_of(conference, found.talks)

    return answer(request, conference, contents, page, tag_of(request, conference, kept))


def talks_of(conference, found):
    """The talks with these primary keys, in chunks."""
    for keys in in_chunks(found):
        yield from conference.shown_talks.filter(pk__in=keys).with_session().with_authors().by_time()


def kept_behind(request, conference, token):
    """The keys of the talks that the attendee with this secret address keeps; None without an address. Ended, where it
    is nobody's."""
    if token is None:
        if filters.only_mine(request.GET):
            raise Http404(OF_BOOKMARKS)
        return None
    attendee = Attendee.objects.with_address(token, Purpose.CALENDAR).first()
    if attendee is None:
        raise Ended
    return frozenset(attendee.bookmarked_in(conference).values_list("pk", flat=True))


def tag_of(request, conference, kept):
    """The ETag of a state: also of what is kept, for a bookmark does not raise the revision."""
    return etag(conference, request.get_full_path(), *sorted(kept or ()))


def stated(whole, sign, state):
    """The address or the name of a whole, with its state where it is narrowed to one."""
    return f"{whole}{sign}{state}" if state else whole


@require_safe
@hears("remind")
def session(request, year, session):
    conference = enter(request, year)
    session = get_object_or_404(told(conference.shown_sessions), slug=session)
    name = f"{tex.to_text(session.title)}, {conference.told_name}"
    return answer(request, conference, lambda: (name, entries_of([session])), session.get_absolute_url())


@require_safe
@hears("remind")
def talk(request, year, talk):
    conference = enter(request, year)
    talks = conference.shown_talks.filter(kind__is_talk=True).with_session().with_authors()
    talk = get_object_or_404(talks, slug=talk)
    name = f"{tex.to_text(talk.title)}, {conference.told_name}"
    return answer(request, conference, lambda: (name, [talk]), talk.get_absolute_url())


@require_safe
@hears("remind")
def person(request, year, person):
    """The sessions they moderate and the talks they present."""
    conference = enter(request, year)
    person = get_object_or_404(conference.shown_persons, slug=person)

    def contents():
        entries = [*questions.moderated(conference, person.pk), *questions.presented(conference, person.pk)]
        return f"{person.name}, {conference.told_name}", entries

    return answer(request, conference, contents, person.get_absolute_url())


def prepared(version):
    """Of a secret address: its purpose, its attendee, and what tells that a talk of theirs changed, a row for each."""
    conference = Conference(pk=0)
    conference.version = version
    secrets = SecretAddress.objects.alive("", Purpose.CALENDAR, Purpose.SHARE).with_kept(conference).order_by("kept")
    return secrets.values_list("purpose", "attendee", *(f"kept__{column}" for column in TOLD))


# Thousands of calendars ask for theirs again and again.
rows_behind = {version: Prepared(partial(prepared, version)) for version in ("released", "draft")}


@require_safe
@private
def my_schedule(request, year, token):
    """Somebody's bookmarks, for whoever knows the secret address of their calendar or of what they share."""
    conference = enter(request, year)
    rows = rows_behind[conference.version](conference.pk, digest(token), Purpose.CALENDAR, Purpose.SHARE)
    if not rows:
        raise Ended
    purpose, attendee = rows[0][:2]
    talks = [talk for _, _, *talk in rows if talk[0]]
    shared = purpose == Purpose.SHARE
    page = reverse("attendees:shared", args=[conference.slug, token]) if shared else my_page(conference)
    name = f"{'A shared schedule' if shared else 'My Schedule'}, {conference.told_name}"
    return kept(request, conference, Attendee(pk=attendee), talks, name, page)


@require_safe
@private
def own_schedule(request, year):
    """The same for the visitor themselves, to download."""
    conference = enter(request, year)
    attendee = attendee_of(request)
    if attendee is None:
        raise Http404("Nothing is bookmarked here.")
    talks = list(attendee.bookmarked_in(conference).order_by("pk").values_list(*TOLD))
    return kept(request, conference, attendee, talks, f"My Schedule, {conference.told_name}", my_page(conference))


def my_page(conference):
    return reverse("attendees:my_schedule", args=[conference.slug])


def kept(request, conference, attendee, talks, name, page):
    """The calendar of what an attendee keeps: these `talks`, as primary keys with what tells that they changed.

    Its ETag is of these talks and not of the whole programme: calendars of thousands ask again and again, and it is
    to cost them nothing that something else changed. Who keeps nothing gets an empty one; where there is something
    that only cannot be told, it is a 404, for a client believes an empty calendar and deletes.
    """
    empty = not talks and not attendee.bookmarks.filter(talk__conference=conference).exists()
    tag = stored.etag_of(conference.pk, conference.version, name, conference.zone, request.get_full_path(), talks)
    contents = lambda: (name, [] if empty else attendee.kept_in(conference))  # noqa: E731
    response = answer(request, conference, contents, page, tag, may_be_empty=empty)
    response["Cache-Control"] = "private, no-cache"
    return response


def told(sessions):
    """Sessions with all that a calendar tells of them."""
    return sessions.with_moderators().with_timeline()


def answer(request, conference, contents, page, tag=None, may_be_empty=False):
    """The calendar of `contents()`, a name and entries, or a 304; asked for only where the client has an older one.

    404 where nothing has a time, 503 where nothing can be written: a subscribed calendar must not turn empty.
    `?remind=15` adds a reminder 15 minutes before each; what is no number of minutes is a 400.
    """
    remind = request.GET.get("remind", "")
    if not REMIND.fullmatch(remind):
        return HttpResponseBadRequest("remind is a number of minutes, such as 15, up to 9999.\n", "text/plain")

    def make():
        name, entries = contents()
        found = list(entries)
        if not may_be_empty and not any(entry.start for entry in found):
            raise Http404("Nothing here has a time yet.")
        minutes = int(remind) if remind else None
        body = calendar(name, found, conference, settings.SITE_URL, settings.SITE_URL + page, minutes)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        file = "my-schedule.ics" if "my-schedule" in request.path else request.path
        return name_file(response, file_name(conference, file))

    try:
        return unless_known(request, tag or etag(conference, request.get_full_path()), make)
    except Unwritable:
        return HttpResponse("This calendar cannot be written now.\n", "text/plain", 503, headers={"Retry-After": "600"})
