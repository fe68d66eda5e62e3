import base64
import hashlib
import hmac
import secrets

from django.db import models


def digest(secret):
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class AttendeeQuerySet(models.QuerySet):
    def with_key(self, key):
        return self.filter(key_hash=digest(key))

    def with_feed(self, token):
        return self.filter(feed_hash=digest(token))


class Attendee(models.Model):
    """Who keeps bookmarks. Known by a key that only the browser's cookie has.

    The address of the private calendar is made of that key too, so the page can show it again and again although
    the database keeps only its hash; a new serial makes a new address and ends the old one.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    feed_hash = models.CharField(max_length=64, unique=True)
    feed_serial = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttendeeQuerySet.as_manager()

    def __str__(self):
        return f"attendee {self.pk}"

    @classmethod
    def create(cls):
        """A new attendee and the key to give to the browser."""
        key = secrets.token_urlsafe(24)
        attendee = cls(key_hash=digest(key))
        attendee.feed_hash = digest(attendee.feed_token(key))
        attendee.save()
        return attendee, key

    def kept_in(self, conference):
        """The talks of a conference that they keep, by time."""
        return conference.shown_talks.filter(bookmarks__attendee=self).by_time().with_session().with_authors()

    def feed_token(self, key):
        """The secret word of the calendar's address."""
        mac = hmac.digest(key.encode(), f"calendar {self.feed_serial}".encode(), "sha256")
        return base64.urlsafe_b64encode(mac).decode().rstrip("=")

    def renew_feed(self, key):
        """End the old calendar address and make a new one."""
        self.feed_serial += 1
        self.feed_hash = digest(self.feed_token(key))
        self.save(update_fields=["feed_serial", "feed_hash"])


class Bookmark(models.Model):
    """An attendee keeps a talk."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="bookmarks")
    talk = models.ForeignKey("programme.Talk", models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attendee", "talk"], name="bookmark_once")]

    def __str__(self):
        return f"{self.attendee}: {self.talk}"
