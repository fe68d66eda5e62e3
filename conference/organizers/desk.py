"""Which conference an organizer is working on, and what follows from it: the zone and the choices."""

from functools import lru_cache
from urllib.parse import parse_qs, urlencode

from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from conference.conflicts.checks import find
from conference.conflicts.loading import load
from conference.programme import rights
from conference.programme.models import Conference
from conference.programme.named import Named
from conference.programme.revision import Revision
from conference.programme.rights import Deed

from .times import MomentField

LARGEST_KEY = 2**63 - 1


def key_in(text):
    """The primary key that a part of an address or form holds, else None."""
    digits = text and text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_KEY))
    return int(text) if digits and int(text) <= LARGEST_KEY else None


def sit_down(request, conference):
    """Work on this conference in this request: its clock is the active one until the middleware resets it."""
    request.organized = conference
    if conference:
        timezone.activate(conference.tz)


def asked_conference(request, deed=Deed.TEXTS):
    """The one that the form or the address names, or the list that led here; else the newest, None without any.

    Only of those in which the user may do this.
    """
    came_from = parse_qs(request.GET.get("_changelist_filters", "")).get("conference", [""])[0]
    keys = map(key_in, (request.POST.get("conference"), request.GET.get("conference"), came_from))
    key, conferences = next((key for key in keys if key), None), conferences_by_year(request, deed)
    return (key and conferences.filter(pk=key).first()) or conferences.first()


def conferences_by_year(request, deed=Deed.TEXTS):
    return rights.reachable(request.user, deed, Conference.objects.by_year())


def conflicts_of(conference):
    """All conflicts in the draft of a conference, the worst first; found once for each state of it."""
    marks = Revision.objects.values_list("draft_number", "number", "changed_at").get(pk=conference.pk)
    return found_conflicts(conference.pk, marks)


@lru_cache(maxsize=4)
def found_conflicts(key, marks):
    return find(load(Conference.objects.get(pk=key)))


class WithinConference:
    """For an admin or an inline: offers only what belongs to the conference at hand, and times on its clock."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        conference = request.organized
        if isinstance(db_field, models.DateTimeField):
            return MomentField.of(db_field, conference)
        if db_field.name in ("position", "draft_position"):
            kwargs |= {"required": False, "initial": None, "help_text": "Left empty, it comes last."}
        if db_field.name == "conference":
            kwargs["help_text"] = other_conferences(request, self.adds)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = RelatedInConference.instead_of(field.widget, conference)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        conference, model = request.organized, db_field.related_model
        if model is Conference:
            kwargs["queryset"] = conferences_by_year(request, self.adds)
        if conference and issubclass(model, Named):
            kwargs["queryset"] = model.objects.filter(conference=conference)
            told = f"Choose a {model._meta.verbose_name} of {conference}."
            kwargs["error_messages"] = {"invalid_choice": told.replace("%", "%%")}  # it is a pattern for Django
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = ConferenceAutocomplete(db_field, self.admin_site, conference)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name not in self.autocomplete_fields:
            field.choices = list(field.choices)  # looked up once for all rows of an inline
        return field


def other_conferences(request, deed):
    """Links to the same empty form in another conference."""
    others = [each for each in conferences_by_year(request, deed)[:10] if each != request.organized]
    if not others or "_popup" in request.GET:
        return ""
    links = [(urlencode({"conference": each.pk}), each) for each in others]
    return format_html(
        "What you can choose below is of {}. Add to another: {}.",
        request.organized,
        format_html_join(" · ", '<a href="?{}">{}</a>', links),
    )


class ConferenceAutocomplete(AutocompleteSelect):
    """Looks up only what belongs to the conference."""

    def __init__(self, field, admin_site, conference, **kwargs):
        self.conference = conference
        super().__init__(field, admin_site, **kwargs)

    def get_url(self):
        return super().get_url() + (f"?conference={self.conference.pk}" if self.conference else "")

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": f"Find a {self.field.related_model._meta.verbose_name}"}

    def optgroups(self, name, value, attrs=None):
        """Without what is no key: Django would ask the database for it."""
        return super().optgroups(name, [each for each in value if not each or key_in(str(each))], attrs)


class RelatedInConference(RelatedFieldWidgetWrapper):
    """The links beside a choice: what is added there belongs to the conference at hand."""

    conference = None

    @classmethod
    def instead_of(cls, wrapper, conference):
        new = cls(
            wrapper.widget,
            wrapper.rel,
            wrapper.admin_site,
            can_add_related=wrapper.can_add_related,
            can_change_related=wrapper.can_change_related,
            can_view_related=False,
        )
        new.conference = conference
        return new

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.conference:
            context["url_params"] += f"&conference={self.conference.pk}"
        return context
