"""Two organizers at once: a form carries what its maker saw, and a save is told what somebody else changed since."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from conference.conflicts.conflict import about
from conference.programme.models import Person, Room, Session, Talk
from conference.programme.revision import Revision

from .desk import conflicts_of
from .times import moment_line

MEANWHILE = (
    "Somebody else saved this while you worked on it. Your input is still in the form below; "
    "saving again overwrites what they changed:"
)
MEANWHILE_DELETING = "Somebody else saved this while you looked at it. Look again, then delete it:"
MEANWHILE_DELETED = "Somebody else deleted this while you worked on it. What you had written, to copy:"
FIELD, SALT = "seen", "organizers.seen"
INLINE_ROWS = {
    Session: [("Moderator", "moderatorships"), ("Talk", "draft_talks")],
    Talk: [("Author", "authorships"), ("Link", "further_links")],
}


def state_of(obj):
    """What the database holds of an object and its inline rows: {what: {field: value}}; nothing where it is deleted.

    A value is words; where it is another row, its key and words: a room that got a new name is the same room.
    """
    stored = type(obj)._base_manager.filter(pk=obj.pk).first()
    found = {"": fields_of(stored)} if stored else {}
    for word, relation in INLINE_ROWS.get(type(obj), ()):
        rows = getattr(obj, relation)
        for row in rows.select_related(*foreign_keys_of(rows.model)):
            found[f"{word} {row.pk}"] = fields_of(row)
    return found


def foreign_keys_of(model):
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def fields_of(row):
    return {
        str(field.verbose_name): value_of(field, row)
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key
    }


def value_of(field, row):
    if isinstance(field, models.ForeignKey):
        return [getattr(row, field.attname), str(getattr(row, field.name) or "empty")]
    value = field.value_from_object(row)
    if value in (None, ""):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return moment_line(value) if isinstance(field, models.DateTimeField) else str(value)


def words(value):
    """A value as a person would say it."""
    return value[1] if isinstance(value, list) else value


def key(value):
    """What two values are told apart by."""
    return value[0] if isinstance(value, list) else value


def name_in(row):
    """What a row is called: a talk by its title, a person by the name, a link by its label."""
    return words(row.get("title") or row.get("person") or row.get("label"))


def changes_between(seen, now):
    """Lines (what, old, new) on all that differs between two states."""
    for name in dict.fromkeys([*seen, *now]):
        before, after = seen.get(name), now.get(name)
        if before is None or after is None:
            row = before or after
            what = f"{name.partition(' ')[0]} {name_in(row)}".strip()
            yield (what, "nothing", "added") if before is None else (what, "there", "taken out")
            continue
        label = f"{name_in(before)}: " if name else ""
        for field, old in before.items():
            if key(old) != key(new := after.get(field)):
                yield f"{label}{field}", words(old), words(new)


def carried(request):
    """The state that the posted form was made from; None where it carries none that we signed."""
    try:
        return signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except signing.BadSignature:
        return None


def carry(obj):
    """The value of the form's hidden field."""
    return signing.dumps(state_of(obj), salt=SALT, compress=True)


def hold(request, conferences):
    """In a transaction: whoever writes first in these conferences is done before the next one looks."""
    if request.method == "POST":
        list(Revision.objects.select_for_update().filter(conference__in=conferences).order_by("pk"))


class SeenForm:
    """For a ModelAdmin: forms carry what their maker saw; a save onto something newer is shown it first."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        hold(request, [request.organized])
        obj = object_id and self.get_object(request, object_id)
        extra = {"seen": carry(obj), "conflicts": self.conflicts_about(request, obj)} if obj else {}
        return super()._changeform_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    @transaction.atomic
    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An older version is not brought back over what its reader never saw."""
        hold(request, [request.organized])
        obj = self.get_object(request, unquote(object_id))
        extra = {"seen": carry(obj)} if obj else {}
        return super().history_form_view(request, object_id, version_id, {**(extra_context or {}), **extra})

    @transaction.atomic
    def delete_view(self, request, object_id, extra_context=None):
        """Nothing is deleted that became something else after its deleter looked at it."""
        found = self.get_object(request, unquote(object_id))
        hold(request, found.conference_keys() if found else [])
        obj = self.get_object(request, unquote(object_id))
        seen = carried(request) if request.method == "POST" else None
        if obj and seen is not None and (lines := list(changes_between(seen, state_of(obj)))):
            self.message_user(request, told(lines, MEANWHILE_DELETING), messages.ERROR)
            return redirect(request.get_full_path())
        return super().delete_view(request, object_id, (extra_context or {}) | ({"seen": carry(obj)} if obj else {}))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Whoever was writing when somebody else deleted it gets their words back."""
        words = [(name, request.POST[name]) for name in self.texts if request.POST.get(name)]
        if words:
            lines = format_html_join(mark_safe("<br>"), "{}: {}", words)
            self.message_user(request, format_html("{}<br>{}", MEANWHILE_DELETED, lines), messages.ERROR)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def conflicts_about(self, request, obj):
        """What clashes here, shown where it can be mended."""
        placed_or_met = isinstance(obj, Session | Talk | Person | Room)
        return about(conflicts_of(request.organized), obj)[:20] if placed_or_met else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not obj or request.method != "POST" or FIELD not in request.POST:
            return form

        class CarefulForm(form):
            def clean(self):
                super().clean()
                seen = carried(request)
                if seen is None:
                    raise ValidationError("It cannot be told what this form was made from. Look at it, and save again.")
                if lines := list(changes_between(seen, state_of(obj))):
                    raise ValidationError(told(lines))

        return CarefulForm


def told(lines, meanwhile=MEANWHILE):
    """The error that shows what somebody else saved meanwhile."""
    return format_html("{}<br>{}", meanwhile, format_html_join(mark_safe("<br>"), "{}: {} → {}", lines))
