"""Rows of a form: the people of a session or a talk, a talk's further links, and a session's talks."""

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils.text import capfirst

from conference.programme.models import Authorship, Link, Moderatorship, Talk
from conference.programme.rights import Deed

from .desk import WithinConference
from .reach import ByDuty, ToldTimes, told_times


class InOrder(BaseInlineFormSet):
    """Whoever leaves the position empty is put last."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    def clean(self):
        super().clean()
        name = next((name for name in ("position", "draft_position") if name in self.empty_form.fields), None)
        if name is None:
            return  # they have no order, or whoever saves may not change it
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if hasattr(form, "cleaned_data") and not self._should_delete_form(form)]
        last = max((form.cleaned_data.get(name) or 0 for form in kept), default=0)
        for form in kept:
            if form.cleaned_data.get(name) is None and name not in form.errors:
                last += 1
                setattr(form.instance, name, last)


class Rows(ByDuty, WithinConference, admin.TabularInline):
    formset = InOrder
    extra = 1
    view_on_site = False
    autocomplete_fields = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:  # the column's heading is no label to a screen reader
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


class People(Rows):
    fields = ["position", "person"]
    adds = changes = deletes = Deed.TEXTS
    autocomplete_fields = ["person"]

    def get_queryset(self, request):
        # The row's title names both ends.
        return super().get_queryset(request).select_related("person", self.fk_name)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "person":
            field.widget.can_change_related = False
        return field


class ModeratorInline(People):
    model = Moderatorship
    fk_name = "session"
    verbose_name = "moderator"


class AuthorInline(People):
    model = Authorship
    fk_name = "talk"
    verbose_name = "author"


class LinkInline(Rows):
    model = Link
    fk_name = "talk"
    fields = ["position", "label", "address"]
    adds = changes = deletes = Deed.TEXTS
    verbose_name = "further link"


class TalkInline(ToldTimes, Rows):
    """The timeline in short; each talk's own form has the rest."""

    model = Talk
    fk_name = "draft_session"
    fields = ["draft_position", "kind", "title", "draft_start", "draft_end", "draft_cancelled"]
    ordering = ["draft_position", "id"]
    show_change_link = True
    changes = Deed.TEXTS

    def get_fields(self, request, obj=None):
        return self.fields if self.may(request, Deed.EVERYTHING, obj) else told_times(self.fields)

    def get_readonly_fields(self, request, obj=None):
        everything = self.may(request, Deed.EVERYTHING, obj)
        return [] if everything else [name for name in self.get_fields(request, obj) if name != "title"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "kind":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field
