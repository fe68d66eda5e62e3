"""What was imported, by whom and when; and a file between its upload and its import."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from conference.programme.models import Conference

KEPT = timedelta(days=1)


class Import(models.Model):
    """The log: one line for each file that changed something."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    size = models.PositiveIntegerField("bytes")
    missing = models.CharField("what was done with the missing", max_length=10)
    counts = models.JSONField(default=dict)
    summary = models.TextField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"Import of {self.file_name}"


class Upload(models.Model):
    """A file while its organizer looks at what it would do; it goes when it is imported, given up, or a day old."""

    # None until the conference that is to be made of it is there.
    conference = models.ForeignKey(Conference, models.CASCADE, null=True, related_name="uploads")
    founded = models.BooleanField("the conference was made for it", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=255)
    data = models.BinaryField()
    answers = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)

    def __str__(self):
        return self.file_name

    @transaction.atomic
    def forget(self):
        """It goes, and the conference that was made for it with it, while that is blank; which, or None."""
        gone, _ = self.delete()  # none where another press was quicker
        conference = self.conference if gone and self.founded and is_blank(self.conference) else None
        if conference:
            conference.delete()
        return conference

    @classmethod
    def forget_old(cls):
        for upload in cls.objects.filter(at__lt=timezone.now() - KEPT).select_related("conference").defer("data"):
            upload.forget()


def is_blank(conference):
    """Whether nobody sees the conference and nobody has put anything into it."""
    came = ("sessions", "talks", "persons", "rooms", "tracks", "kinds", "releases", "imports", "uploads")
    return not conference.published and not any(getattr(conference, rows).exists() for rows in came)
