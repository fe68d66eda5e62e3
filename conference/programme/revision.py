"""The one place through which every change of a programme goes.

Whoever writes (admin, shell, fixture, bulk action, many-to-many edit), the same happens in the transaction of
the change: the conference's draft number rises; where attendees can see the change, its revision too, and what
changed gets a new `modified`, and a `sequence` if its place or time did. So nothing that is still a draft moves
anything that attendees could watch. Django has two ways to write rows, and each is caught here; raw SQL is not:

- row by row, fixtures and deletions included: the signals at the end of this file;
- many rows at once: `RevisedQuerySet`, where many-to-many edits end up too.

Raising the draft number comes first, which makes the writers of one conference wait for each other: a number or a
slug given out after it cannot be given out twice.
"""

import re

from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone

# Control characters break calendars and feeds; NUL and lone surrogates break the databases; a file's mark of its
# byte order says nothing inside a text.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# SQLite takes some 32,000 parameters in a statement.
CHUNK = 10_000


class Revision(models.Model):
    """How often a conference's programme changed: a row of its own, so that raising it touches nothing else."""

    conference = models.OneToOneField("Conference", models.CASCADE, primary_key=True)
    number = models.PositiveBigIntegerField("changes of what is public", default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    draft_number = models.PositiveBigIntegerField("changes of the draft", default=1)
    last_number = models.PositiveBigIntegerField("last public number given out", default=0)

    def __str__(self):
        return str(self.number)


def raise_draft(conferences):
    """Add one to the draft number of these conferences (primary keys): every change is one of the draft."""
    Revision.objects.filter(conference__in=conferences).update(draft_number=F("draft_number") + 1)


class DraftMoved(Exception):
    """Somebody changed the draft after it was looked at."""


def hold_draft(conference, seen=None):
    """In a transaction: other writers of this conference (a primary key) wait from here on.

    `seen` is the draft number that was looked at: DraftMoved where the draft has changed since, or is deleted.
    """
    raise_draft({conference})
    if seen is not None and not Revision.objects.filter(pk=conference, draft_number=seen + 1).exists():
        raise DraftMoved


def raise_revision(conferences):
    """Add one to the revision of these conferences (primary keys): attendees see something new."""
    Revision.objects.filter(conference__in=conferences).update(number=F("number") + 1, changed_at=timezone.now())


def next_numbers(conference, many=1):
    """So many numbers, one after the other, that nothing else in this conference (a primary key) has or ever had."""
    revision = Revision.objects.filter(conference=conference)
    revision.update(last_number=F("last_number") + many)
    last = revision.values_list("last_number", flat=True).get()
    return range(last - many + 1, last + 1)


def note_number(conference, number):
    """Never give out this number or one below it again; somebody brought it along."""
    Revision.objects.filter(conference=conference, last_number__lt=number).update(last_number=number)


class RevisedQuerySet(models.QuerySet):
    """Writes many rows with what `save` does for one: revision, `modified`, `sequence`."""

    def update(self, **values):
        if "slug" in values:
            raise ValueError("Save a new slug row by row, so that the old address leads to the new one.")
        columns = {self.model._meta.get_field(name).attname for name in values}
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            conferences = self.model.conferences_of(keys)
            raise_draft(conferences)
            told = self.model.is_told(keys)
            changed = super().update(**self.model.marks(columns) | values)
            if self.model.tells(columns) and (told or self.model.is_told(keys)):
                raise_revision(conferences | self.model.conferences_of(keys))
                self.model.pass_on(keys, columns)
        return changed

    update.alters_data = True

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        with transaction.atomic(using=self.db):
            conferences = set().union(*(obj.conference_keys() for obj in objs))
            raise_draft(conferences)
            self.model.prepare_many(objs)
            created = super().bulk_create(objs, *args, **kwargs)
            for obj in created:
                obj.after_creation()
            keys = [obj.pk for obj in created if obj.pk]
            if self.model.is_told(keys):
                raise_revision(conferences)
                self.model.pass_on(keys, columns=None)
        return created

    bulk_create.alters_data = True


class Revised(models.Model):
    """Base of everything that the public programme tells."""

    objects = RevisedQuerySet.as_manager()
    conference_path = "conference_id"
    changed_columns = None
    was_told = False

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if kwargs.get("update_fields"):
            fields = kwargs["update_fields"]
            kwargs["update_fields"] = {*fields, *self.marks(fields), *self.follow(fields)}
        with transaction.atomic(using=kwargs.get("using")):
            super().save(**kwargs)

    save.alters_data = True

    def conference_keys(self):
        """Primary keys of the conferences that tell of this row."""
        return {self.conference_id}

    @classmethod
    def conferences_of(cls, keys):
        """The same for the rows with these keys."""
        return {
            conference
            for chunk in in_chunks(keys)
            for conference in cls._base_manager.filter(pk__in=chunk).values_list(cls.conference_path, flat=True)
        }

    def prepare(self, old, raw=False, slugs=None):
        """Complete the row before it is written.

        `old` holds the column values it had, None for a new row; `raw` is true for fixtures, which are taken as
        they are; `slugs` remembers the slugs in use while many rows are made at once.
        """
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(value, str):
                setattr(self, field.attname, UNWANTED.sub("", value))

    @classmethod
    def prepare_many(cls, objs):
        """The same for many new rows, with few queries."""
        slugs = {}
        for obj in objs:
            obj.prepare(old=None, slugs=slugs)

    def after_creation(self):
        """What has to be made along with a new row."""

    def note_change(self, old, changed):
        """Note on the row itself that these columns change; see Placed."""

    @classmethod
    def follow(cls, fields):
        """The names of fields that prepare() may change when these are saved."""
        return ()

    @classmethod
    def tells(cls, columns):
        """Whether attendees may see a change of these columns; None where rows are made or deleted."""
        return True

    @classmethod
    def is_told(cls, keys):
        """Whether attendees see something of any of the rows with these keys."""
        return any(
            shown.filter(public=True).exists()
            for chunk in in_chunks(keys)
            for shown, _ in cls.shown_by(cls._base_manager.filter(pk__in=chunk), None)
        )

    @classmethod
    def marks(cls, columns):
        """The values by which update() notes a change of `columns`; see Placed."""
        return {}

    @classmethod
    def shown_by(cls, rows, columns):
        """Pairs of a queryset of sessions or talks that show something of `rows`, and what update() notes there.

        `columns` are those that changed; None where rows were made or are about to be deleted.
        """
        return []

    @classmethod
    def pass_on(cls, keys, columns):
        """Note the change of these rows on what shows them."""
        for chunk in in_chunks(keys):
            for shown, values in cls.shown_by(cls._base_manager.filter(pk__in=chunk), columns):
                shown.update(**values, modified=timezone.now())


def in_chunks(keys):
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def before_save(sender, instance, raw, **kwargs):
    raise_draft(instance.conference_keys())
    old = sender._base_manager.filter(pk=instance.pk).values().first() if instance.pk else None
    instance.was_told = bool(old) and sender.is_told([instance.pk])
    instance.prepare(old, raw)
    instance.changed_columns = old and {column for column in old if differs(instance, column, old[column])}
    if old:
        instance.note_change(old, instance.changed_columns)


def differs(instance, column, old):
    new = getattr(instance, column)
    return hasattr(new, "resolve_expression") or instance._meta.get_field(column).to_python(new) != old


def after_save(sender, instance, created, **kwargs):
    if created:
        instance.after_creation()
    if sender.tells(instance.changed_columns) and (instance.was_told or sender.is_told([instance.pk])):
        raise_revision(instance.conference_keys())
        if instance.changed_columns != set():
            sender.pass_on([instance.pk], instance.changed_columns)


def is_whole_conference(origin):
    """Whether what Django is about to delete, a row or a queryset, is a conference with all it has."""
    return getattr(origin, "model", type(origin)) is Revision.conference.field.related_model


def before_delete(sender, instance, origin=None, **kwargs):
    if is_whole_conference(origin) and sender is not Revision.conference.field.related_model:
        return  # revision and all
    raise_draft(instance.conference_keys())
    if sender.is_told([instance.pk]):
        raise_revision(instance.conference_keys())
        sender.pass_on([instance.pk], None)


def watch(model):
    """Catch the row-by-row writes of a subclass of Revised."""
    pre_save.connect(before_save, sender=model)
    post_save.connect(after_save, sender=model)
    pre_delete.connect(before_delete, sender=model)
