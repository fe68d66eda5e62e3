"""The rows of a page of results: of these keys, in their order."""

from conference.programme.catalogue import catalogue_of

from .marking import snippet
from .models import SESSION, TALK, Entry, id_of


def talks_of(conference, keys, phrases):
    """Talks, each with a `snippet` of its abstract where that has what was asked for."""
    rows = conference.shown_talks.filter(pk__in=keys).with_session().with_authors()
    return with_snippets(rows, TALK, keys, phrases) if keys else []


def sessions_of(conference, keys, phrases):
    rows = conference.shown_sessions.filter(pk__in=keys).with_moderators()
    return with_snippets(rows, SESSION, keys, phrases) if keys else []


def people_of(conference, keys):
    """Pairs of name and slug."""
    people = catalogue_of(conference).people
    return [people[key] for key in keys]


def with_snippets(rows, sort, keys, phrases):
    found = {row.pk: row for row in rows}
    ids = [id_of(sort, key) for key in keys]
    plain = dict(Entry.objects.filter(pk__in=ids).values_list("pk", "plain")) if phrases else {}
    for key, row in found.items():
        row.snippet = snippet(plain.get(id_of(sort, key), ""), phrases)
    # What was unpublished since the catalogue was read is not there any more.
    return [found[key] for key in keys if key in found]
