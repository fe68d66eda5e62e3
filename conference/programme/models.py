"""The shared nouns. What they have in common is in `named`, `placed` and `revision`."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.utils.functional import cached_property

from conference.addresses import address_of
from conference.prepared import PreparedRows

from . import aliases, changes, days, duties  # noqa: F401 - all but days have models of this app
from .conferences import Conference as Conference
from .fields import LANGUAGE, WebAddressField, direction, history_of, web_links
from .named import Named, NamedQuerySet, Numbered
from .ordered import Authorship, Moderatorship
from .ordered import Link as Link
from .placed import Placed, PlacedQuerySet, Twice

# What `release` writes is told by the release, not by each row's history.
KEPT_ELSEWHERE = [
    *(f"released_{word}" for word in ("start", "end", "room", "cancelled")),
    *("public", "sequence", "modified"),
]


class Room(Named):
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=0, help_text="Parallel sessions stand in this order.")
    history = history_of()

    class Meta(Named.Meta):
        ordering = ["order", "name", "id"]

    @classmethod
    def shown_by(cls, rows, columns):
        talks = Talk._base_manager
        return [
            (Session._base_manager.filter(released_room__in=rows), {}),
            (talks.filter(Q(released_room__in=rows) | Q(released_session__released_room__in=rows)), {}),
        ]


class Track(Named):
    name = models.CharField(max_length=100)
    history = history_of()

    class Meta(Named.Meta):
        ordering = ["name", "id"]

    @classmethod
    def shown_by(cls, rows, columns):
        return [
            (Session._base_manager.filter(track__in=rows), {}),
            (Talk._base_manager.filter(Q(track__in=rows) | Q(released_session__track__in=rows)), {}),
        ]


class Kind(Named):
    """What sort of entry. Some are talks, with a page and people; others, such as Q&A and Break, plain entries."""

    class Mark(models.TextChoices):
        ORAL = "oral", "blue square"
        SPOTLIGHT = "spotlight", "orange disc"
        POSTER = "poster", "violet open square"
        KEYNOTE = "keynote", "red diamond"
        TUTORIAL = "tutorial", "olive triangle"
        RING = "ring", "grey ring"
        BAR = "bar", "grey bar"

    name = models.CharField(max_length=100, help_text="Oral, Spotlight, Q&A …")
    order = models.PositiveSmallIntegerField(default=0, help_text="Counts of kinds stand in this order.")
    is_talk = models.BooleanField(
        "is a talk", default=True, help_text="It has a page, people and a Bookmark. Untick for Q&A and breaks."
    )
    parallel = models.BooleanField(default=False, help_text="Several take place at once in a session, as posters do.")
    mark = models.CharField(max_length=20, choices=Mark.choices, default=Mark.ORAL)
    history = history_of()

    class Meta(Named.Meta):
        ordering = ["order", "name", "id"]

    @classmethod
    def shown_by(cls, rows, columns):
        return [(Talk._base_manager.filter(kind__in=rows), {})]


class PersonQuerySet(NamedQuerySet):
    def as_authors(self):
        """In the order in which their talk names them."""
        return self.order_by("authorships__position", "authorships__id")

    def as_moderators(self):
        return self.order_by("moderatorships__position", "moderatorships__id")

    def with_roles(self, version="released"):
        """Each with `moderates` and `presents`: whether they do so in something of this version."""
        moderates = Moderatorship.objects.filter(person=models.OuterRef("pk"))
        presents = Authorship.objects.filter(person=models.OuterRef("pk"))
        if version == "released":
            moderates, presents = moderates.filter(session__public=True), presents.filter(talk__public=True)
        return self.annotate(moderates=models.Exists(moderates), presents=models.Exists(presents))


class Person(Numbered):
    """An author or a moderator, or both: the role is in the relation."""

    name = models.CharField(max_length=200)

    objects = PersonQuerySet.as_manager()
    history = history_of()

    class Meta(Numbered.Meta):
        verbose_name_plural = "people"
        ordering = ["name", "id"]

    def is_public(self):
        return super().is_public() and self.is_told([self.pk])

    @classmethod
    def shown_by(cls, rows, columns):
        return [
            (Session._base_manager.filter(moderators__in=rows), {}),
            (Talk._base_manager.filter(authors__in=rows), {}),
        ]

    def get_absolute_url(self):
        return address_of("programme:person", self.conference.slug, self.slug)


class SessionQuerySet(PlacedQuerySet):
    def in_order(self):
        """By start, parallel ones by room; those without a time last."""
        room = f"{self.version}_room"
        return self.order_by(F("start").asc(nulls_last=True), f"{room}__order", f"{room}__name", "id")

    def by_room(self):
        """In the order of rooms, and there by start; those without a room last."""
        room = f"{self.version}_room"
        return self.order_by(F(f"{room}__order").asc(nulls_last=True), f"{room}__name", room, "start", "id")

    def at(self, moment):
        """Those whose time it is then, be they cancelled or not."""
        not_over = Q(end__gt=moment) | Q(end=None, start__gt=moment - days.UNSAID)
        return self.filter(not_over, start__lte=moment)

    def first_start(self):
        """When the first of them starts; None where no time is known."""
        return self.aggregate(first=models.Min(f"{self.version}_start"))["first"]

    def delete(self):
        with transaction.atomic(using=self.db):
            spare_moved_talks(list(self.values_list("pk", flat=True)))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def on(self, day, conference, zone):
        """Those that a visitor in this zone finds under this date."""
        return self.between(*conference.day_span(day, zone))

    def between(self, begin, end):
        """Those that start then."""
        return self.filter(start__gte=begin, start__lt=end)

    def with_moderators(self):
        people = Person.objects.as_moderators()
        return self.prefetch_related(Prefetch("moderators", people, to_attr="moderators_in_order"))

    def with_timeline(self, links=False):
        """Each with its `timeline`, a list of talks in their order, and their authors; also their further links?"""
        talks = getattr(Talk.objects, self.version)().in_order().with_authors()
        talks = talks.with_links() if links else talks
        return self.prefetch_related(Prefetch(f"{self.version}_talks", talks, to_attr="timeline"))


class Session(Placed):
    """A titled block in a room, with moderators and a timeline."""

    abstract = models.TextField(blank=True, help_text="TeX is understood.")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="sessions")
    join = WebAddressField("link to join")
    recording = WebAddressField("link to the recording")
    moderators = models.ManyToManyField(Person, through="Moderatorship", related_name="moderated_sessions")

    objects = SessionQuerySet.as_manager()
    history = history_of(excluded_fields=KEPT_ELSEWHERE)

    def delete(self, **kwargs):
        with transaction.atomic():
            spare_moved_talks([self.pk])
            return super().delete(**kwargs)

    delete.alters_data = True

    @classmethod
    def shown_by(cls, rows, columns):
        # Talks without a room of their own are where the session is, and off when it is.
        moved = {"released_room_id", "released_cancelled"} & (columns or set())
        talks = Talk._base_manager.filter(released_session__in=rows)
        return [(talks, {"sequence": F("sequence") + 1} if moved else {})]

    @cached_property
    def moderators_in_order(self):
        return moderators_of(self.pk)

    @property
    def is_cancelled(self):
        return self.cancelled

    @property
    def links(self):
        return web_links(("Join", self.join), ("Recording", self.recording))

    def get_absolute_url(self):
        return address_of("programme:session", self.conference.slug, self.slug)


def spare_moved_talks(sessions):
    """Before these sessions (primary keys) are deleted: keep the talks that one of their versions has elsewhere.

    What moved out of them in the draft waits there for its release; what was to move into them stays where it is.
    """
    Talk.objects.filter(released_session__in=sessions).exclude(draft_session__in=sessions).update(
        released_session=None, public=False
    )
    Talk.objects.filter(draft_session__in=sessions, released_session__isnull=False).exclude(
        released_session__in=sessions
    ).update(draft_session=F("released_session"))


class TalkQuerySet(PlacedQuerySet):
    def in_order(self):
        return self.order_by("position", "id")

    def by_time(self):
        return self.order_by(F("start").asc(nulls_last=True), "position", "id")

    def of(self, session):
        """The timeline of a session (a primary key)."""
        return self.filter(session=session).in_order()

    def with_authors(self):
        return self.prefetch_related(Prefetch("authors", Person.objects.as_authors(), to_attr="authors_in_order"))

    def with_links(self):
        return self.prefetch_related(Prefetch("further_links", to_attr="links_in_order"))

    def with_session(self):
        return self.select_related(f"{self.version}_session", f"{self.version}_session__{self.version}_room")


class Talk(Placed):
    """One entry of a session's timeline: a talk, or a plain entry such as Q&A."""

    LINKS = ("paper", "slides", "video", "poster", "code")

    kind = models.ForeignKey(Kind, models.RESTRICT, related_name="talks")
    subtitle = models.CharField(max_length=500, blank=True, help_text="Stands below the title. TeX is understood.")
    abstract = models.TextField(blank=True, help_text="TeX is understood.")
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="talks", help_text="If other than its session's."
    )
    language = models.CharField(
        max_length=20, blank=True, validators=[LANGUAGE], help_text="If other than the conference's: ar, pt-BR …"
    )
    paper = WebAddressField()
    slides = WebAddressField()
    video = WebAddressField()
    poster = WebAddressField()
    code = WebAddressField()
    authors = models.ManyToManyField(Person, through="Authorship", related_name="presented_talks")

    released_session = models.ForeignKey(
        Session, models.CASCADE, null=True, editable=False, related_name="released_talks"
    )
    released_position = models.PositiveIntegerField(default=0, editable=False)
    draft_session = models.ForeignKey(Session, models.CASCADE, verbose_name="session", related_name="draft_talks")
    draft_position = models.PositiveIntegerField("position", default=0, help_text="Its place in the session's order.")
    session, position = Twice(), Twice()
    listed_below = False  # where a page lists it twice, whether this is the first of both

    objects = TalkQuerySet.as_manager()
    history = history_of(excluded_fields=[*KEPT_ELSEWHERE, "released_session", "released_position"])

    class Meta(Placed.Meta):
        indexes = [models.Index(fields=["released_session", "released_position", "id"], name="talk_timeline")]
        constraints = [
            *Placed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(public=False) | Q(released_session__isnull=False), name="public_talk_has_a_session"
            ),
        ]

    @classmethod
    def shown_with(cls, version):
        return ["kind", *super().shown_with(version)]

    def conference_keys(self):
        return {self.belong()}

    def belong(self):
        """The primary key of the conference: its session's, if nobody said."""
        if self.conference_id is None and self.draft_session_id:
            self.conference = self.draft_session.conference
        return self.conference_id

    def clean(self):
        self.belong()
        super().clean()
        # Asked for rather than followed: an older version that is brought back may name a session that is gone.
        session = Session._base_manager.filter(pk=self.draft_session_id).first()
        if session and session.conference_id != self.conference_id:
            raise ValidationError({"draft_session": f"That is a session of {session.conference}."})

    @cached_property
    def authors_in_order(self):
        return authors_of(self.pk)

    @cached_property
    def links_in_order(self):
        return links_of(self.pk)

    @property
    def is_cancelled(self):
        return self.cancelled or bool(self.session and self.session.cancelled)

    def place_in(self, version):
        """Its own room, or else its session's."""
        session = getattr(self, f"{version}_session")
        return super().place_in(version) or (session and session.place_in(version))

    @property
    def lang(self):
        """The language of title and abstract, if it is said to differ from the conference's."""
        return self.language

    @property
    def dir(self):
        return direction(self.language)

    @property
    def links(self):
        own = [(name.capitalize(), getattr(self, name)) for name in self.LINKS]
        return web_links(*own, *((link.label, link.address) for link in self.links_in_order))

    def get_absolute_url(self):
        """Its page; a plain entry has none and is found on its session's."""
        if not self.kind.is_talk:
            return self.session.get_absolute_url()
        return address_of("programme:talk", self.conference.slug, self.slug)


# What a row asks for that was loaded alone.
moderators_of = PreparedRows(lambda session: Person.objects.filter(moderatorships__session=session).as_moderators())
authors_of = PreparedRows(lambda talk: Person.objects.filter(authorships__talk=talk).as_authors())
links_of = PreparedRows(lambda talk: Link.objects.filter(talk=talk))
