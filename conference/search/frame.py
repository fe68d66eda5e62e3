"""What stands around the answers, the same for every question: made once for each zone, until the next change."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from conference.stored import good_until

from .index import mark_of
from .mould import Mould
from .rows import ready

PAGE = "search/search.html"


@dataclass
class Frame:
    """`until` is the moment until which it is true, None where it stays so."""

    whole: Mould
    until: datetime | None

    @property
    def weight(self):
        return 1_000 + len(self.whole)


def in_frame(request, conference, **values):
    """The page of a question, with these values of it."""
    values["come_back_to"] = request.get_full_path()
    if is_special(request, conference, values["title"]):
        return render_to_string(PAGE, values, request)
    frame = frame_of(request, conference, values)
    good_until(request, frame.until)
    return frame.whole.fill(**values)


def is_special(request, conference, title):
    """Whether somebody's log-in or the address decides on more than its gaps."""
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or conference.version != "released"
    return is_known or request.unknown_zone or "print" in request.GET or title == conference.name


def frame_of(request, conference, names):
    zone, in_address = (each and each.key for each in (request.zone, request.zone_in_address))
    place = (PAGE, request.path, conference.pk, *mark_of(conference), zone, in_address)
    frame = ready.get(place)
    if frame is None or (frame.until and frame.until <= timezone.now()):
        frame = Frame(Mould(PAGE, {}, names, request), getattr(request, "good_until", None))
        ready.put(place, frame)
    return frame
