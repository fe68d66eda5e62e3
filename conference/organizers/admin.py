"""The admin of the programme."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from conference.programme import rights
from conference.programme.merging import delete
from conference.programme.models import (
    Authorship,
    Conference,
    Kind,
    Moderatorship,
    Person,
    Room,
    Session,
    Talk,
    Track,
)
from conference.programme.rights import Deed

from . import accounts, filters, merging  # noqa: F401 - accounts registers its own
from .base import ChoiceAdmin, PlacedAdmin, ProgrammeAdmin, how_many, ids, linked, names
from .desk import key_in
from .duties import DutyInline
from .inlines import AuthorInline, LinkInline, ModeratorInline, TalkInline


@admin.register(Conference)
class ConferenceAdmin(ProgrammeAdmin):
    list_display = ["name", "first_day", "last_day", "zone", "published"]
    list_filter = ["published"]
    list_select_related = False
    search_fields = ["name", "series", "slug"]
    inlines = [DutyInline]
    told_rows = [("Duties", "duties")]
    fieldsets = [
        (None, {"fields": ["name", "series", "description", "language", "published"]}),
        (
            "Place and time",
            {
                "fields": [("first_day", "last_day"), "zone", "day_begins"],
                "description": "With another time zone everything still happens at the same moment; the clock differs.",
            },
        ),
        ("Address", {"fields": ["slug"]}),
    ]

    def has_add_permission(self, request, obj=None):
        """A conference comes and goes by a superuser."""
        return rights.may_everywhere(request.user)

    def has_delete_permission(self, request, obj=None):
        return rights.may_everywhere(request.user)

    def conference_of(self, request, object_id):
        return self.get_object(request, unquote(object_id)) if object_id else None

    def get_changeform_initial_data(self, request):
        return super(ProgrammeAdmin, self).get_changeform_initial_data(request)

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.published else None

    def response_post_save_change(self, request, obj):
        """Its form was one step of what is done at its desk."""
        return redirect("organizers:desk", obj.slug)


@admin.register(Room)
class RoomAdmin(ChoiceAdmin):
    list_display = ["name", "order", "sessions", "conference"]
    fieldsets = [(None, {"fields": ["conference", "name", "order"]}), ChoiceAdmin.ids]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(sessions=how_many(Session.objects.all(), "draft_room"))

    @admin.display(ordering="sessions")
    def sessions(self, room):
        return room.sessions


@admin.register(Track)
class TrackAdmin(ChoiceAdmin):
    list_display = ["name", "conference"]
    fieldsets = [(None, {"fields": ["conference", "name"]}), ChoiceAdmin.ids]


@admin.register(Kind)
class KindAdmin(ChoiceAdmin):
    list_display = ["name", "mark", "is_talk", "parallel", "order", "entries", "conference"]
    fieldsets = [(None, {"fields": ["conference", "name", "mark", "is_talk", "parallel", "order"]}), ChoiceAdmin.ids]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entries=how_many(Talk.objects.all(), "kind"))

    @admin.display(ordering="entries")
    def entries(self, kind):
        return kind.entries


@admin.register(Person)
class PersonAdmin(ProgrammeAdmin):
    list_display = ["name", "moderates", "presents", "conference"]
    list_filter = [filters.ConferenceFilter, filters.RoleFilter]
    search_fields = ["name", "slug", "foreign_id"]
    search_help_text = "Name, or id elsewhere"
    readonly_fields = ["their_sessions", "their_talks", "merged_with", "number", "guid"]
    adds = changes = Deed.TEXTS
    actions = [merging.merge_selected]

    def get_urls(self):
        return [*merging.urls(self), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        also = ["merged_with"] if obj and obj.aliases.exists() else []
        roles = [("In the programme", {"fields": ["their_sessions", "their_talks", *also]})] if obj else []
        return [(None, {"fields": ["conference", "name"]}), *roles, ids(obj)]

    def get_queryset(self, request):
        moderates = how_many(Moderatorship.objects.all(), "person")
        return (
            super().get_queryset(request).annotate(moderates=moderates, presents=how_many(Authorship.objects, "person"))
        )

    def delete_model(self, request, obj):
        delete([obj], request.user)

    def delete_queryset(self, request, queryset):
        delete(list(queryset), request.user)

    @admin.display(ordering="moderates")
    def moderates(self, person):
        return person.moderates

    @admin.display(ordering="presents")
    def presents(self, person):
        return person.presents

    @admin.display(description="Moderates")
    def their_sessions(self, person):
        return linked(person.moderated_sessions.draft().in_order(), person.conference)

    @admin.display(description="Presents")
    def their_talks(self, person):
        return linked(person.presented_talks.draft().by_time(), person.conference)

    @admin.display(description="In files also")
    def merged_with(self, person):
        return " · ".join(map(str, person.aliases.all()))


@admin.register(Session)
class SessionAdmin(PlacedAdmin):
    list_display = ["name", "when", "state", "place", "moderated_by", "talks", "conference"]
    list_filter = [
        filters.ConferenceFilter,
        filters.DayFilter,
        filters.RoomFilter,
        filters.KindFilter,
        filters.TrackFilter,
        filters.ModeratorFilter,
        filters.CancelledFilter,
    ]
    search_fields = ["title", "slug", "foreign_id", "moderators__name"]
    search_help_text = "Title, moderator, or id elsewhere"
    ordering = ["-conference__first_day", F("draft_start").asc(nulls_last=True), "draft_room__order", "pk"]
    inlines = [ModeratorInline, TalkInline]
    texts = ["title", "abstract", "join", "recording"]
    told_rows = [("Moderators", "moderatorships")]

    def get_fieldsets(self, request, obj=None):
        place = ["draft_start", "draft_end", "draft_room", "track", "draft_cancelled"]
        return [
            (None, {"fields": ["conference", "title", "abstract"]}),
            self.place_and_time(request, obj, place),
            ("Links", {"fields": ["join", "recording"]}),
            ids(obj),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_moderators().annotate(talks=how_many(talks(), "draft_session"))

    def saved_with(self, session):
        return [session, *session.draft_talks.all()]

    @admin.display(description="room", ordering="draft_room__name", empty_value="")
    def place(self, session):
        return session.place

    @admin.display(description="moderators", empty_value="")
    def moderated_by(self, session):
        return names(session.moderators_in_order)

    @admin.display(description="talks", ordering="talks")
    def talks(self, session):
        return session.talks


def talks():
    """Without Q&A, breaks and the like."""
    return Talk.objects.filter(kind__is_talk=True)


@admin.register(Talk)
class TalkAdmin(PlacedAdmin):
    list_display = ["name", "when", "state", "kind", "session", "presented_by", "conference"]
    list_filter = [*SessionAdmin.list_filter]
    search_fields = ["title", "slug", "foreign_id", "authors__name", "abstract"]
    search_help_text = "Title, author, words of the abstract, or id elsewhere"
    ordering = ["-conference__first_day", F("draft_start").asc(nulls_last=True), "draft_position", "pk"]
    autocomplete_fields = ["draft_session"]
    inlines = [AuthorInline, LinkInline]
    texts = ["title", "subtitle", "abstract", "language", "paper", "slides", "video", "poster", "code"]
    told_rows = [("Authors", "authorships"), ("Links", "further_links")]

    def get_fieldsets(self, request, obj=None):
        place = [
            "draft_session",
            "draft_position",
            "draft_start",
            "draft_end",
            "draft_room",
            "track",
            "draft_cancelled",
        ]
        return [
            (None, {"fields": ["kind", "title", "subtitle", "abstract", "language"]}),
            self.place_and_time(request, obj, place),
            ("Links", {"fields": ["paper", "slides", "video", "poster", "code"]}),
            ids(obj),
        ]

    def conference_of(self, request, object_id):
        """A new talk belongs where its session does."""
        session = key_in(request.POST.get("draft_session") or request.GET.get("draft_session"))
        reachable = rights.reachable(request.user, self.adds, Session.objects.select_related("conference"))
        if not object_id and session and (found := reachable.filter(pk=session).first()):
            return found.conference
        return super().conference_of(request, object_id)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        initial.pop("conference")
        return initial

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "draft_room":
            kwargs["help_text"] = "If other than its session's."
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).with_authors().select_related("draft_session__conference")

    def save_model(self, request, obj, form, change):
        if obj.draft_position is None:
            others = Talk.objects.filter(draft_session=obj.draft_session).order_by("-draft_position")
            obj.draft_position = (others.values_list("draft_position", flat=True).first() or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.display(ordering="draft_session__title")
    def session(self, talk):
        url = reverse("admin:programme_session_change", args=[talk.session.pk])
        return format_html('<a href="{}">{}</a>', url, talk.session)

    @admin.display(description="authors", empty_value="")
    def presented_by(self, talk):
        return names(talk.authors_in_order)
