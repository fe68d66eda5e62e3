"""Place and time exist twice on one row: as released, and as draft.

`.released()` and `.draft()` give both one vocabulary: in a query `start`, `end`, `position`, `cancelled` can be
filtered and ordered by; on a row `start`, `end`, `room`, `session`, `position`, `cancelled` can be read.
"""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

from .named import NamedQuerySet, Numbered


class Twice:
    """Reads the released or the draft column, whichever version the row was asked for in."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, row, owner=None):
        if row is None:
            return self
        value = getattr(row, f"{row.version}_{self.name}")
        if isinstance(value, Placed):
            value.version = row.version
        return value


class PlacedQuerySet(NamedQuerySet):
    version = None

    def _clone(self):
        clone = super()._clone()
        clone.version = self.version
        return clone

    def released(self):
        """What attendees may see."""
        return self.filter(public=True).in_version("released")

    def draft(self):
        """What organizers are working on."""
        return self.in_version("draft").annotate(version=Value("draft"))

    def in_version(self, version):
        columns = {word: F(f"{version}_{word}") for word in self.model.twice()}
        rows = self.alias(**columns).select_related(*self.model.shown_with(version))
        rows.version = version
        return rows


class Placed(Numbered):
    """A session or a talk: somewhere, at some time, in a released and in a draft version."""

    title = models.CharField(max_length=500, help_text='TeX is understood: $O(\\sqrt{n})$, G\\"odel.')
    sequence = models.PositiveIntegerField(default=0, editable=False)
    modified = models.DateTimeField(default=timezone.now, editable=False)
    public = models.BooleanField(default=False, editable=False)

    released_start = models.DateTimeField(null=True, editable=False)
    released_end = models.DateTimeField(null=True, editable=False)
    released_room = models.ForeignKey("Room", models.RESTRICT, null=True, editable=False, related_name="+")
    released_cancelled = models.BooleanField(default=False, editable=False)
    draft_start = models.DateTimeField("start", null=True, blank=True, help_text="Empty while it is not known.")
    draft_end = models.DateTimeField("end", null=True, blank=True)
    draft_room = models.ForeignKey(
        "Room", models.RESTRICT, verbose_name="room", null=True, blank=True, related_name="+"
    )
    draft_cancelled = models.BooleanField(
        "cancelled", default=False, help_text="It stays in the programme, marked as cancelled."
    )

    start, end, room, cancelled = Twice(), Twice(), Twice(), Twice()
    version = "released"
    name_field = "title"
    objects = PlacedQuerySet.as_manager()

    class Meta(Numbered.Meta):
        abstract = True
        constraints = [
            *Numbered.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{version}_end__gte": F(f"{version}_start")})
                    | Q(**{f"{version}_start": None})
                    | Q(**{f"{version}_end": None}),
                    name=f"%(class)s_{version}_end_not_before_start",
                    violation_error_message="The end is before the start.",
                )
                for version in ("released", "draft")
            ),
        ]

    @classmethod
    @cache
    def twice(cls):
        """The words that exist in a released and in a draft version."""
        return [name for parent in reversed(cls.__mro__) for name, it in vars(parent).items() if isinstance(it, Twice)]

    @classmethod
    def shown_with(cls, version):
        """What a list of these always shows, for select_related."""
        return [f"{version}_room"]

    def is_public(self):
        return self.public and super().is_public()

    def clean(self):
        super().clean()
        room = self.draft_room
        if room and room.conference_id != self.conference_id:
            raise ValidationError({"draft_room": f"{room} is a room of {room.conference}."})

    def prepare(self, old, raw=False, slugs=None):
        super().prepare(old, raw, slugs)
        if not raw:
            self.release()

    def release(self):
        """Until drafts are worked on aside, saving writes both versions."""
        for word in self.twice():
            column = self._meta.get_field(f"draft_{word}").attname
            setattr(self, column.replace("draft", "released", 1), getattr(self, column))
        self.public = True

    @classmethod
    def written_along(cls, values):
        drafts = {name: value for name, value in values.items() if name.startswith("draft_")}
        return values | {name.replace("draft", "released", 1): value for name, value in drafts.items()}

    @classmethod
    def is_move(cls, columns):
        """Whether a change of these columns is one of place, time or cancellation."""
        return any(column.startswith("released_") for column in columns or ())

    @classmethod
    def marks(cls, columns):
        return {"modified": timezone.now()} | ({"sequence": F("sequence") + 1} if cls.is_move(columns) else {})

    def note_change(self, old, changed):
        changed -= {"modified", "sequence"}
        self.modified = timezone.now() if changed else old["modified"]
        self.sequence = old["sequence"] + self.is_move(changed)
