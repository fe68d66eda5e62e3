"""By what else somebody is known, since people were merged."""

from django.db import models


class Alias(models.Model):
    """The name and ids of one who was merged into a person: a file that still has them means that person."""

    person = models.ForeignKey("Person", models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    guid = models.UUIDField()
    number = models.PositiveIntegerField()
    foreign_id = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["id"]

    def __str__(self):
        return f"{self.name} ({self.foreign_id or f'number {self.number}'})"

    @classmethod
    def of(cls, person, kept):
        """What this person is called now, as an Alias of the one who is kept; not saved yet."""
        said = {word: getattr(person, word) for word in ("name", "guid", "number", "foreign_id")}
        return cls(person=kept, **said)
