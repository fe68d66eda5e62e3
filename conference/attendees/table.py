"""What somebody keeps of a year, as a table for a spreadsheet."""

import csv as tables
import io

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from conference import tex
from conference.columns import YES, guard, join_names
from conference.programme.door import enter, file_name
from conference.stored import name_file

from .identity import attendee_of
from .secrecy import private

HEADER = ["start", "end", "title", "kind", "authors", "session", "room", "cancelled", "address"]


@require_safe
@private
def csv(request, year):
    conference = enter(request, year)
    attendee = attendee_of(request)
    if attendee is None:
        raise Http404("Nothing is bookmarked here.")
    talks = attendee.kept_in(conference)
    body = to_csv(cells_of(talk, conference) for talk in talks)
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    return name_file(response, file_name(conference, f"my-schedule-{conference.slug}.csv"))


def to_csv(rows):
    """UTF-8 with the mark at its beginning by which Excel knows it; no cell runs as a formula."""
    out = io.StringIO(newline="")
    writer = tables.writer(out)
    writer.writerow(HEADER)
    writer.writerows([guard(cell) for cell in cells] for cells in rows)
    return out.getvalue().encode("utf-8-sig")


def cells_of(talk, conference):
    talk.conference = conference
    return [
        *(moment.astimezone(conference.tz).isoformat() if moment else "" for moment in (talk.start, talk.end)),
        tex.to_text(talk.title),
        talk.kind.name,
        join_names(person.name for person in talk.authors_in_order),
        tex.to_text(talk.session.title),
        talk.place.name if talk.place else "",
        YES if talk.is_cancelled else "",
        settings.SITE_URL + talk.get_absolute_url(),
    ]
