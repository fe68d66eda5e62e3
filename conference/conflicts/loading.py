"""The draft of a conference out of the database: six queries, however much there is."""

from collections import defaultdict

from django.db.models import F

from conference.columns import title_of_made
from conference.programme.models import Authorship, Moderatorship

from .draft import Kind, Person, Programme, Room, Session, Talk

# In the order of the fields of draft.Placed.
PLACED = ["pk", "title", F("start"), F("end"), F("cancelled"), "foreign_id", "slug", "public"]
ENTRY = [F("session"), "kind__is_talk", "kind__parallel"]


def load(conference):
    """A draft.Programme, all in the programme's order."""
    rooms = {key: Room(key, name) for key, name in conference.rooms.values_list("pk", "name")}
    people = {key: Person(key, name, slug) for key, name, slug in conference.persons.values_list("pk", "name", "slug")}
    astray = {}

    def ours(mine, key, owner):
        """The room, person or session with this key; None where another conference has it, which is told."""
        if key is not None and key not in mine:
            astray[owner] = None
        return mine.get(key)

    def fill(entry, room, named):
        entry.room = ours(rooms, room, entry)
        entry.people.extend(filter(None, [ours(people, key, entry) for key in named[entry.key]]))
        return entry

    named = related(Moderatorship, "session", conference)
    rows = conference.sessions.draft().in_order().values_list(F("room"), "track__name", *PLACED)
    sessions = {}
    for room, track, *row in rows:
        session = sessions[row[0]] = fill(Session(*row), room, named)
        session.named_by_place = session.title == title_of_made(track, session.room and session.room.name)

    named = related(Authorship, "talk", conference)
    rows = conference.talks.draft().by_time()
    talks = []
    for session, is_talk, parallel, room, *row in rows.values_list(*ENTRY, F("room"), *PLACED):
        talk = fill(Talk(*row, kind=Kind(is_talk, parallel)), room, named)
        if in_session := ours(sessions, session, talk):
            talk.session = in_session
            talks.append(talk)

    return Programme(
        conference.slug,
        conference.first_day,
        conference.last_day,
        conference.tz,
        day_begins=conference.day_begins,
        published=conference.published,
        rooms=list(rooms.values()),
        people=list(people.values()),
        sessions=list(sessions.values()),
        talks=talks,
        astray=list(astray),
    )


def related(model, of, conference):
    """The keys of the people of each session or talk, in their order."""
    people = defaultdict(list)
    rows = model.objects.filter(**{f"{of}__conference": conference}).order_by("position", "id")
    for key, person in rows.values_list(f"{of}_id", "person_id"):
        people[key].append(person)
    return people
