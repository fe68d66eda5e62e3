"""The one place through which every change of a programme goes.

Whoever writes (admin, shell, fixture, bulk action, many-to-many edit), the same happens in the transaction of
the change: the conference's revision rises, what changed gets a new `modified`, and a `sequence` if its place or
time did. Django has two ways to write rows, and each of them is caught here; raw SQL is not:

- row by row, fixtures and deletions included: the signals at the end of this file;
- many rows at once: `RevisedQuerySet`, where many-to-many edits end up too.

Raising the revision comes first, which makes the writers of one conference wait for each other: a number or a
slug given out after it cannot be given out twice.
"""

import re

from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone

# Control characters break calendars and feeds; NUL and lone surrogates break the databases.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
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


def raise_revision(conferences):
    """Add one to the revision of these conferences (primary keys): of what is public, and so of the draft."""
    Revision.objects.filter(conference__in=conferences).update(
        number=F("number") + 1, draft_number=F("draft_number") + 1, changed_at=timezone.now()
    )


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
        values = self.model.written_along(values)
        columns = {self.model._meta.get_field(name).attname for name in values}
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            raise_revision(self.model.conferences_of(keys))
            changed = super().update(**self.model.marks(columns) | values)
            if "conference_id" in columns:
                raise_revision(self.model.conferences_of(keys))
            self.model.pass_on(keys, columns)
        return changed

    update.alters_data = True

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        with transaction.atomic(using=self.db):
            raise_revision(set().union(*(obj.conference_keys() for obj in objs)))
            self.model.prepare_many(objs)
            created = super().bulk_create(objs, *args, **kwargs)
            self.model.pass_on([obj.pk for obj in created if obj.pk], columns=None)
        return created

    bulk_create.alters_data = True


class Revised(models.Model):
    """Base of everything that the public programme tells."""

    objects = RevisedQuerySet.as_manager()
    conference_path = "conference_id"
    changed_columns = None

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if kwargs.get("update_fields"):
            written = self.written_along(dict.fromkeys(kwargs["update_fields"]))
            kwargs["update_fields"] = {*written, *self.marks(written)}
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

    def note_change(self, old, changed):
        """Note on the row itself that these columns change; see Placed."""

    @classmethod
    def written_along(cls, values):
        """`values` (by field name) and what has to be written with them; see Placed."""
        return values

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
    raise_revision(instance.conference_keys())
    old = sender._base_manager.filter(pk=instance.pk).values().first() if instance.pk else None
    if old:
        raise_revision({old.get("conference_id")} - instance.conference_keys())
    instance.prepare(old, raw)
    instance.changed_columns = old and {column for column in old if differs(instance, column, old[column])}
    if old:
        instance.note_change(old, instance.changed_columns)


def differs(instance, column, old):
    new = getattr(instance, column)
    return hasattr(new, "resolve_expression") or instance._meta.get_field(column).to_python(new) != old


def after_save(sender, instance, **kwargs):
    if instance.changed_columns != set():
        sender.pass_on([instance.pk], instance.changed_columns)


def before_delete(sender, instance, origin=None, **kwargs):
    whole = getattr(origin, "model", type(origin))
    if whole is not sender and whole is Revision.conference.field.related_model:
        return  # deleted with its conference, revision and all
    raise_revision(instance.conference_keys())
    sender.pass_on([instance.pk], None)


def watch(model):
    """Catch the row-by-row writes of a subclass of Revised."""
    pre_save.connect(before_save, sender=model)
    post_save.connect(after_save, sender=model)
    pre_delete.connect(before_delete, sender=model)
