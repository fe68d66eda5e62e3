"""What a press on Bookmark asks: thousands come when a session begins, so these questions are compiled once."""

from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.prepared import Prepared
from conference.programme.door import enter
from conference.programme.models import Talk

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
