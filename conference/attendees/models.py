from contextlib import suppress
from datetime import timedelta
from functools import cached_property

from django.db import IntegrityError, models, transaction
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from conference.prepared import Deleting, Inserting, as_stored
from conference.programme.models import Conference, Talk

from .sealing import digest, new_key, seal, token_of, unseal

DEVICE_ADDRESS_LIVES = timedelta(days=1)
# Bookmarks of what is out of the programme until the next release, and what was never in it was never moved.
TAKEN_OUT = Q(talk__public=False, talk__sequence__gt=F("told"))


class OfDeviceQuerySet(models.QuerySet):
    """Rows of an attendee."""

    def with_key(self, key):
        """Those of whose device has this key."""
        return self.filter(attendee__devices__key_hash=digest(key))


class AttendeeQuerySet(models.QuerySet):
    def locked(self, *attendees):
        """Those of these attendees that there still are; nobody else deletes them or adds to them until the end of the
        transaction. Whoever locks, locks them first and in one order, so that nobody waits in a circle."""
        return list(self.filter(pk__in=[each.pk for each in attendees]).order_by("pk").select_for_update())

    def with_address(self, token, *purposes):
        """The attendee who gave out this secret address, if it still leads anywhere."""
        return self.filter(addresses__in=SecretAddress.objects.alive(token, *purposes))


class Attendee(models.Model):
    """Who keeps bookmarks: on one device or several, without a name or an account.

    All their secret addresses are made of one `secret`, which is nowhere in the database: each device's row has it
    sealed with the key that only that device's cookie carries. It is there on whom `create` or `unlocked` gave.
    """

    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttendeeQuerySet.as_manager()

    def __str__(self):
        return f"attendee {self.pk}"

    @classmethod
    @transaction.atomic
    def create(cls):
        """A new attendee and the key to give to the browser."""
        attendee = cls.objects.create()
        attendee.secret, key = new_key(), new_key()
        SecretAddress.objects.bulk_create(
            SecretAddress(attendee=attendee, purpose=purpose, **attendee.values_of_address(purpose, 1))
            for purpose in SecretAddress.FROM_THE_START
        )
        Device.objects.create(attendee=attendee, key_hash=digest(key), sealed=seal(attendee.secret, key))
        return attendee, key

    def add_device(self, key):
        """Let a browser with this key open the schedule; the key."""
        values = {"attendee": self, "sealed": seal(self.secret, key)}
        Device.objects.get_or_create(key_hash=digest(key), defaults=values)
        return key

    def unlocked(self, sealed, lock):
        """Themselves, with the secret. Whoever came before devices had keys of their own has nothing sealed: there
        the key is the secret."""
        self.sealed, self.lock = sealed, lock
        return self

    @cached_property
    def secret(self):
        return unseal(self.sealed, self.lock) if self.sealed else self.lock

    def kept_in(self, conference):
        """The talks of a conference that they keep, by time."""
        return self.bookmarked_in(conference).by_time().with_session().with_authors()

    def bookmarked_in(self, conference):
        """The same, as they come. By primary key, so that no database goes through all talks for a few."""
        return conference.shown_talks.filter(pk__in=self.bookmarks.values("talk"))

    @property
    def kept(self):
        """Their bookmarks of talks that there still are."""
        return self.bookmarks.exclude(talk=None)

    def lost_in(self, conference):
        """Their bookmarks of talks that were deleted, or are out of the programme, which they were not told yet; newest
        first."""
        lost = Q(lost_of=conference)
        if conference.version == "released":
            lost |= TAKEN_OUT & Q(talk__conference=conference)
        moment = Coalesce("lost_at", "talk__modified")
        return self.bookmarks.filter(lost).select_related("talk").order_by(moment.desc(), "-pk")

    def note_lost(self, conference, bookmarks):
        """They were told of these (primary keys)."""
        told = self.lost_in(conference).filter(pk__in=bookmarks).order_by()
        told.filter(talk=None).delete()
        told.update(told=Subquery(Talk.objects.filter(pk=OuterRef("talk")).values("sequence")))

    def keep(self, talk):
        """Bookmark this one (a primary key); if it is kept already, it stays as it is. Nothing, if they deleted
        everything meanwhile."""
        with suppress(IntegrityError):
            keeping(self.pk, talk, as_stored(timezone.now()))

    @transaction.atomic
    def keep_all(self, talks):
        """The same for some."""
        if Attendee.objects.locked(self):
            made = [Bookmark(attendee=self, talk_id=talk) for talk in talks]
            Bookmark.objects.bulk_create(made, ignore_conflicts=True)

    def let_go(self, talk):
        """Keep this one (a primary key) no longer."""
        letting_go(self.pk, talk)

    @transaction.atomic
    def delete(self, **kwargs):
        Attendee.objects.locked(self)
        return super().delete(**kwargs)

    delete.alters_data = True

    def renew_address(self, purpose, serial):
        """End the address with this serial and make the next one; nothing, if somebody just did."""
        self.addresses.get_or_create(purpose=purpose)
        self.addresses.filter(purpose=purpose, serial=serial).update(**self.values_of_address(purpose, serial + 1))

    def values_of_address(self, purpose, serial):
        """What the database keeps of an address from now on, as values of its row."""
        token = token_of(self.secret, f"{purpose} {serial}")
        sealed = seal(self.secret, token) if purpose == SecretAddress.Purpose.DEVICE else ""
        return {"serial": serial, "token_hash": digest(token), "sealed": sealed, "made_at": timezone.now()}

    def end_address(self, purpose):
        self.addresses.filter(purpose=purpose).update(token_hash=None, sealed="")

    def merge(self, other):
        """Keep what the other attendee keeps, too, since when they do, and be told what they lost."""
        theirs = other.kept.values_list("talk", "created_at", "told")
        made = [Bookmark(attendee=self, talk_id=talk, created_at=at, told=told) for talk, at, told in theirs]
        Bookmark.objects.bulk_create(made, ignore_conflicts=True)
        other.bookmarks.filter(talk=None).update(attendee=self)


keeping = Inserting(lambda: Bookmark(attendee_id=0, talk_id=0))
letting_go = Deleting(lambda: Bookmark.objects.filter(attendee=0).filter(talk=0))


class Device(models.Model):
    """A browser in which an attendee's schedule is open."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="devices")
    key_hash = models.CharField(max_length=64, unique=True)
    sealed = models.CharField("the attendee's secret, sealed with the key", max_length=64, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"device of {self.attendee}"


class SecretAddressQuerySet(models.QuerySet):
    def alive(self, token, *purposes):
        """The one with this token, if it is for one of these purposes and has not ended."""
        found = self.filter(token_hash=digest(token)).filter(purpose__in=purposes)  # in this order for who prepares it
        fresh = ~Q(purpose=SecretAddress.Purpose.DEVICE) | Q(made_at__gt=timezone.now() - DEVICE_ADDRESS_LIVES)
        return found.filter(fresh) if SecretAddress.Purpose.DEVICE in purposes else found

    def with_kept(self, conference):
        """Each with what its attendee keeps of a conference as `kept`: once for each talk, once where there is none."""
        talk = "attendee__bookmarks__talk"
        shown = Q(**{f"{talk}__conference": conference})
        if conference.version == "released":
            shown &= Q(**{f"{talk}__public": True})
        return self.annotate(kept=FilteredRelation(talk, condition=shown))


class SecretAddress(models.Model):
    """A secret address of an attendee, of each purpose at most one. A new serial makes a new one and ends the old.

    The one that opens the schedule on another device carries the secret, sealed with its token, and ends by itself.
    """

    class Purpose(models.TextChoices):
        CALENDAR = "calendar"
        NEWS = "news"
        SHARE = "share"
        DEVICE = "device"

    FROM_THE_START = (Purpose.CALENDAR, Purpose.NEWS)

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="addresses")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    serial = models.PositiveIntegerField(default=0)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    sealed = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SecretAddressQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attendee", "purpose"], name="secret_address_once")]

    def __str__(self):
        return f"{self.purpose} of {self.attendee}"

    @property
    def ends_at(self):
        return self.made_at + DEVICE_ADDRESS_LIVES if self.purpose == self.Purpose.DEVICE else None

    @property
    def is_alive(self):
        return bool(self.token_hash) and (self.ends_at is None or self.ends_at > timezone.now())

    def token(self, secret):
        return token_of(secret, f"{self.purpose} {self.serial}")


def lose(collector, field, bookmarks, using):
    """`on_delete`: a bookmark outlives its talk, with what there is to tell, where that is news; others go along.

    Looked at by Django before it deletes, and also where it only lists what would be.
    """
    now, conferences = timezone.now(), {each.pk for each in collector.data.get(Conference, ())}
    rows = Bookmark.objects.using(using).filter(pk__in=bookmarks.values("pk")).select_related("talk")
    lost = [row for row in rows if row.is_to_be_told and row.talk.conference_id not in conferences]
    for row in lost:
        told = {"talk": None, "title": row.talk.title, "lost_of": row.talk.conference_id, "lost_at": now}
        for name, value in told.items():
            collector.add_field_update(Bookmark._meta.get_field(name), value, [row])
    if others := [row for row in rows if row not in lost]:
        models.CASCADE(collector, field, others, using)


class Bookmark(models.Model):
    """An attendee keeps a talk; or did until it was deleted, and was not told that yet.

    A talk can leave the programme until the next release, and again after that. Its sequence rises each time, so
    `told` is which time they were told of.
    """

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="bookmarks", db_index=False)
    talk = models.ForeignKey("programme.Talk", lose, null=True, related_name="bookmarks")
    created_at = models.DateTimeField(default=timezone.now)
    title = models.CharField("its title when it was deleted", max_length=500, blank=True)
    lost_of = models.ForeignKey(Conference, models.CASCADE, null=True, related_name="+", db_index=False)
    lost_at = models.DateTimeField(null=True)
    told = models.PositiveIntegerField("the talk's sequence when they were told that it is out", default=0)

    objects = OfDeviceQuerySet.as_manager()

    class Meta:
        # A press writes each index: an attendee's are found by the constraint's, and few were ever lost.
        constraints = [models.UniqueConstraint(fields=["attendee", "talk"], name="bookmark_once")]
        indexes = [models.Index(fields=["lost_of"], condition=Q(lost_of__isnull=False), name="bookmark_lost")]

    def __str__(self):
        return f"{self.attendee}: {self.told_title}"

    @property
    def told_title(self):
        return self.talk.title if self.talk else self.title

    @property
    def is_to_be_told(self):
        """Whether its end is news: it is in the programme, or was taken out of it without their knowing."""
        return self.talk.public or self.talk.sequence > self.told

    @property
    def gone_since(self):
        return self.talk.modified if self.talk else self.lost_at


class Seen(models.Model):
    """Up to which release of a conference an attendee has seen what changed."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="seen")
    conference = models.ForeignKey("programme.Conference", models.CASCADE, related_name="+")
    release = models.PositiveIntegerField("number of the release", default=0)

    objects = OfDeviceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attendee", "conference"], name="seen_once")]

    def __str__(self):
        return f"{self.attendee}: {self.release}"
