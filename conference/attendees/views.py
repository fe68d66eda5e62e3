from django.db.models import Max
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.addresses import address_of
from conference.htmx import tell_caches, wants_fragment
from conference.origin import own_address, public_post
from conference.programme.door import enter

from .alternatives import offer
from .context import changed, counts, kept_talks, visitors_news
from .identity import admit, attendee_of, renew
from .listing import by_day
from .posted import number, numbers
from .pressing import press, talk_shown
from .secrecy import private
from .secret_addresses import addresses

REMINDERS = (5, 15, 30)


@public_post
def bookmark(request, year, talk):
    talk = talk_shown(request, year, talk)
    attendee = press(request, talk)
    address = own_address(request.POST.get("next", ""), default=address_of("programme:talk", year, talk.slug))
    if wants_fragment(request):
        response = render(request, "attendees/_kept.html", pressed(request, year, talk) | {"next": address})
    else:
        response = HttpResponseRedirect(f"{address}#talk-{talk.slug}")
    tell_caches(response)
    if attendee:
        renew(request, response)
    return response


def pressed(request, year, talk):
    """What the button and the count in the menu show after a press."""
    kept = kept_talks(request)
    kept_counts = counts(len(kept), changed(request))
    return {"conference": {"slug": year}, "talk": talk, "kept": kept, "kept_counts": kept_counts}


@public_post
def bookmark_session(request, year, session):
    """Keep all talks of a session; each can be let go alone."""
    conference = enter(request, year)
    session = get_object_or_404(conference.shown_sessions, slug=session)
    talks = list(conference.shown_talks.of(session.pk).filter(kind__is_talk=True).values_list("pk", flat=True))
    response = HttpResponseRedirect(own_address(request.POST.get("next", ""), default=session.get_absolute_url()))
    if talks:
        (attendee_of(request) or admit(request)).keep_all(talks)
        renew(request, response)
    return response


@require_safe
@private
def my_schedule(request, year):
    """A list, or with ?view=day the same as timetables."""
    conference = enter(request, year)
    attendee = attendee_of(request)
    talks = list(attendee.kept_in(conference)) if attendee else []
    news = visitors_news(request)
    for talk in talks:
        talk.news = news.get(talk.pk)
    links = addresses(attendee, conference) if attendee else None
    days = by_day(talks, conference, timezone.get_current_timezone())
    offer(conference, [run for day in days for run in day.runs])
    context = {
        "talks": talks,
        "changed": [talk for talk in talks if talk.news],
        "changed_count": changed(request),
        "lost": attendee.lost_in(conference) if attendee and changed(request) > len(news) else [],
        "last_release": conference.releases.aggregate(last=Max("number"))["last"] if news else 0,
        "days": days,
        "as_day": request.GET.get("view") == "day",
        "links": links,
        "devices": attendee.devices.count() if attendee else 0,
        "remind": (remind := remind_of(request)),
        "reminders": REMINDERS,
        "calendar_url": links and links["calendar"].url + (f"?remind={remind}" if remind else ""),
    }
    return render(request, "attendees/my_schedule.html", context)


def remind_of(request):
    """The minutes before a talk at which the calendar shall remind; None for never."""
    asked = request.GET.get("remind", "")
    return int(asked) if asked in map(str, REMINDERS) else None


@public_post
def seen(request, year):
    """What changed up to this release was seen, and which are gone; what came while the page was read was not."""
    conference = enter(request, year)
    release = conference.releases.filter(number__lte=number(request, "release")).first()
    lost, attendee = numbers(request, "lost"), attendee_of(request)
    if attendee:
        attendee.note_lost(conference, lost)
    if attendee and release:
        mark, _ = attendee.seen.get_or_create(conference=conference)
        attendee.seen.filter(pk=mark.pk, release__lt=release.number).update(release=release.number)
    page = reverse("attendees:my_schedule", args=[conference.slug])
    return HttpResponseRedirect(own_address(request.POST.get("next", ""), default=page))


@require_safe
def cookies(request):
    return render(request, "attendees/cookies.html")
