"""What the index finds, joined with what the visitor may see: ranked, narrowed, counted."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from conference import tex
from conference.programme import bits, filters
from conference.programme.catalogue import catalogue_of

from .index import is_known
from .models import PERSON, SESSION, TALK
from .ranking import in_order, ranking_of

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
    talks, sessions = catalogue.talks, catalogue.sessions
    ranks = ranked(conference, catalogue, asked)
    if kept is not None:
        mine = bits.of(map(talks.places.get, kept), len(talks.keys))
        ranks = [[rank & mine for rank in ranks[TALK]], [], []]
    facets = talks.facets_in(conference, zone), sessions.facets_in(conference, zone)
    narrowed = [
        [filters.narrowed(rank, facets[sort], asked.chosen) for rank in ranks[sort]] for sort in (TALK, SESSION)
    ]
    return Found(
        talks=in_order(narrowed[TALK], talks.keys),
        sessions=in_order(narrowed[SESSION], sessions.keys),
        people=[] if asked.is_narrowed else in_order(ranks[PERSON], list(catalogue.people)),
        menus=menus(
            reduce(or_, ranks[TALK], 0), talks, facets[TALK], catalogue.labels_in(conference, zone), asked.chosen
        ),
    )


def ranked(conference, catalogue, asked):
    """For talks, sessions and people: sets of their places, the best first. Without a question, all talks."""
    if not asked.question:
        return [[bits.first(len(catalogue.talks.keys))], [], []]
    ranks = ranking_of(catalogue).ranks(asked.phrases, is_known(conference)) if asked.phrases else [[], [], []]
    if asked.number is not None or asked.guid:
        ranks[TALK].insert(0, known_as(asked, catalogue.talks, conference.shown_talks))
        ranks[SESSION].insert(0, known_as(asked, catalogue.sessions, conference.shown_sessions))
    return ranks


def known_as(asked, columns, rows):
    """The places of what has the number or guid that is asked for."""
    keys = list(rows.filter(guid=asked.guid).values_list("pk", flat=True)) if asked.guid else []
    keys.append(columns.numbers.get(asked.number))
    return bits.of(map(columns.places.get, keys), len(columns.keys))


def menus(found, talks, facets, labels, chosen):
    """Those that offer a choice."""
    labels = labels | {"session": session_labels(found, talks, facets, labels["session"], chosen)}
    return [menu for menu in filters.menus(found, facets, labels, chosen) if menu.chosen or len(menu.choices) > 1]


def session_labels(found, talks, facets, titles, chosen):
    """The sessions to choose from by their titles; where they are too many to offer, the chosen one alone."""
    offered = set()
    for slug in bits.members(filters.narrowed(found, facets, chosen, but="session"), talks.values["session"]):
        offered.add(slug)
        if len(offered) > MOST_SESSIONS:
            offered.clear()
            break
    if "session" in chosen:
        offered.add(chosen["session"])
    return {slug: tex.to_text(title) for slug, title in titles.items() if slug in offered} if offered else {}
