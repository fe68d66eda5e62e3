"""The shared nouns. What they have in common is in `named`, `placed` and `revision`."""

from contextlib import suppress
from datetime import time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from simple_history.models import HistoricalRecords

from conference.addresses import address_of
from conference.timezones import zones

from . import aliases, changes, days, duties  # noqa: F401 - all but days have models of this app
from .named import FormerSlug, Named, NamedQuerySet, Numbered
from .placed import Placed, PlacedQuerySet, Twice
from .revision import Revised, RevisedQuerySet, Revision, is_whole_conference

# What `release` writes is told by the release, not by each row's history.
KEPT_ELSEWHERE = [
    *(f"released_{word}" for word in ("start", "end", "room", "cancelled")),
    *("public", "sequence", "modified"),
]
LANGUAGE = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag such as en, pt-BR or ar.")


class History(HistoricalRecords):
    """Who changed what from what to what; what goes with its whole conference leaves no record of its own."""

    def post_delete(self, instance, using=None, origin=None, **kwargs):
        if isinstance(instance, Conference) or not is_whole_conference(origin):
            super().post_delete(instance, using=using, **kwargs)


def history_of(**options):
    """A reason may be a long list of names."""
    return History(history_change_reason_field=models.TextField(null=True), **options)


def is_zone(name):
    if name not in zones.names():
        raise ValidationError(f"{name} is not a time zone. Write it as Europe/Lisbon.")


def is_free_word(slug):
    """Refuses a conference slug whose address leads elsewhere, such as `admin`."""
    taken = f"/{slug}/ is another page of this site. Choose another word."
    try:
        match = resolve(f"/{slug}/")
    except Resolver404:
        raise ValidationError("Use letters, digits and hyphens only.") from None
    if match.view_name != "programme:year" or f"/{slug}/" == settings.STATIC_URL:
        raise ValidationError(taken)
    with suppress(Resolver404):
        resolve(f"/{slug}")
        raise ValidationError(taken)


class WebAddressField(models.URLField):
    """An http or https address, or nothing."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(verbose_name, **{"blank": True, "max_length": 500} | kwargs)

    def deconstruct(self):
        *path, options = super().deconstruct()
        return *path, options | {"blank": self.blank}

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class ConferenceQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def delete(self):
        with transaction.atomic(using=self.db):
            forget(list(self.values_list("pk", flat=True)))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def published(self):
        return self.filter(published=True)

    def by_year(self):
        """Newest first, as the yearly menu lists them."""
        return self.order_by("-first_day", "slug")


class Conference(Revised):
    """One year's edition."""

    name = models.CharField(max_length=100, help_text="With the year: ICLR 2021.")
    series = models.CharField(max_length=60, help_text="What its editions have in common: ICLR.")
    slug = models.SlugField(
        max_length=40, unique=True, validators=[is_free_word], help_text="The first word of its addresses: 2021."
    )
    first_day = models.DateField()
    last_day = models.DateField()
    zone = models.CharField(
        "time zone", max_length=60, validators=[is_zone], help_text="The venue's, such as America/Los_Angeles."
    )
    day_begins = models.TimeField(
        default=time(0),
        help_text="What starts earlier belongs to the day before. 4:00 suits a conference with late nights.",
    )
    language = models.CharField(max_length=20, default="en", validators=[LANGUAGE])
    description = models.TextField(blank=True, help_text="A sentence or two for the year's page and search engines.")
    published = models.BooleanField(default=False, help_text="Attendees see it once this is ticked.")

    objects = ConferenceQuerySet.as_manager()
    history = history_of()
    conference_path = "pk"
    # Which version this visitor sees; the door says "draft" to an organizer's preview.
    version = "released"

    class Meta:
        ordering = ["-first_day", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="conference_last_day_not_before_first",
                violation_error_message="The last day is before the first day.",
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def conference_keys(self):
        """All of them: every page's yearly menu names this one."""
        return set(Revision.objects.values_list("pk", flat=True))

    @classmethod
    def conferences_of(cls, keys):
        return set(Revision.objects.values_list("pk", flat=True))

    def prepare(self, old, raw=False, slugs=None):
        super().prepare(old, raw, slugs)
        if old and old["slug"] != self.slug and old["published"]:
            FormerSlug.objects.filter(model="conference", slug__in=[self.slug, old["slug"]]).delete()
            FormerSlug.objects.create(conference=self, model="conference", slug=old["slug"], key=self.pk)

    @classmethod
    def is_told(cls, keys):
        return cls._base_manager.filter(pk__in=keys, published=True).exists()

    def delete(self, **kwargs):
        with transaction.atomic():
            forget([self.pk])
            return super().delete(**kwargs)

    delete.alters_data = True

    def after_creation(self):
        Revision.objects.get_or_create(conference=self)

    def get_absolute_url(self):
        return address_of("programme:year", self.slug)

    @property
    def told_name(self):
        """Its name in calendars, feeds and files, where no banner says that they are a preview."""
        return f"Preview of the draft: {self.name}" if self.version == "draft" else self.name

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    @property
    def dir(self):
        return direction(self.language)

    def day_of(self, start, zone):
        """The date under which something that starts then is listed for a visitor in this zone.

        At the venue the conference's own day counts, which may begin late; elsewhere the calendar's.
        """
        return days.day_of(start, zone, self.day_begins if zone.key == self.zone else time(0))

    def day_span(self, day, zone):
        """The two UTC moments between which something on this day starts."""
        return days.span(day, zone, self.day_begins if zone.key == self.zone else time(0))

    @property
    def shown_sessions(self):
        """The sessions that this visitor may see, in the version that they see."""
        return getattr(self.sessions, self.version)()

    @property
    def shown_talks(self):
        return getattr(self.talks, self.version)()

    @property
    def shown_persons(self):
        """Those who moderate or present something of that, each with `moderates` and `presents`."""
        return self.persons.with_roles(self.version).filter(Q(moderates=True) | Q(presents=True))

    def days(self, zone):
        """The dates on which sessions start, in order."""
        sessions = self.shown_sessions.exclude(start=None).order_by("start")
        starts = sessions.values_list(f"{self.version}_start", flat=True).distinct()
        return list(dict.fromkeys(self.day_of(start, zone) for start in starts))


def forget(conferences):
    """The history of all that these conferences (primary keys) have goes with them; their own stays."""
    for model in (Room, Track, Kind, Person, Session, Talk):
        model.history.filter(conference__in=conferences).delete()


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
        begin, end = conference.day_span(day, zone)
        return self.filter(start__gte=begin, start__lt=end)

    def with_moderators(self):
        people = Person.objects.order_by("moderatorships__position", "moderatorships__id")
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
        return [moderatorship.person for moderatorship in self.moderatorships.select_related("person")]

    @property
    def is_cancelled(self):
        return self.cancelled

    @property
    def place(self):
        return self.room

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
        """The timeline of a session."""
        return self.filter(session=session.pk).in_order()

    def with_authors(self):
        people = Person.objects.order_by("authorships__position", "authorships__id")
        return self.prefetch_related(Prefetch("authors", people, to_attr="authors_in_order"))

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
        if self.draft_session_id and self.draft_session.conference_id != self.conference_id:
            raise ValidationError({"draft_session": f"That is a session of {self.draft_session.conference}."})

    @cached_property
    def authors_in_order(self):
        return [authorship.person for authorship in self.authorships.select_related("person")]

    @cached_property
    def links_in_order(self):
        return list(self.further_links.all())

    @property
    def is_cancelled(self):
        return self.cancelled or bool(self.session and self.session.cancelled)

    @property
    def place(self):
        """Its own room, or else its session's; None where neither is known."""
        return self.room or (self.session and self.session.room)

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


class Ordered(Revised):
    """What a session or a talk has several of, people or links; position orders, then id."""

    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class AuthorshipQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, conference, talk, person):
        return self.get(talk__conference__slug=conference, talk__slug=talk, person__slug=person)


class Authorship(Ordered):
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="authorships")

    objects = AuthorshipQuerySet.as_manager()
    conference_path = "talk__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["talk", "person"], name="author_once")]

    def __str__(self):
        return f"{self.person} · {self.talk}"

    def natural_key(self):
        return (*self.talk.natural_key(), self.person.slug)

    natural_key.dependencies = ["programme.talk", "programme.person"]

    def conference_keys(self):
        return {self.talk.conference_id}

    @classmethod
    def shown_by(cls, rows, columns):
        return [(Talk._base_manager.filter(authorships__in=rows), {})]


class ModeratorshipQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, conference, session, person):
        return self.get(session__conference__slug=conference, session__slug=session, person__slug=person)


class Moderatorship(Ordered):
    session = models.ForeignKey(Session, models.CASCADE, related_name="moderatorships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="moderatorships")

    objects = ModeratorshipQuerySet.as_manager()
    conference_path = "session__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="moderator_once")]

    def __str__(self):
        return f"{self.person} · {self.session}"

    def natural_key(self):
        return (*self.session.natural_key(), self.person.slug)

    natural_key.dependencies = ["programme.session", "programme.person"]

    def conference_keys(self):
        return {self.session.conference_id}

    @classmethod
    def shown_by(cls, rows, columns):
        return [(Session._base_manager.filter(moderatorships__in=rows), {})]


class LinkQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, conference, talk, address):
        return self.get(talk__conference__slug=conference, talk__slug=talk, address=address)


class Link(Ordered):
    """One more web address of a talk, beside those that have a column of their own."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="further_links")
    label = models.CharField(max_length=200, help_text="What it leads to: Project page.")
    address = WebAddressField(blank=False)

    objects = LinkQuerySet.as_manager()
    conference_path = "talk__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["talk", "address"], name="link_once")]

    def __str__(self):
        return f"{self.label} {self.address}"

    def natural_key(self):
        return (*self.talk.natural_key(), self.address)

    natural_key.dependencies = ["programme.talk"]

    def conference_keys(self):
        return {self.talk.conference_id}

    @classmethod
    def shown_by(cls, rows, columns):
        return [(Talk._base_manager.filter(further_links__in=rows), {})]


def direction(language):
    """`rtl` or `ltr` for a language tag; "auto" where the tag is empty or unknown."""
    try:
        return "rtl" if get_language_info(language.lower())["bidi"] else "ltr"
    except KeyError:
        return "auto"


def web_links(*pairs):
    """The (label, address) pairs that have an http or https address, whoever wrote it there."""
    return [(label, address) for label, address in pairs if address.lower().startswith(("http://", "https://"))]
