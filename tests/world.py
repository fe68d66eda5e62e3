"""Builders with quiet defaults: say only what the story is about.

    year = a_conference()
    talk = a_talk("On rivers", start=at(9), authors=["Ada", "Ben"])

Without a word, everything happens in the conference 2030, whose one day is Mon 6 May 2030 in Lisbon (UTC+1).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from conference.programme.duties import Duty
from conference.programme.models import (
    Authorship,
    Conference,
    Kind,
    Moderatorship,
    Person,
    Room,
    Session,
    Talk,
)

DAY = date(2030, 5, 6)
LISBON = "Europe/Lisbon"


def at(hour, minute=0, day=DAY, zone=LISBON):
    """A moment on the venue's clock; `at(25)` is 1:00 of the next day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return midnight + timedelta(hours=hour, minutes=minute)


def a_conference(slug="2030", **fields):
    defaults = {
        "name": f"Rivers {slug}",
        "series": "Rivers",
        "first_day": DAY,
        "last_day": DAY,
        "zone": LISBON,
        "published": True,
    }
    return Conference.objects.filter(slug=slug).first() or Conference.objects.create(slug=slug, **defaults | fields)


def a_kind(name="Oral", conference=None, **fields):
    conference = conference or a_conference()
    fields = {
        "is_talk": name not in ("Q&A", "Break"),
        "mark": name.lower() if name in ("Oral", "Poster") else "ring",
    } | fields
    return Kind.objects.get_or_create(conference=conference, name=name, defaults=fields)[0]


def a_room(name="Aurora", conference=None, **fields):
    return Room.objects.get_or_create(conference=conference or a_conference(), name=name, defaults=fields)[0]


def a_person(name="Ada", conference=None, **fields):
    return Person.objects.get_or_create(conference=conference or a_conference(), name=name, defaults=fields)[0]


def a_session(
    title="Morning", start=None, end=None, room=None, conference=None, moderators=(), released=True, **fields
):
    conference = conference or a_conference()
    session = Session(
        title=title,
        conference=conference,
        draft_start=start,
        draft_end=end or (start and start + timedelta(hours=1)),
        draft_room=room,
        draft_cancelled=fields.pop("cancelled", False),
        **fields,
    )
    release(session) if released else session.save()
    for position, name in enumerate(moderators, 1):
        Moderatorship.objects.create(session=session, person=a_person(name, conference), position=position)
    return session


def a_talk(title="On rivers", start=None, end=None, session=None, kind="Oral", authors=(), released=True, **fields):
    session = session or Session.objects.first() or a_session(start=start)
    conference = fields.pop("conference", None) or session.conference
    talk = Talk(
        title=title,
        conference=conference,
        draft_session=session,
        draft_start=start,
        draft_end=end or (start and start + timedelta(minutes=15)),
        draft_position=fields.pop("position", session.draft_talks.count() + 1),
        draft_cancelled=fields.pop("cancelled", False),
        draft_room=fields.pop("room", None),
        kind=kind if isinstance(kind, Kind) else a_kind(kind, conference),
        **fields,
    )
    release(talk) if released else talk.save()
    for position, name in enumerate(authors, 1):
        Authorship.objects.create(talk=talk, person=a_person(name, conference), position=position)
    return talk


def release(item, **changes):
    """Make a session or talk public as its draft is, after some `changes` of its fields."""
    for name, value in changes.items():
        setattr(item, name, value)
    item.release()
    item.save()
    return item


def a_day_of(talks=3, session="Morning", **fields):
    """A session of talks, a quarter of an hour each from 9:00 on."""
    made = a_session(session, start=at(9), end=at(12), moderators=["Mo"], **fields)
    for n in range(talks):
        start = at(9, 15 * n)
        a_talk(f"{session} talk {n + 1}", start=start, session=made, authors=[f"Author {n + 1}"], abstract="Water.")
    return made


def a_colleague(role="organizer", conference=None, name=None, **fields):
    """A user of the staff with a duty in the conference; without a role, with none."""
    user = get_user_model().objects.create_user(name or role or "nobody", is_staff=True, **fields)
    if role:
        Duty.objects.create(conference=conference or a_conference(), user=user, role=role)
    return user
