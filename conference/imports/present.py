"""The draft of a conference as plain values, for a file to be compared with: a dozen queries, however much there is."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F

from conference.programme.aliases import Alias
from conference.programme.models import Authorship, Link, Moderatorship, Talk
from conference.tex.cleaning import one_line, without_forbidden

TEXTS = {
    "session": ["title", "foreign_id", "abstract", "join", "recording"],
    "talk": ["title", "subtitle", "foreign_id", "abstract", "language", *Talk.LINKS],
}


@dataclass(eq=False)
class Now:
    """A session, a talk or a person as it is now; `values` by the words of the rows.

    `people` are keys, `links` the further ones as (label, address).
    """

    key: int
    guid: str
    number: int
    values: dict
    public: bool = False
    people: list = field(default_factory=list)
    links: list = field(default_factory=list)

    @property
    def name(self):
        return self.values.get("title") or self.values.get("name")


@dataclass
class Present:
    """What a conference has now, each by its primary key, in the programme's order.

    Rooms, tracks and kinds are names, in one line as a file's are.
    """

    conference: object
    draft_number: int
    rooms: dict
    tracks: dict
    kinds: dict
    people: dict
    sessions: dict
    talks: dict
    aliases: list = field(default_factory=list)  # by what else people are known: Nows with the key of the person

    def talks_of(self, key):
        """The talks of a session, in order."""
        return self.by_session.get(key, [])

    def __post_init__(self):
        self.by_session = defaultdict(list)
        for talk in self.talks.values():
            self.by_session[talk.values["session"]].append(talk)


def load(conference):
    """The Present of a conference; one that is not saved yet has nothing."""
    if conference.pk is None:
        return Present(conference, 0, {}, {}, {}, {}, {}, {})
    number = type(conference.revision).objects.values_list("draft_number", flat=True).get(pk=conference.pk)
    rooms, tracks, kinds = (
        {key: one_line(without_forbidden(name)) for key, name in getattr(conference, many).values_list("pk", "name")}
        for many in ("rooms", "tracks", "kinds")
    )
    people = {now.key: now for now in named(conference.persons.order_by("pk"), "pk")}
    aliases = named(Alias.objects.filter(person__conference=conference), "person_id")
    sessions = placed(conference.sessions.draft().in_order(), "session", rooms, tracks)
    talks = placed(
        conference.talks.draft().in_order(),
        "talk",
        rooms,
        tracks,
        kind="kind_id",
        session=F("session"),
        position=F("position"),
    )
    for talk in talks.values():
        talk.values["kind"] = kinds[talk.values["kind"]]
    with_people(sessions, Moderatorship.objects.filter(session__conference=conference), "session_id")
    with_people(talks, Authorship.objects.filter(talk__conference=conference), "talk_id")
    for talk, *link in Link.objects.filter(talk__conference=conference).values_list("talk_id", "label", "address"):
        talks[talk].links.append(tuple(link))
    return Present(conference, number, rooms, tracks, kinds, people, sessions, talks, aliases)


def named(rows, key):
    columns = rows.values_list(key, "guid", "number", "name", "foreign_id")
    return [Now(key, str(guid), number, {"name": name, "foreign_id": id}) for key, guid, number, name, id in columns]


def placed(rows, noun, rooms, tracks, **more):
    words = [*TEXTS[noun], "start", "end", "cancelled", "room", "track", *more]
    columns = [*TEXTS[noun], F("start"), F("end"), F("cancelled"), F("room"), "track_id", *more.values()]
    found = {}
    for key, guid, number, public, *rest in rows.values_list("pk", "guid", "number", "public", *columns):
        values = dict(zip(words, rest, strict=True))
        values["room"], values["track"] = rooms.get(values["room"], ""), tracks.get(values["track"], "")
        found[key] = Now(key, str(guid), number, values, public)
    return found


def with_people(rows, relation, of):
    for key, person in relation.order_by("position", "id").values_list(of, "person_id"):
        rows[key].people.append(person)
