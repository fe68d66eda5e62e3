"""What the frame of every page needs to know: the year, its menu, its address."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from conference.addresses import address_of

from .door import conferences, current, today, visitor_zone
from .rights import Deed, may

# What fragments are told by some pages only. A word that is missing would cost more than the link it stands in: the
# context is searched to its end for it, and three exceptions are raised.
UNSAID = {"here": "", "key": "", "number": 1, "problem": "", "swapped": False}


def year(request):
    """Looked up only where a template asks, so that the admin pays nothing for it; what the door found is at hand."""
    return UNSAID | {
        "conference": getattr(request, "conference", None) or SimpleLazyObject(lambda: conference_of(request)),
        "previewed": SimpleLazyObject(lambda: next(filter(is_previewed, conferences(request)), None)),
        "conferences": getattr(request, "conferences", None) or SimpleLazyObject(lambda: conferences(request)),
        "agenda_url": SimpleLazyObject(lambda: agenda_url(request)),
        "agenda_now": SimpleLazyObject(lambda: agenda_now(request)),
        "page_url": settings.SITE_URL + request.path,
        "may_edit": SimpleLazyObject(lambda: may_do(request, Deed.TEXTS)),
        "may_organize": SimpleLazyObject(lambda: may_do(request, Deed.EVERYTHING)),
    }


def conference_of(request):
    """The year that the visitor is in, by the door or by the address; else the current one."""
    if not hasattr(request, "conference"):
        # A page of no year, such as /time-zone/, may say where its visitor came from.
        addresses = (request.path_info, request.GET.get("next", ""), request.POST.get("next", ""))
        first_words = {address.lstrip("/").partition("/")[0] for address in addresses}
        years = conferences(request)
        named = (each for each in years if each.slug in first_words)
        request.conference = next(named, None) or current(years, timezone.now())
        if request.conference:
            timezone.activate(visitor_zone(request, request.conference))
    return request.conference


def agenda_url(request):
    """Today while the conference runs, else its first day."""
    conference = conference_of(request)
    day = today(request, conference)
    shown = day if is_running(conference, day) else conference.first_day
    return address_of("programme:day", conference.slug, shown)


def agenda_now(request):
    """What leads to the present hour of that page, behind its query."""
    conference = conference_of(request)
    return "#now" if is_running(conference, today(request, conference)) else ""


def is_previewed(conference):
    return conference.version == "draft"


def is_running(conference, day):
    return conference.first_day <= day <= conference.last_day


def may_do(request, deed):
    """Whether to offer a link into the admin, of the year or of the one that is worked on at the desk.

    Visitors without a log-in are not looked up.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    conference = getattr(request, "organized", None) or conference_of(request)
    return may(request.user, deed, conference)
