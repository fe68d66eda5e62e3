"""The noun that all others belong to: one year's edition."""

from datetime import time
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F, Q

from conference.addresses import address_of

from . import days
from .fields import LANGUAGE, direction, history_of, is_free_word, is_zone
from .named import FormerSlug
from .revision import Revised, RevisedQuerySet, Revision


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


def forget(conferences):
    """The history of all that these conferences (primary keys) have goes with them; their own stays."""
    for model in (relation.related_model for relation in Conference._meta.related_objects):
        if hasattr(model, "history"):
            model.history.filter(conference__in=conferences).delete()
