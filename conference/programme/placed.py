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
from .revision import in_chunks


class Twice:
    """Is the released or the draft column, whichever version the row was asked for in."""

    def __set_name__(self, owner, name):
        self.columns = {version: f"{version}_{name}" for version in ("released", "draft")}

    def __get__(self, row, owner=None):
        if row is None:
            return self
        value = getattr(row, self.columns[row.version])
        if isinstance(value, Placed):
            value.version = row.version
        return value

    def __set__(self, row, value):
        setattr(row, self.columns[row.version], value)


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

    def with_both_versions(self):
        """With the rooms, and of talks the sessions and theirs, of both versions."""
        versions = ("draft", "released")
        paths = [f"{version}_room" for version in versions]
        if "session" in self.model.twice():
            paths += [f"{version}_session__{version}_room" for version in versions]
        return self.select_related(*paths)

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
        return [f"{version}_room", "track"]

    def is_public(self):
        return self.public and super().is_public()

    def place_in(self, version):
        """Its room in a version; None where it is not known."""
        return getattr(self, f"{version}_room")

    @property
    def place(self):
        return self.place_in(self.version)

    @property
    def was_public(self):
        """Whether it is out of the programme until the next release: what attendees never saw was never moved."""
        return not self.public and self.sequence > 0

    def clean(self):
        super().clean()
        room = self.draft_room
        if room and room.conference_id != self.conference_id:
            raise ValidationError({"draft_room": f"{room} is a room of {room.conference}."})

    def release(self):
        """Make what the draft says what attendees see; on this row only, without saving it."""
        for draft, released in self.version_columns():
            setattr(self, released, getattr(self, draft))
        self.public = True

    @classmethod
    def differs(cls):
        """The condition that a row's draft is not what is released of it."""
        same = Q(public=True)
        for draft, released in cls.version_columns():
            both_unknown = Q(**{f"{draft}__isnull": True, f"{released}__isnull": True})
            same &= Q(**{draft: F(released)}) | both_unknown
        return ~same

    @classmethod
    @cache
    def version_columns(cls):
        """Pairs of column names: the draft's and the released version's."""
        columns = [cls._meta.get_field(f"draft_{word}").attname for word in cls.twice()]
        return [(column, column.replace("draft", "released", 1)) for column in columns]

    @classmethod
    def tells(cls, columns):
        return columns is None or not columns or any(not column.startswith("draft_") for column in columns)

    @classmethod
    def is_told(cls, keys):
        return any(cls._base_manager.filter(pk__in=chunk, public=True).exists() for chunk in in_chunks(keys))

    @classmethod
    def is_move(cls, columns):
        """Whether a change of these columns is one of place, time or cancellation that attendees see."""
        return any(column.startswith("released_") for column in columns or ())

    @classmethod
    def marks(cls, columns):
        if not cls.tells(columns):
            return {}
        return {"modified": timezone.now()} | ({"sequence": F("sequence") + 1} if cls.is_move(columns) else {})

    def note_change(self, old, changed):
        changed -= {"modified", "sequence"}
        seen = {column for column in changed if not column.startswith("draft_")}
        self.modified = timezone.now() if seen else old["modified"]
        self.sequence = old["sequence"] + (old["public"] and self.is_move(seen))
