"""Who works on which conference."""

from django.conf import settings
from django.db import models


class Duty(models.Model):
    """A user of the staff is organizer or editor of one conference. No part of the public programme."""

    class Role(models.TextChoices):
        ORGANIZER = "organizer", "Organizer: everything"
        EDITOR = "editor", "Editor: texts and people"

    conference = models.ForeignKey("Conference", models.CASCADE, related_name="duties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.EDITOR)

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["-role", "user__username"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "user"],
                name="one_duty_in_a_conference",
                violation_error_message="This user has a duty in this conference already.",
            )
        ]

    def __str__(self):
        return f"{self.user} ({self.role})"
