from datetime import timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.views.decorators.http import require_safe

from conference.incoming import hears
from conference.stored import good_until

from . import days, filters, questions
from .catalogue import catalogue_of
from .door import conferences, current, enter, today, visitor_zone
from .moved import refiltered

PEOPLE_ON_A_PAGE = 600
SESSIONS_OF_A_YEAR = 400


@require_safe
def home(request):
    """To the current year, and to the present hour while it runs."""
    conference = current(conferences(request), timezone.now())
    if conference is None:
        return render(request, "programme/no_conference.html")
    address, anchor, day = conference.get_absolute_url(), "", today(request, conference)
    if day in questions.days(conference, visitor_zone(request, conference)):
        address, anchor = reverse("programme:day", args=[conference.slug, day]), "#now"
    query = request.GET.urlencode(safe="/")
    return redirect(f"{address}?{query}{anchor}" if query else f"{address}{anchor}")


@require_safe
@hears()
def year(request, year):
    conference = enter(request, year)
    zone = timezone.get_current_timezone()
    many, talks = questions.counts(conference)
    # Of a large conference the days only, with what is on none of them: each day's page has its sessions.
    only_days = [(day, []) for day in questions.days(conference, zone)] if many > SESSIONS_OF_A_YEAR else []
    listed = timeless(conference) if only_days else questions.sessions(conference)
    by_day = groupby(listed, key=lambda each: each.start and conference.day_of(each.start, zone))
    groups = [*only_days, *((day, list(group)) for day, group in by_day)]
    context = {
        "groups": groups,
        "today": today(request, conference),
        "days": [day for day, _ in groups if day],
        "sessions": many,
        "talks": talks,
    }
    return render(request, "programme/year.html", context)


def timeless(conference):
    """The sessions of which no day is known."""
    return conference.shown_sessions.filter(start=None).in_order().with_moderators()


@require_safe
@hears(*filters.ON_A_DAY, "mine", "talks")
def day(request, year, day):
    conference = enter(request, year)
    if address := filters.tidied(request):
        return redirect(address)
    zone = timezone.get_current_timezone()
    sessions = questions.day(conference, *conference.day_span(day, zone))
    if not sessions and not is_near(day, conference):
        raise Http404(f"{conference} has no day {day}.")
    chosen, mine = filters.asked(request.GET, filters.ON_A_DAY), filters.only_mine(request.GET)
    kept = request.kept_talks() if mine else None
    sessions, menus = filters.narrow_day(sessions, chosen, kept, lambda: catalogue_of(conference).labels)
    if chosen and not sessions and (moved := refiltered(request, conference, chosen)):
        return moved
    slots, only = days.slots(sessions), days.only_session(sessions)
    narrowed = filters.state_in_words(menus, mine)
    present = days.present(slots, only, timezone.now())
    good_until(request, present.until)
    context = {
        "day": day,
        "days": questions.days(conference, zone),
        "today": today(request, conference),
        "only": only,
        "sessions": sessions,
        "slots": slots,
        "present": present,
        "talks": sum(entry.kind.is_talk for session in sessions for entry in session.timeline),
        "talks_shown": bool(narrowed) or request.GET.get("talks") == "shown",
        "menus": menus,
        "mine": mine,
        "narrowed": narrowed,
        "heading": ", ".join(filter(None, [narrowed, date_format(day, "l j F")])),
        "query": filters.query_of(chosen, mine),
    }
    return render(request, "programme/day.html", context)


def is_near(day, conference):
    """Whether it is a day of the conference somewhere on earth: what is 5 May at the venue is 6 May elsewhere."""
    return conference.first_day - timedelta(days=1) <= day <= conference.last_day + timedelta(days=1)


@require_safe
@hears()
def session(request, year, session):
    conference = enter(request, year)
    session = questions.session.one(conference, session)
    questions.give_timeline(session, questions.timeline(conference, session.pk))
    has_times = any(each.start for each in [session, *session.timeline])
    has_talks = any(each.kind.is_talk for each in session.timeline)
    context = {"session": session, "has_times": has_times, "has_talks": has_talks}
    return render(request, "programme/session.html", context)


@require_safe
@hears()
def talk(request, year, talk):
    conference = enter(request, year)
    talk = questions.talk.one(conference, talk)
    here = (talk.position, talk.pk)
    beside = questions.neighbours(conference, talk.session.pk, *here)
    words = ["Before" if (each.position, each.pk) < here else "After" for each in beside]
    return render(request, "programme/talk.html", {"talk": talk, "beside": list(zip(words, beside, strict=True))})


@require_safe
@hears("role", "page")
def people(request, year):
    """Everyone, moderators first; `?role=moderator` or `?role=author` for some."""
    conference = enter(request, year)
    roles = {"moderator": Q(moderates=True), "author": Q(presents=True)}
    role = asked if (asked := request.GET.get("role")) in roles else ""
    everyone = conference.shown_persons.filter(roles.get(role, Q()))
    pages = Paginator(everyone.order_by("-moderates", Lower("name"), "id"), PEOPLE_ON_A_PAGE)
    context = {"people": pages.get_page(request.GET.get("page")), "role": role, "query": role and f"role={role}"}
    return render(request, "programme/people.html", context)


@require_safe
@hears()
def person(request, year, person):
    conference = enter(request, year)
    person = questions.person.one(conference, person)
    sessions = questions.moderated(conference, person.pk) if person.moderates else []
    of_person = questions.presented_or_moderated if sessions else questions.presented
    entries = of_person(conference, person.pk)
    for session in sessions:
        session.timeline = sorted((e for e in entries if e.session == session), key=lambda e: (e.position, e.pk))
    presents = [entry for entry in entries if person in entry.authors_in_order]
    for entry in presents:
        entry.listed_below = True  # so that the page has one Bookmark for it
    roles = [word for word, what in (("Moderator", sessions), ("Author", presents)) if what]
    context = {
        "person": person,
        "moderates": sessions,
        "presents": presents,
        "role": " and ".join(roles).capitalize(),
        "has_times": any(each.start for each in [*sessions, *presents]),
    }
    return render(request, "programme/person.html", context)
