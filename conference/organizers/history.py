"""Who changed what, from what to what."""

from datetime import datetime

from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from conference.programme.remembering import note, remember

from .times import moment_line


class PlainWords(HistoricalRecordContextHelper):
    """Old and new values as the form shows them."""

    def prepare_delta_change_value(self, change, value):
        value = super().prepare_delta_change_value(change, value)
        choices = dict(self.model._meta.get_field(change.field).flatchoices)
        if value is None or value == "":
            return "empty"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return moment_line(value)
        return choices.get(value, value)


def names_in(rows):
    if hasattr(rows.model, "person"):
        return " · ".join(str(row.person) for row in rows.select_related("person")) or "nobody"
    return " · ".join(map(str, rows.all())) or "none"


class HistoryAdmin(SimpleHistoryAdmin):
    """Saves, and so tells, only what is different; tells people and links that came, went or stand in another order."""

    told_rows = ()  # what the history tells beside the object's own row: ("Authors", "authorships")

    def get_historical_record_context_helper(self, request, historical_record):
        return PlainWords(self.model, historical_record, max_displayed_delta_change_chars=400)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs)
        oldest = historical_records.object_list[-1] if len(historical_records.object_list) else None
        if oldest and historical_records.has_next():  # its predecessor is on the next page
            delta = oldest.diff_against(oldest.prev_record, foreign_keys_are_objs=foreign_keys_are_objs)
            helper = self.get_historical_record_context_helper(request, oldest)
            oldest.history_delta_changes = helper.context_for_delta_changes(delta)

    def save_model(self, request, obj, form, change):
        if not change or self.differs(obj):
            remember(self.model, [obj.pk] if change else [])
            super().save_model(request, obj, form, change)

    def differs(self, obj):
        """Whether the database holds something else. A form cannot tell: it may bring back an older version."""
        names = [field.attname for field in obj._meta.concrete_fields]
        stored = self.model._base_manager.filter(pk=obj.pk).values(*names).first()
        return stored != {name: getattr(obj, name) for name in names}

    def save_formset(self, request, form, formset, change):
        if hasattr(formset.model, "history"):
            for row in formset.initial_forms:
                if row.has_changed():
                    remember(formset.model, [row.instance.pk])
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        before = self.names_of_rows(form.instance)
        super().save_related(request, form, formsets, change)
        for word, after in self.names_of_rows(form.instance).items():
            if before[word] != after:
                note(form.instance, f"{word}: {before[word]} → {after}", request.user)

    def names_of_rows(self, obj):
        return {word: names_in(getattr(obj, relation)) for word, relation in self.told_rows}
