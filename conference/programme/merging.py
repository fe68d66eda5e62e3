"""Two people are one, or one is two, or none: the verbs that put it right, told wherever they show."""

import hashlib

from django.db import transaction

from .aliases import Alias
from .models import Authorship, Moderatorship, Person
from .named import FormerSlug
from .remembering import note, remember
from .revision import raise_draft

RELATIONS = [(Authorship, "talk", "Authors"), (Moderatorship, "session", "Moderators")]


class Meanwhile(Exception):
    """Somebody changed or deleted one of these people after they were looked at."""


def seen_of(people):
    """A mark of these people and of all that they moderate and present: another one once any of it changed."""
    keys = sorted(person.pk for person in people)
    found = list(Person.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "name", "slug", "foreign_id"))
    for model, of, _ in RELATIONS:
        found += model.objects.filter(person__in=keys).order_by("pk").values_list("pk", "person_id", f"{of}_id")
    return hashlib.sha256(repr(found).encode()).hexdigest()


def expect_unchanged(conference, people, seen):
    raise_draft({conference})  # from here on, other writers of this conference wait
    if seen is not None and seen_of(people) != seen:
        raise Meanwhile


@transaction.atomic
def merge(kept, others, name, foreign_id="", by=None, seen=None):
    """Make these people of one conference one, who has this name and this id elsewhere.

    All they moderate and present is the kept one's, each once and at the first of their places in it. Old addresses
    lead to the kept one, and so do old names and ids in files. `seen` is what `seen_of` marked when its organizer
    looked: Meanwhile where that changed.
    """
    expect_unchanged(kept.conference_id, [kept, *others], seen)
    told = [f"{other.name} ({', '.join(filter(None, [other.slug, other.foreign_id]))})" for other in others]
    known = [other for other in others if other.is_public()]
    former = FormerSlug.objects.filter(conference=kept.conference_id, model="person")
    give(kept, others, "merged", by)
    Alias.objects.filter(person__in=others).update(person=kept)
    Alias.objects.bulk_create([Alias.of(other, kept) for other in others])
    for other in others:
        former.filter(key=other.pk).update(key=kept.pk)
        remember(Person, [other.pk])
        other._change_reason, other._history_user = f"Merged into {kept.name} ({kept.slug})", by
        other.delete()
    for other in known:
        new = {"conference": kept.conference, "model": "person", "key": kept.pk}
        former.update_or_create(slug=other.slug, defaults={"key": kept.pk}, create_defaults=new)
    note(kept, f"Merged with {', '.join(told)}", by)
    if (kept.name, kept.foreign_id) != (name, foreign_id):
        Alias.of(kept, kept).save()
        kept.name, kept.foreign_id, kept._history_user = name, foreign_id, by
        kept.save()
    return kept


@transaction.atomic
def split(person, name, talks, sessions, by=None, seen=None):
    """Make a new person of this name, who presents these talks and moderates these sessions (primary keys) instead.

    Somebody of this name who was merged into the person comes back, with the same ids.
    """
    expect_unchanged(person.conference_id, [person], seen)
    new = Person(conference=person.conference, name=name, **ids_back(person, name))
    new._change_reason, new._history_user = f"Split from {person.name} ({person.slug})", by
    new.save()
    give(new, [person], "split", by, {"talk": talks, "session": sessions})
    note(person, f"Split: some of it is now of {new.name} ({new.slug})", by)
    return new


def ids_back(person, name):
    """The ids of the first of this name who was merged into this person; the person is not known by it any more."""
    aliases = person.aliases.filter(name=name)
    found = aliases.exclude(guid=person.guid).values("guid", "number", "foreign_id").first()
    aliases.delete()
    return found or {}


def give(person, others, verb, by, only=None):
    """What these others present and moderate becomes this person's: once, at the first of their places in it.

    `only` narrows it to some: {"talk": primary keys, "session": primary keys}.
    """
    for thing, rows, word in things_of(others, only):
        before = names_in(rows)
        first, *doubles = rows.filter(person__in=[person, *others])
        for double in doubles:
            double.delete()
        first.person = person
        first.save()
        note(thing, f"{word}: {before} → {names_in(rows)} (people {verb})", by)


@transaction.atomic
def delete(people, by=None):
    """Delete these people, and tell it in the history of what they moderated and presented."""
    raise_draft({person.conference_id for person in people})
    for thing, rows, word in things_of(people):
        before = names_in(rows)
        rows.filter(person__in=people).delete()
        note(thing, f"{word}: {before} → {names_in(rows) or 'nobody'} (people deleted)", by)
    for person in people:
        person._history_user = by
        person.delete()


def things_of(people, only=None):
    """Each talk and session of these people, with the rows of all its people and what those are called there."""
    for model, of, word in RELATIONS:
        theirs = model.objects.filter(person__in=people)
        if only is not None:
            theirs = theirs.filter(**{f"{of}__in": only[of]})
        related = model._meta.get_field(of).related_model
        for thing in related.objects.filter(pk__in=list(theirs.values_list(of, flat=True))):
            yield thing, model.objects.filter(**{of: thing}), word


def names_in(rows):
    return " · ".join(rows.values_list("person__name", flat=True))
