import unicodedata
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

TRIES, WINDOW = 10, timedelta(minutes=15)


def key_of(account, network):
    """One for a user name, however it is written, and a network; neither can be read from it."""
    account = unicodedata.normalize("NFKC", account).casefold()
    return salted_hmac("logins", f"{account}\n{network}", algorithm="sha256").hexdigest()


class TriesQuerySet(models.QuerySet):
    def allow(self, key):
        """Count a try before it is made, so that of many at once no more are made; False where there were too many."""
        self.filter(since__lte=timezone.now() - WINDOW).delete()
        self.get_or_create(key=key)
        return bool(self.filter(key=key, count__lt=TRIES).update(count=F("count") + 1))


class Tries(models.Model):
    """How often, since the first time, somebody failed to log in to an account from a network."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(default=timezone.now, db_index=True)
    count = models.PositiveSmallIntegerField(default=0)

    objects = TriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tries"

    def __str__(self):
        return f"{self.count} since {self.since:%H:%M}"
