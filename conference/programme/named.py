"""Things with a name and an address; and those that other programmes know by a number."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from conference import tex

from .revision import Revised, RevisedQuerySet, next_numbers, note_number
from .slugs import free_slug, is_slug_of, slug_of


class NamedQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, conference, slug):
        return self.get(conference__slug=conference, slug=slug)


class FormerSlug(models.Model):
    """A slug that something public had: its old address leads to the new one."""

    conference = models.ForeignKey("Conference", models.CASCADE, related_name="former_slugs")
    model = models.CharField(max_length=20)
    slug = models.SlugField(max_length=100)
    key = models.PositiveBigIntegerField("primary key of what had it")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "model", "slug"], name="one_thing_per_former_slug")
        ]

    def __str__(self):
        return f"{self.model} {self.slug}"


class Named(Revised):
    """Has a name and, made of it, a slug that is unique in its conference.

    The slug follows the name until the thing is public, then it stays. A slug that somebody changes after that
    leaves a FormerSlug.
    """

    conference = models.ForeignKey("Conference", models.CASCADE, related_name="%(class)ss")
    slug = models.SlugField(
        max_length=100, blank=True, help_text="The word in its address. Leave it empty to have it made of the name."
    )
    name_field = "name"
    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["conference", "slug"], name="%(class)s_slug_unique")]

    def __str__(self):
        return tex.to_text(getattr(self, self.name_field))

    def natural_key(self):
        return (self.conference.slug, self.slug)

    natural_key.dependencies = ["programme.conference"]

    def clean(self):
        if self.slug and self.slug in self.taken_slugs(self.slug, former=False):
            raise ValidationError({"slug": f"Another {self._meta.verbose_name} of this conference has this slug."})

    def is_public(self):
        """Whether somebody may already know its address."""
        return self.conference.published

    def prepare(self, old, raw=False, slugs=None):
        super().prepare(old, raw, slugs)
        if not self.slug or (old and self.outdated_slug(old)):
            self.slug = self.new_slug(slugs)
        elif old and self.slug != old["slug"] and self.is_public():
            former = FormerSlug.objects.filter(conference=self.conference_id, model=self._meta.model_name)
            former.filter(slug=self.slug).delete()
            former.update_or_create(
                slug=old["slug"],
                defaults={"key": self.pk},
                create_defaults={"key": self.pk, "conference_id": self.conference_id, "model": self._meta.model_name},
            )

    @classmethod
    def follow(cls, fields):
        return ("slug",) if cls.name_field in fields else ()

    def slug_base(self, name):
        number = getattr(self, "number", None)
        return slug_of(tex.to_text(name)) or "-".join(filter(None, [self._meta.model_name, number and str(number)]))

    def outdated_slug(self, old):
        """Whether the slug was made of the old name, nobody else chose one, and nobody can have it yet."""
        was, now = (self.slug_base(name) for name in (old[self.name_field], getattr(self, self.name_field)))
        return self.slug == old["slug"] and was != now and is_slug_of(self.slug, was) and not self.is_public()

    def new_slug(self, slugs):
        base = self.slug_base(getattr(self, self.name_field))
        if slugs is None:
            taken = self.taken_slugs(base)
        elif (taken := slugs.get(self.conference_id)) is None:
            taken = slugs[self.conference_id] = self.taken_slugs("")
        slug = free_slug(base, taken)
        taken.add(slug)
        return slug

    def taken_slugs(self, start, former=True):
        """Slugs in the conference that begin with `start` and that something else of this kind has, or had."""
        others = type(self)._base_manager.filter(conference=self.conference_id).exclude(pk=self.pk)
        slugs = set(others.filter(slug__startswith=start).values_list("slug", flat=True))
        if former:
            had = FormerSlug.objects.filter(conference=self.conference_id, model=self._meta.model_name)
            slugs |= set(had.exclude(key=self.pk or 0).filter(slug__startswith=start).values_list("slug", flat=True))
        return slugs


class Numbered(Named):
    """Known elsewhere by ids that outlive every edit: a guid, and a number given out once in a conference."""

    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(editable=False)
    foreign_id = models.CharField(
        "id elsewhere", max_length=200, blank=True, help_text="Such as an OpenReview id; an import finds it by this."
    )

    class Meta(Named.Meta):
        abstract = True
        constraints = [
            *Named.Meta.constraints,
            models.UniqueConstraint(fields=["conference", "number"], name="%(class)s_number_unique"),
            models.UniqueConstraint(fields=["conference", "guid"], name="%(class)s_guid_unique"),
        ]

    def prepare(self, old, raw=False, slugs=None):
        if self.number is None:
            [self.number] = next_numbers(self.conference_id)
        elif old is None and slugs is None:
            note_number(self.conference_id, self.number)
        super().prepare(old, raw, slugs)

    @classmethod
    def prepare_many(cls, objs):
        for conference in {obj.conference_id for obj in objs}:
            ours = [obj for obj in objs if obj.conference_id == conference]
            note_number(conference, max((obj.number for obj in ours if obj.number), default=0))
            without = [obj for obj in ours if obj.number is None]
            for obj, number in zip(without, next_numbers(conference, len(without)), strict=True):
                obj.number = number
        super().prepare_many(objs)
