"""What a press on Bookmark asks and does: thousands come when a session begins, so its questions are compiled once."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.prepared import Prepared
from conference.programme.door import enter
from conference.programme.models import Talk

from .identity import admit, attendee_of

COLUMNS = ("pk", "number", "slug", "title", "kind__is_talk")
released = Prepared(
    lambda: (
        Talk.objects.released().filter(conference__published=True, conference__slug="", slug="").values_list(*COLUMNS)
    )
)


class Pressed(NamedTuple):
    """As much of a talk as its Bookmark shows, and whether it is one: who kept it before it turned into a plain entry
    can let it go."""

    pk: int
    number: int
    slug: str
    title: str
    is_talk: bool


def talk_shown(request, year, slug):
    """The talk, as this visitor may see it; Http404 if they may not. Who is logged in may preview a draft."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        talks = enter(request, year).shown_talks.values_list(*COLUMNS)
        return Pressed(*get_object_or_404(talks, slug=slug))
    for row in released(year, slug):
        return Pressed(*row)
    raise Http404(f"There is no talk {slug} in {year}.")


def press(request, talk):
    """Keep a talk or let it go: the form says which, so that twice is once. The attendee; None for a visitor who lets
    go of what they never kept."""
    keep = request.POST.get("keep")
    if keep not in ("yes", "no"):
        raise BadRequest("keep is yes or no")
    if keep == "no":
        attendee = attendee_of(request)
        if attendee:
            attendee.let_go(talk.pk)
        return attendee
    if not talk.is_talk:
        raise Http404(f"{talk.slug} is no talk.")
    attendee = attendee_of(request) or admit(request)
    attendee.keep(talk.pk)
    return attendee
