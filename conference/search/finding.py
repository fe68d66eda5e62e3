"""What the index finds, joined with what the visitor may see: ranked, narrowed, counted."""

from dataclasses import dataclass

from conference import tex
from conference.programme import filters
from conference.programme.catalogue import catalogue_of

from .index import engine
from .models import PERSON, SESSION, SORTS, TALK

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
    ranks = ranked(conference, asked.phrases)
    for sort, columns, rows in (
        (TALK, catalogue.talks, conference.shown_talks),
        (SESSION, catalogue.sessions, conference.shown_sessions),
    ):
        ranks[sort] |= dict.fromkeys(known_as(asked, columns, rows), 0)
    talks = in_order(catalogue.talks.order, ranks[TALK]) if asked.question else list(catalogue.talks.order)
    if kept is not None:
        talks = [key for key in talks if key in kept]
    sessions = in_order(catalogue.sessions.order, ranks[SESSION]) if kept is None else []
    people = in_order(catalogue.people_order, ranks[PERSON]) if not asked.is_narrowed else []
    return Found(
        talks=filters.narrowed(talks, facets, asked.chosen),
        sessions=filters.narrowed(sessions, catalogue.sessions.facets_in(conference, zone), asked.chosen),
        people=people,
        menus=menus(talks, facets, labels, asked.chosen),
    )


def ranked(conference, phrases):
    """For each sort of thing, what the index has: {key: rank}, the lowest rank the best."""
    rows = engine.find(conference.pk, phrases) if phrases else []
    best = {id: rank for rank, id in reversed(rows)}
    return [{id // SORTS: rank for id, rank in best.items() if id % SORTS == sort} for sort in range(SORTS)]


def known_as(asked, columns, rows):
    """The keys of what has the number or guid that is asked for."""
    if asked.number in columns.numbers:
        return [columns.numbers[asked.number]]
    return rows.filter(guid=asked.guid).values_list("pk", flat=True) if asked.guid else []


def in_order(place, ranks):
    """The keys that have a place, by rank, then by place."""
    return sorted(sorted(ranks.keys() & place.keys(), key=place.get), key=ranks.get)


def menus(talks, facets, labels, chosen):
    """Those that offer a choice."""
    labels = labels | {"session": session_labels(talks, facets, labels["session"], chosen)}
    return [menu for menu in filters.menus(talks, facets, labels, chosen) if menu.chosen or len(menu.choices) > 1]


def session_labels(talks, facets, titles, chosen):
    """The sessions to choose from by their titles; where they are too many to offer, the chosen one alone."""
    offered = set(map(facets["session"].get, filters.narrowed(talks, facets, chosen, but="session")))
    offered = {chosen.get("session")} | (offered if len(offered) <= MOST_SESSIONS else set())
    return {slug: tex.to_text(title) for slug, title in titles.items() if slug in offered}
