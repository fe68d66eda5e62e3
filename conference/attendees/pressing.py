"""What a press on Bookmark asks: thousands come when a session begins, so these questions are compiled once."""

from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from conference.prepared import Prepared
from conference.programme.door import enter
from conference.programme.models import Talk

COLUMNS = ("pk", "number", "slug", "title")
released = Prepared(
    lambda: (
        Talk.objects.released()
        .filter(kind__is_talk=True, conference__published=True, conference__slug="", slug="")
        .values_list(*COLUMNS)
    )
)


class Pressed(NamedTuple):
    """As much of a talk as its Bookmark shows."""

    pk: int
    number: int
    slug: str
    title: str


def talk_shown(request, year, slug):
    """The talk, as this visitor may see it; Http404 if they may not. Who is logged in may preview a draft."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        talks = enter(request, year).shown_talks.filter(kind__is_talk=True)
        return Pressed(*get_object_or_404(talks.values_list(*COLUMNS), slug=slug))
    for row in released(year, slug):
        return Pressed(*row)
    raise Http404(f"There is no talk {slug} in {year}.")
