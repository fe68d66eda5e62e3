"""An invented conference of any size, for trying things out and for measuring: `make sample TALKS=1000`."""

import itertools
import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from conference.programme import sample
from conference.programme.models import (
    Authorship,
    Conference,
    Kind,
    Moderatorship,
    Person,
    Room,
    Session,
    Talk,
    Track,
)
from conference.programme.placed import Placed
from conference.programme.slugs import free_slug

SERIES = "Meridian"
NAMESPACE = uuid.UUID("5d6e1c0a-2f0b-5a53-9c53-6d6572696469")


class Command(BaseCommand):
    help = "Make an invented conference of any size. The same size gives the same conference."

    def add_arguments(self, parser):
        parser.add_argument("--talks", type=int, default=1000, help=f"how many, {sample.FEWEST} or more")
        parser.add_argument("--slug", default="2026", help="the first word of its addresses")

    def handle(self, *, talks, slug, **options):
        if talks < sample.FEWEST:
            raise CommandError(f"--talks is {talks}: a sample has {sample.FEWEST} talks or more.")
        with transaction.atomic():
            conference = Conference.objects.filter(slug=slug).first()
            if conference and not is_sample(conference):
                raise CommandError(f"/{slug}/ is {conference}, which this command did not make. Choose another --slug.")
            if conference and count_talks(conference) == talks:
                self.stdout.write(f"Nothing to do: {told(conference)}")
                return
            if conference:
                remove(conference)
            self.stdout.write(told(write(sample.make(talks), slug)))


def guid_of(slug, number):
    """The guid of what has this number in the sample with this slug."""
    return uuid.uuid5(NAMESPACE, f"{slug}/{number}")


def is_sample(conference):
    """Whether it is one of ours, even if somebody has worked on it since."""
    rows = conference.sessions.values_list("guid", "number")
    return conference.series == SERIES and any(guid == guid_of(conference.slug, number) for guid, number in rows)


def count_talks(conference):
    return conference.talks.filter(kind__is_talk=True).count()


def told(conference):
    days = (conference.last_day - conference.first_day).days + 1
    sessions, talks, people = conference.sessions.count(), count_talks(conference), conference.persons.count()
    return f"{days} days, {sessions} sessions, {talks} talks, {people} people at {conference.get_absolute_url()}"


def remove(conference):
    """Delete a sample, and what the histories keep of it: it was never real."""
    key = conference.pk
    conference.delete()
    Conference.history.filter(id=key).delete()
    for model in (Room, Track, Kind, Person, Session, Talk):
        model.history.filter(conference_id=key).delete()


def write(made, slug):
    """The rows of a sample; returns its conference."""
    conference = new_conference(made, slug)
    numbers = itertools.count(1)
    rooms = create(Room, conference, ({"name": name, "order": order} for order, name in enumerate(made.rooms, 1)))
    tracks = create(Track, conference, ({"name": name} for name in made.tracks))
    kinds = create(Kind, conference, (kind_values(name, order) for order, name in enumerate(sample.KINDS, 1)))
    rooms, tracks, kinds = ({row.name: row for row in rows} for rows in (rooms, tracks, kinds))

    values = (session_values(block, rooms, tracks) for block in made.blocks)
    sessions = list(zip(create(Session, conference, values, numbers), made.blocks, strict=True))
    entries = [(entry, session, n) for session, block in sessions for n, entry in enumerate(block.entries, 1)]
    values = (talk_values(entry, rooms, tracks, kinds, session, n) for entry, session, n in entries)
    talks = create(Talk, conference, values, numbers)

    people = create(Person, conference, ({"name": name} for name in made.people), numbers)
    people = {person.name: person for person in people}
    relate(Moderatorship, "session", people, ((session, block.moderators) for session, block in sessions))
    authors = (entry.authors for entry, _session, _n in entries)
    relate(Authorship, "talk", people, zip(talks, authors, strict=True))
    return conference


def new_conference(made, slug):
    conference = Conference(
        name=f"{SERIES} {slug}",
        series=SERIES,
        slug=slug,
        first_day=sample.FIRST_DAY,
        last_day=sample.FIRST_DAY + timedelta(days=made.days - 1),
        zone=sample.ZONE.key,
        day_begins=sample.DAY_BEGINS,
        description="An invented conference about maps, machines and patience. Nobody and nothing in it is real.",
        published=True,
    )
    try:
        conference.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    conference.save()
    return conference


def create(model, conference, values, numbers=None):
    """Rows of these values. Slugs, and numbers if there are any, are given here: looking each up takes a query."""
    rows, taken = [], set()
    for each in values:
        row = model(conference=conference, **each)
        if numbers:
            row.number = next(numbers)
            row.guid = guid_of(conference.slug, row.number)
        row.slug = free_slug(row.slug_base(getattr(row, row.name_field)), taken)
        taken.add(row.slug)
        if isinstance(row, Placed):
            row.release()
        rows.append(row)
    return model.objects.bulk_create(rows)


def kind_values(name, order):
    sort = sample.KINDS[name]
    return {"name": name, "order": order, "mark": sort.mark, "is_talk": sort.is_talk, "parallel": sort.parallel}


def session_values(block, rooms, tracks):
    return {
        "title": block.title,
        "abstract": block.abstract,
        "track": tracks.get(block.track),
        "draft_start": block.start,
        "draft_end": block.end,
        "draft_room": rooms.get(block.room),
        "draft_cancelled": block.cancelled,
        "join": block.join,
        "recording": block.recording,
    }


def talk_values(entry, rooms, tracks, kinds, session, position):
    return {
        "title": entry.title,
        "abstract": entry.abstract,
        "language": entry.language,
        "kind": kinds[entry.kind],
        "track": tracks.get(entry.track),
        "draft_session": session,
        "draft_position": position,
        "draft_start": entry.start,
        "draft_end": entry.end,
        "draft_room": rooms.get(entry.room),
        "draft_cancelled": entry.cancelled,
        **entry.links,
    }


def relate(model, what, people, pairs):
    """Give each session its moderators, or each talk its authors, in their order."""
    model.objects.bulk_create(
        model(person=people[name], position=position, **{what: row})
        for row, names in pairs
        for position, name in enumerate(names, 1)
    )
