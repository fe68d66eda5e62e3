"""What a release leaves behind: the public memory of what moved."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone

from conference.addresses import address_of


class Span(NamedTuple):
    start: object
    end: object


class Release(models.Model):
    """The moment the draft of a conference became public, numbered from 1."""

    conference = models.ForeignKey("Conference", models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="release_number_unique")]

    def __str__(self):
        return f"Release {self.number}"

    @property
    def grouped(self):
        """(what, its changes) for each sort of change there is; what takes something away comes first."""
        changes = list(self.changes.all())
        groups = [(what.label, [change for change in changes if change.what == what]) for what in Change.What]
        return [(label, group) for label, group in groups if group]


class Change(models.Model):
    """What a release changed of one session or talk. It keeps the title, for the day the thing is deleted."""

    class What(models.TextChoices):
        CANCELLED = "cancelled", "Cancelled"
        MOVED = "moved", "Moved"
        ROOM = "room", "Other room"
        SESSION = "session", "Other session"
        BACK = "back", "Takes place after all"
        NEW = "new", "New"

    release = models.ForeignKey(Release, models.CASCADE, related_name="changes")
    session = models.ForeignKey("Session", models.SET_NULL, null=True, related_name="changes")
    talk = models.ForeignKey("Talk", models.SET_NULL, null=True, related_name="changes")
    title = models.CharField(max_length=500)
    what = models.CharField(max_length=20, choices=What.choices)
    old_start = models.DateTimeField(null=True)
    old_end = models.DateTimeField(null=True)
    new_start = models.DateTimeField(null=True)
    new_end = models.DateTimeField(null=True)
    old_place = models.CharField(max_length=500, blank=True)
    new_place = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_what_display()}: {self.title}"

    @property
    def cancels(self):
        return self.what == self.What.CANCELLED

    @property
    def old_span(self):
        return Span(self.old_start, self.old_end)

    @property
    def new_span(self):
        return Span(self.new_start, self.new_end)

    def address(self, conference):
        """Where it is now: a talk's page, else its session's; "" where it was deleted."""
        if self.talk and self.talk.kind.is_talk:
            return address_of("programme:talk", conference.slug, self.talk.slug)
        session = self.session or (self.talk and self.talk.session)
        return address_of("programme:session", conference.slug, session.slug) if session else ""
