"""What the index finds, joined with what the visitor may see: ranked, narrowed, counted."""

from dataclasses import dataclass

from conference.programme import filters
from conference.programme.catalogue import catalogue_of

from .index import engine
from .models import PERSON, SESSION, TALK, sort_and_key

MOST_SESSIONS = 60  # in the menu of sessions; where more have something, others narrow better


@dataclass(frozen=True)
class Found:
    """Keys, best first: whole words before words that begin so, titles and people before abstracts, then by time."""

    talks: list
    sessions: list
    people: list
    menus: list


def find(conference, zone, asked, kept=None):
    """What is asked for, of what this visitor may see; `kept` (keys of talks) leaves only those.

    People and sessions answer questions, not filters: nobody has a room, and a session has no kind.
    """
    catalogue = catalogue_of(conference)
    facets, labels = catalogue.talks.facets_in(conference, zone), catalogue.labels_in(conference, zone)
    ranks = ranked(conference, asked)
    talks = in_order(catalogue.talks, ranks[TALK]) if asked.question else list(catalogue.talks.order)
    if kept is not None:
        talks = [key for key in talks if key in kept]
    sessions = in_order(catalogue.sessions, ranks[SESSION]) if kept is None else []
    people = [] if asked.is_narrowed else sorted(ranks[PERSON].keys() & catalogue.people.keys(), key=ranks[PERSON].get)
    return Found(
        talks=filters.narrowed(talks, facets, asked.chosen),
        sessions=filters.narrowed(sessions, catalogue.sessions.facets_in(conference, zone), asked.chosen),
        people=people,
        menus=menus(talks, facets, labels, asked.chosen),
    )


def ranked(conference, asked):
    """{sort: {key: rank}} of what the index has for the question, the lowest rank the best."""
    found = {TALK: {}, SESSION: {}, PERSON: {}}
    if asked.phrases:
        for rank, id in engine.find(conference.pk, asked.phrases):
            sort, key = sort_and_key(id)
            found[sort].setdefault(key, rank)
    return found


def in_order(columns, ranks):
    place = columns.order
    return sorted(ranks.keys() & place.keys(), key=lambda key: (ranks[key], place[key]))


def menus(talks, facets, labels, chosen):
    """Those that offer a choice; the sessions' only where they are not too many."""
    found = filters.menus(talks, facets, labels, chosen)
    offered = (menu for menu in found if menu.chosen or len(menu.choices) > 1)
    return [m for m in offered if m.field != "session" or m.chosen or len(m.choices) <= MOST_SESSIONS]
