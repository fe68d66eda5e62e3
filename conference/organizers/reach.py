"""What a user may do with a row or a list in the admin: their duty in its conference says, nothing else."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.utils.html import format_html
from django.utils.timezone import get_current_timezone

from conference.programme import rights
from conference.programme.rights import Deed

from .times import span_line


class ByDuty:
    """For an admin or an inline, whose `obj` is then what its rows hang on."""

    adds = changes = deletes = Deed.EVERYTHING
    texts = ()  # the fields that editors may change

    def may(self, request, deed, obj=None):
        """In its conference; without a row, in any."""
        if obj is None:
            return rights.may_somewhere(request.user, deed)
        return rights.may(request.user, deed, getattr(obj, obj.conference_path))

    def has_module_permission(self, request):
        return self.may(request, Deed.TEXTS)

    def has_view_permission(self, request, obj=None):
        return self.may(request, Deed.TEXTS, obj)

    def has_add_permission(self, request, obj=None):
        return self.may(request, self.adds, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.changes, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, self.deletes, obj)

    def has_everything_permission(self, request):
        return self.may(request, Deed.EVERYTHING)


class ToldTimes:
    """The time of a session or talk as an editor reads it, on the active clock."""

    @admin.display(description="time")
    def time(self, obj):
        return format_html(
            '<span class="nowrap">{}</span>', span_line(obj.draft_start, obj.draft_end, get_current_timezone())
        )


def told_times(fields):
    """These fields of a form with start and end as one that is told."""
    return ["time" if name == "draft_start" else name for name in fields if name != "draft_end"]


class RowsByDuty(ByDuty):
    """For a ModelAdmin: lists, look-ups and histories hold what is in reach; the rest is as if it were not there."""

    def get_queryset(self, request):
        return rights.reachable(request.user, Deed.TEXTS, super().get_queryset(request))

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        records = super().get_history_queryset(request, history_manager, pk_name, object_id)
        if rights.may_everywhere(request.user):
            return records
        path = self.model.conference_path
        column = pk_name if path == "pk" else path  # a record's own primary key is another
        return records.filter(**{f"{column}__in": rights.conferences_where(request.user, Deed.TEXTS)})

    def has_change_history_permission(self, request, obj=None):
        """Bringing back an older version brings back all of it."""
        everything = self.may(request, Deed.EVERYTHING, obj) or not self.texts
        return everything and self.has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """An editor sees everything and changes the texts."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or not self.texts or self.may(request, Deed.EVERYTHING, obj):
            return fields
        others = [name for name in flatten_fieldsets(self.get_fieldsets(request, obj)) if name not in self.texts]
        return list(dict.fromkeys([*fields, *others]))
