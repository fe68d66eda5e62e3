"""The admin's pages on which people are merged, or split."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from conference.programme import merging
from conference.programme.models import Person

from .desk import key_in, sit_down

MOST = 20  # people that are merged at once


class SeenPeople(forms.Form):
    """Carries what its maker saw of these people; Meanwhile where it is sent after that changed."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, people, data=None, initial=None):
        seen = merging.seen_of(people)
        if data and data.get("seen") != seen:
            raise merging.Meanwhile
        super().__init__(data, initial={"seen": seen} | (initial or {}))


class MergeForm(SeenPeople):
    kept = forms.TypedChoiceField(label="Who stays", widget=forms.RadioSelect, coerce=int)
    name = forms.ChoiceField(label="The name that stays", widget=forms.RadioSelect)
    foreign_id = forms.ChoiceField(label="The id elsewhere that stays", widget=forms.RadioSelect, required=False)

    def __init__(self, people, data=None):
        busiest = max(people, key=lambda person: (person.presents + person.moderates, -person.pk))
        ids = [person.foreign_id for person in [busiest, *people] if person.foreign_id]
        initial = {"kept": busiest.pk, "name": busiest.name, "foreign_id": ids[0] if ids else ""}
        super().__init__(people, data, initial)
        self.people = {person.pk: person for person in people}
        self.fields["kept"].choices = [(person.pk, f"{person} ({person.slug})") for person in people]
        self.fields["name"].choices = [(name, name) for name in dict.fromkeys(person.name for person in people)]
        self.fields["foreign_id"].choices = [(each, each) for each in dict.fromkeys(ids)]

    def merge(self, by):
        said = self.cleaned_data
        kept = self.people.pop(said["kept"])
        return merging.merge(kept, list(self.people.values()), said["name"], said["foreign_id"], by, said["seen"])


class SplitForm(SeenPeople):
    name = forms.CharField(
        label="Name of the other person", max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    sessions = forms.TypedMultipleChoiceField(
        label="The other moderates", widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )
    talks = forms.TypedMultipleChoiceField(
        label="The other presents", widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )

    def __init__(self, person, data=None):
        merged = person.aliases.exclude(guid=person.guid).last()  # whom it most likely takes back
        super().__init__([person], data, {"name": merged.name if merged else person.name})
        self.person = person
        sessions, talks = person.moderated_sessions.draft().in_order(), person.presented_talks.draft().by_time()
        for name, theirs in (("sessions", sessions), ("talks", talks)):
            self.fields[name].choices = [(each.pk, str(each)) for each in theirs]
            if not theirs:
                del self.fields[name]

    @property
    def things(self):
        """How many sessions and talks there are to share out."""
        return sum(len(self.fields[name].choices) for name in ("sessions", "talks") if name in self.fields)

    def clean(self):
        said = super().clean()
        chosen = len(said.get("sessions", ())) + len(said.get("talks", ()))
        if not self.errors and not chosen:
            raise forms.ValidationError("Tick what is the other person's.")
        if not self.errors and chosen == self.things:
            raise forms.ValidationError(f"Leave something to {self.person}, or change the name instead.")
        return said

    def split(self, by):
        said = self.cleaned_data
        return merging.split(
            self.person, said["name"], said.get("talks", []), said.get("sessions", []), by, said["seen"]
        )


def urls(person_admin):
    def page(view):
        reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])(partial(answer, view, person_admin))
        return person_admin.admin_site.admin_view(reads_and_posts)

    return [
        path("merge/", page(merge), name="programme_person_merge"),
        path("<int:key>/split/", page(split), name="programme_person_split"),
    ]


def answer(view, person_admin, request, **kwargs):
    """What the view answers, unless somebody else was quicker."""
    if not person_admin.has_change_permission(request):
        raise PermissionDenied
    try:
        return view(person_admin, request, **kwargs)
    except merging.Meanwhile:
        told = "Somebody changed these people while you looked at them. Nothing is written: look again."
        person_admin.message_user(request, told, messages.ERROR)
        return redirect(request.get_full_path())


@admin.action(description="Merge selected people", permissions=["change"])
def merge_selected(person_admin, request, queryset):
    """To the page that asks which name stays."""
    keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
    return redirect(reverse("admin:programme_person_merge") + "?" + "&".join(f"person={key}" for key in keys))


def merge(person_admin, request):
    """Several people of one conference, named by `person` in the address, become one."""
    keys = {key_in(text) for text in request.GET.getlist("person")[: MOST + 1]}
    people = list(person_admin.get_queryset(request).filter(pk__in=keys - {None}).select_related("conference"))
    if trouble := trouble_with(people):
        person_admin.message_user(request, trouble, messages.WARNING)
        return redirect("admin:programme_person_changelist")
    sit_down(request, people[0].conference)
    form = MergeForm(people, request.POST or None)
    if form.is_valid():
        return done(person_admin, request, form.merge(request.user), "{} is one person now; old addresses lead here.")
    shown = [(person, person_admin.their_sessions(person), person_admin.their_talks(person)) for person in people]
    title = f"Merge {len(people)} people of {people[0].conference}"
    return page_of(person_admin, request, "merge", title, {"form": form, "people": shown})


def trouble_with(people):
    if len(people) < 2:
        return "There are not two people to merge: perhaps they are merged already. Select them in the list."
    if len(people) > MOST:
        return f"Select at most {MOST} people to merge."
    if len({person.conference_id for person in people}) > 1:
        return "These are people of several conferences. Each conference has its own."
    return ""


def split(person_admin, request, key):
    """Some of what one person does is another person's."""
    person = get_object_or_404(person_admin.get_queryset(request).select_related("conference"), pk=key)
    sit_down(request, person.conference)
    form = SplitForm(person, request.POST or None)
    if form.is_valid():
        return done(person_admin, request, form.split(request.user), "{} is a person of their own now.")
    return page_of(person_admin, request, "split", f"Split {person}", {"form": form, "person": person})


def done(person_admin, request, person, words):
    person_admin.message_user(request, format_html(words, person), messages.SUCCESS)
    return redirect("admin:programme_person_change", person.pk)


def page_of(person_admin, request, name, title, context):
    frame = {**person_admin.admin_site.each_context(request), "opts": Person._meta, "title": title}
    return render(request, f"organizers/{name}.html", frame | context)
