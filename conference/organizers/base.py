"""What the admins of all that a conference has share: its zone, its choices, its columns."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from conference.programme import rights
from conference.programme.remembering import remember
from conference.programme.rights import Deed

from . import filters
from .asked import AskedPlainly
from .desk import WithinConference, asked_conference, conferences_by_year, key_in, sit_down
from .history import HistoryAdmin
from .reach import RowsByDuty, ToldTimes, told_times
from .seen import SeenForm, hold
from .times import span_line, span_parts

NAMES_SHOWN = 3


def how_many(rows, of):
    """For each row the number of `rows` that point to it by their field `of`."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def names(people):
    """The first names of a list, and how many more."""
    shown = " · ".join(str(person) for person in people[:NAMES_SHOWN])
    return shown + (f" and {len(people) - NAMES_SHOWN} more" if len(people) > NAMES_SHOWN else "")


def hold_all(request, queryset):
    """Whoever writes in the conferences of these rows is done before they are looked up."""
    hold(request, set(queryset.order_by().values_list(queryset.model.conference_path, flat=True)))


def expect_keys(*parts):
    """The history's own pages would fail on other parts of an address."""
    if not all(key_in(unquote(part)) for part in parts):
        raise Http404("There is no such history.")


class ProgrammeAdmin(AskedPlainly, RowsByDuty, SeenForm, WithinConference, HistoryAdmin):
    """Each page is in the zone of its conference, which is chosen once and then stays."""

    list_per_page = 100
    list_filter = [filters.ConferenceFilter]
    list_select_related = ["conference"]
    show_facets = admin.ShowFacets.NEVER  # a count for each of a thousand moderators would be one huge query

    def conference_of(self, request, object_id):
        obj = object_id and self.get_object(request, unquote(object_id))
        return obj.conference if obj else asked_conference(request, self.adds)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST:  # no button of ours: Django would add a row where its sender may only edit
            raise BadRequest("Nothing is saved as new here.")
        sit_down(request, self.conference_of(request, object_id))
        may_organize = rights.may(request.user, Deed.EVERYTHING, request.organized)
        return super().changeform_view(
            request, object_id, form_url, {"may_organize": may_organize, **(extra_context or {})}
        )

    def changelist_view(self, request, extra_context=None):
        sit_down(request, asked_conference(request))
        request.one_conference = conferences_by_year(request).count() == 1
        return super().changelist_view(request, extra_context)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        hold_all(request, queryset)
        super().delete_queryset(request, queryset)

    def history_view(self, request, object_id, extra_context=None):
        expect_keys(object_id)
        sit_down(request, self.conference_of(request, object_id))
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        expect_keys(object_id, version_id)
        self.expect_reach(request, object_id, version_id)
        sit_down(request, self.conference_of(request, object_id))
        return super().history_form_view(request, object_id, version_id, extra_context)

    def expect_reach(self, request, object_id, version_id):
        """A version of something else's is not there; to bring one back is more than to look at it."""
        records = self.get_history_queryset(request, self.model.history, self.model._meta.pk.attname, object_id)
        record = get_object_or_404(records, pk=version_id)
        if request.method == "POST" and not self.has_change_history_permission(request, record.instance):
            raise PermissionDenied("Older versions are brought back by organizers.")

    def get_list_display(self, request):
        unneeded = {"conference"} if getattr(request, "one_conference", False) else set()
        return [name for name in super().get_list_display(request) if name not in unneeded]

    def get_changeform_initial_data(self, request):
        return {"conference": request.organized and request.organized.pk} | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["conference"] if obj else [])]

    def get_search_results(self, request, queryset, search_term):
        asked = key_in(request.GET.get("conference"))
        if asked and request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(conference=asked)
        return super().get_search_results(request, queryset, search_term)

    def view_on_site(self, obj):
        """Its address; None where it has none yet, or not in a form that is refused."""
        return obj.get_absolute_url() if obj.slug and obj.conference.published else None


class ChoiceAdmin(ProgrammeAdmin):
    """What sessions and talks choose from; it has no page of its own."""

    view_on_site = False
    search_fields = ["name", "slug"]
    ids = ("Address", {"fields": ["slug"], "classes": ["collapse"]})


class PlacedAdmin(ToldTimes, ProgrammeAdmin):
    """Sessions and talks: somewhere, at some time. The draft's columns are what organizers write."""

    date_hierarchy = "draft_start"
    readonly_fields = ["number", "guid"]
    actions = ["cancel", "take_back"]
    changes = Deed.TEXTS

    def get_queryset(self, request):
        return super().get_queryset(request).draft().select_related("conference")

    def place_and_time(self, request, obj, fields):
        """The fieldset; editors are told why they cannot write in it."""
        if obj is None or self.may(request, Deed.EVERYTHING, obj):
            return "Place and time", {"fields": fields}
        return "Place and time", {"fields": told_times(fields), "description": "Set by the organizers."}

    @admin.display(description="title", ordering="title")
    def name(self, obj):
        return str(obj)

    @admin.display(description="time", ordering="draft_start")
    def when(self, obj):
        date, times = span_parts(obj.start, obj.end, obj.conference.tz)
        line = format_html('<span class="nowrap">{}</span> <span class="nowrap">{}</span>', date, times)
        return format_html('{} <strong class="cancelled">Cancelled</strong>', line) if obj.is_cancelled else line

    @admin.display(description="draft", empty_value="")
    def state(self, obj):
        """Whether attendees see something else than this list shows."""
        if not obj.public:
            return "new"
        same = all(getattr(obj, draft) == getattr(obj, released) for draft, released in obj.version_columns())
        return None if same else "differs"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = self.model.objects.get(pk=form.instance.pk)
        if any(self.state(item) for item in self.saved_with(obj)):
            release = reverse("organizers:desk", args=[obj.conference.slug]) + "#release"
            text = "A new place or time is in the draft. Attendees see it after <a href='{}'>the next release</a>."
            self.message_user(request, format_html(text, release), messages.INFO)

    def saved_with(self, obj):
        """All whose place and time stand in its form."""
        return [obj]

    @admin.action(description="Mark as cancelled", permissions=["everything"])
    def cancel(self, request, queryset):
        changed = self.set_cancelled(request, queryset, True)
        self.message_user(request, f"{self.counted(changed)} marked as cancelled, in the draft.", messages.SUCCESS)

    @admin.action(description="Take back the cancellation", permissions=["everything"])
    def take_back(self, request, queryset):
        changed = self.set_cancelled(request, queryset, False)
        self.message_user(
            request, f"{self.counted(changed)} no longer marked as cancelled, in the draft.", messages.SUCCESS
        )

    @transaction.atomic
    def set_cancelled(self, request, queryset, cancelled):
        """How many it changed, where the user is an organizer: saved row by row, so that each keeps its history."""
        hold_all(request, queryset)
        queryset = rights.reachable(request.user, Deed.EVERYTHING, queryset)
        rows = queryset.filter(draft_cancelled=not cancelled)
        for row in rows:
            remember(self.model, [row.pk])
            row.draft_cancelled = cancelled
            row.save(update_fields=["draft_cancelled"])  # the rest may be newer than what was read
            self.log_change(request, row, [{"changed": {"fields": ["Cancelled"]}}])
        return len(rows)

    def counted(self, number):
        options = self.opts
        return f"{number} {options.verbose_name if number == 1 else options.verbose_name_plural}"


def linked(rows, conference):
    """A list of sessions or talks, each with a link to its form; None where there are none."""
    lines = [
        (
            reverse(f"admin:programme_{row._meta.model_name}_change", args=[row.pk]),
            row,
            span_line(row.start, row.end, conference.tz),
        )
        for row in rows
    ]
    return format_html_join("", '<div><a href="{}">{}</a>, {}</div>', lines) if lines else None


def ids(obj):
    shown = ["slug", "foreign_id", *(["number", "guid"] if obj else [])]
    return ("Address and ids", {"fields": shown, "classes": ["collapse"]})
