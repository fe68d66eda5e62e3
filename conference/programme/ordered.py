"""What a session or a talk has several of, in an order: its people and its links."""

from operator import attrgetter

from django.db import models

from .fields import WebAddressField
from .revision import Revised, RevisedQuerySet


class OrderedQuerySet(RevisedQuerySet):
    def get_by_natural_key(self, conference, slug, key):
        owner = self.model.owner
        return self.get(**{f"{owner}__conference__slug": conference, f"{owner}__slug": slug, self.model.key: key})


class Ordered(Revised):
    """Belongs to its `owner`, among whose others its `key` is unique; position orders, then id."""

    position = models.PositiveIntegerField(default=0)

    objects = OrderedQuerySet.as_manager()
    owner, key = "talk", "person__slug"

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.person} · {getattr(self, self.owner)}"

    def natural_key(self):
        key = attrgetter(self.key.replace("__", "."))
        return (*getattr(self, self.owner).natural_key(), key(self))

    natural_key.dependencies = ["programme.session", "programme.talk", "programme.person"]

    def conference_keys(self):
        return {getattr(self, self.owner).conference_id}

    @classmethod
    def shown_by(cls, rows, columns):
        owners = cls._meta.get_field(cls.owner).related_model._base_manager
        return [(owners.filter(pk__in=rows.values(cls.owner)), {})]


class Authorship(Ordered):
    talk = models.ForeignKey("Talk", models.CASCADE, related_name="authorships")
    person = models.ForeignKey("Person", models.CASCADE, related_name="authorships")

    conference_path = "talk__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["talk", "person"], name="author_once")]


class Moderatorship(Ordered):
    session = models.ForeignKey("Session", models.CASCADE, related_name="moderatorships")
    person = models.ForeignKey("Person", models.CASCADE, related_name="moderatorships")

    owner, conference_path = "session", "session__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="moderator_once")]


class Link(Ordered):
    """One more web address of a talk, beside those that have a column of their own."""

    talk = models.ForeignKey("Talk", models.CASCADE, related_name="further_links")
    label = models.CharField(max_length=200, help_text="What it leads to: Project page.")
    address = WebAddressField(blank=False)

    key, conference_path = "address", "talk__conference_id"

    class Meta(Ordered.Meta):
        constraints = [models.UniqueConstraint(fields=["talk", "address"], name="link_once")]

    def __str__(self):
        return f"{self.label} {self.address}"
