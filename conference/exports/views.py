import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from conference.incoming import hears
from conference.programme.door import enter, etag, file_name
from conference.stored import name_file, unless_known

from . import bibtex
from .frab import schedule
from .frab_xml import to_xml
from .table import to_csv

SESSIONS_AT_ONCE = 200


@require_safe
@hears()
def xml(request, year):
    """The schedule for EventFahrplan, Giggity and whatever else reads frab's or pentabarf's XML."""
    conference = enter(request, year)
    url = settings.SITE_URL + request.path
    return answer(request, conference, "application/xml", lambda: to_xml(document(conference), url))


@require_safe
@hears()
def api(request, year):
    """The read-only API: all that is released of a year, in one document that any app or page may read.

    Its format is c3voc's (https://c3voc.de/schedule/schema.json): `schedule.conference.days[].rooms{}` lists the
    events of each room. An event has a `guid` and an `id` that never change, `date` and `end` with the venue's offset,
    `title` and `abstract` in plain text, `persons`, `links`, `track`, `type` (the kind: Oral, Q&A …), `language`, `url`
    (its page; a plain entry's is its session's) and `subtitle` (its own, or else its session). What is cancelled stays,
    and its title begins with "Cancelled: ". What has no time yet is only in programme.csv. Ask again with the ETag: it
    changes if and only if the programme may have.
    """
    conference = enter(request, year)
    response = answer(
        request, conference, "application/json", lambda: json.dumps(document(conference), ensure_ascii=False)
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@hears()
def table(request, year):
    """Everything in columns that can be brought back in; they are told in `conference.columns`."""
    conference = enter(request, year)
    return answer(
        request, conference, "text/csv", lambda: to_csv(conference, told(conference), conference.tracks.in_bulk())
    )


@require_safe
@hears()
def session(request, year, session):
    """What to cite of a session: its talks."""
    conference = enter(request, year)
    session = get_object_or_404(conference.shown_sessions.with_timeline(), slug=session)
    talks = [entry for entry in session.timeline if entry.kind.is_talk]
    if not talks:
        raise Http404("This session has no talks to cite.")
    return cite(request, conference, talks)


@require_safe
@hears()
def talk(request, year, talk):
    conference = enter(request, year)
    talks = conference.shown_talks.filter(kind__is_talk=True).with_session().with_authors()
    return cite(request, conference, [get_object_or_404(talks, slug=talk)])


def cite(request, conference, talks):
    body = lambda: bibtex.entries(talks, conference, settings.SITE_URL)  # noqa: E731
    return answer(request, conference, "application/x-bibtex", body)


def told(conference):
    """The sessions with all that an export tells of them."""
    return conference.shown_sessions.in_order().with_moderators().with_timeline(links=True)


def document(conference):
    sessions = told(conference).iterator(SESSIONS_AT_ONCE)
    return schedule(conference, sessions, conference.tracks.in_bulk(), settings.SITE_URL)


def answer(request, conference, content_type, body):
    """The file that `body()` makes, or a 304; made only where the client has an older one."""

    def make():
        response = HttpResponse(body(), content_type=f"{content_type}; charset=utf-8")
        return name_file(response, file_name(conference, request.path))

    return unless_known(request, etag(conference, request.get_full_path()), make)
