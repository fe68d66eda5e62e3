"""What a list can be narrowed to. All but the conference offer what is in the conference at hand."""

from datetime import date

from django.contrib.admin import SimpleListFilter as Filter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q

from conference.programme.models import (
    Authorship,
    Kind,
    Moderatorship,
    Person,
    Room,
    Session,
    Talk,
    Track,
)
from conference.timezones.clock import short_date

from .desk import conferences_by_year, key_in


class Choice(Filter):
    """Folded until something is chosen, or the organizer unfolds it, which Django's script remembers."""

    template = "admin/folded_filter.html"


class ByKey(Choice):
    """One of some rows, by primary key."""

    def choosable(self, request):
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return [(str(row.pk), str(row)) for row in self.choosable(request)]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if (key := key_in(self.value())) is None:
            raise IncorrectLookupParameters
        return self.narrow(queryset, key)


class ConferenceFilter(ByKey):
    title = "conference"
    parameter_name = "conference"

    def choosable(self, request):
        return conferences_by_year(request)

    def has_output(self):
        return len(self.lookup_choices) > 1

    def narrow(self, queryset, key):
        return queryset.filter(conference=key)


class RoomFilter(ByKey):
    title = "room"
    parameter_name = "room"

    def choosable(self, request):
        return Room.objects.filter(conference=request.organized)

    def narrow(self, queryset, key):
        here = Q(draft_room=key)
        if queryset.model is Talk:  # one without a room of its own is where its session is
            here |= Q(draft_room=None, draft_session__draft_room=key)
        return queryset.filter(here)


class TrackFilter(ByKey):
    title = "track"
    parameter_name = "track"

    def choosable(self, request):
        return Track.objects.filter(conference=request.organized)

    def narrow(self, queryset, key):
        own = Q(track=key)
        return queryset.filter(own | Q(track=None, draft_session__track=key) if queryset.model is Talk else own)


class KindFilter(ByKey):
    """Talks of a kind, and sessions with one."""

    title = "kind"
    parameter_name = "kind"

    def choosable(self, request):
        return Kind.objects.filter(conference=request.organized)

    def narrow(self, queryset, key):
        if queryset.model is Talk:
            return queryset.filter(kind=key)
        return queryset.filter(Exists(Talk.objects.filter(kind=key, draft_session=OuterRef("pk"))))


class ModeratorFilter(ByKey):
    title = "moderator"
    parameter_name = "moderator"

    def choosable(self, request):
        return Person.objects.filter(
            Exists(Moderatorship.objects.filter(person=OuterRef("pk"))), conference=request.organized
        )

    def narrow(self, queryset, key):
        session = "pk" if queryset.model is Session else "draft_session"
        return queryset.filter(Exists(Moderatorship.objects.filter(person=key, session=OuterRef(session))))


class DayFilter(Choice):
    """By the conference's days, which may begin late in the night."""

    title = "day"
    parameter_name = "day"
    UNKNOWN = "unknown"

    def lookups(self, request, model_admin):
        conference = request.organized
        if conference is None:
            return []
        placed = model_admin.model.objects.filter(conference=conference).exclude(draft_start=None)
        starts = placed.order_by("draft_start").values_list("draft_start", flat=True).distinct()
        days = dict.fromkeys(conference.day_of(start, conference.tz) for start in starts)
        return [*((day.isoformat(), short_date(day)) for day in days), (self.UNKNOWN, "Not known yet")]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() == self.UNKNOWN:
            return queryset.filter(draft_start=None)
        conference = request.organized
        try:
            begin, end = conference.day_span(date.fromisoformat(self.value()), conference.tz)
        except (ValueError, OverflowError, AttributeError):
            raise IncorrectLookupParameters from None
        return queryset.filter(conference=conference, draft_start__gte=begin, draft_start__lt=end)


class CancelledFilter(Choice):
    title = "cancellation"
    parameter_name = "cancelled"

    def lookups(self, request, model_admin):
        return [("yes", "Cancelled"), ("no", "Takes place")]

    def queryset(self, request, queryset):
        cancelled = Q(draft_cancelled=True)
        if queryset.model is Talk:  # off when its session is
            cancelled |= Q(draft_session__draft_cancelled=True)
        return {"yes": queryset.filter(cancelled), "no": queryset.exclude(cancelled)}.get(self.value(), queryset)


class RoleFilter(Choice):
    title = "role"
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [("moderator", "Moderates"), ("author", "Presents"), ("none", "Neither")]

    def queryset(self, request, queryset):
        moderates = Exists(Moderatorship.objects.filter(person=OuterRef("pk")))
        presents = Exists(Authorship.objects.filter(person=OuterRef("pk")))
        narrowed = {"moderator": moderates, "author": presents, "none": ~moderates & ~presents}
        return queryset.filter(narrowed[self.value()]) if self.value() in narrowed else queryset
