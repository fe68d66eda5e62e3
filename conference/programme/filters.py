"""Talks narrowed by day, kind, track, room and session, and how many each further choice would leave. Pure.

What is narrowed is a set of places (`bits`); `facets` says for each field which places have which value:
{"room": {"aurora": 0b1011}}. Values are what stands in an address: slugs, and for days their dates.
"""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from . import bits
from .revision import UNWANTED

FIELDS = {"day": "Day", "kind": "Kind", "track": "Track", "room": "Room", "session": "Session"}
LONGEST = 100  # characters of a value, as long as slugs may be
LONGEST_QUERY = 2_000


class Choice(NamedTuple):
    value: str
    label: str
    many: int
    chosen: bool


@dataclass(frozen=True)
class Menu:
    """The choices of a field; `chosen` is the one in force, None where there is none."""

    field: str
    label: str
    choices: list

    @property
    def chosen(self):
        return next((choice for choice in self.choices if choice.chosen), None)


def asked(query, fields=tuple(FIELDS)):
    """What the query of an address (a QueryDict) chooses: {"kind": "poster"}, without what is empty."""
    values = {field: UNWANTED.sub("", query.get(field, "")).strip()[:LONGEST] for field in fields}
    return {field: value for field, value in values.items() if value}


def narrowed(found, facets, chosen, but=None):
    """The places that have every chosen value; `but` names a field whose choice is put aside."""
    for field, value in chosen.items():
        if field != but:
            found &= facets[field].get(value, 0)
    return found


def menus(found, facets, labels, chosen):
    """A Menu for each field of `labels` ({field: {value: label}}): its values with how many places each would leave.

    Values that would leave none are not offered. A chosen one stands there in any case, so that it can be seen and
    given up; one that nothing has is labelled by itself.
    """
    return [
        Menu(
            field,
            FIELDS[field],
            choices(narrowed(found, facets, chosen, but=field), facets[field], labels[field], chosen.get(field)),
        )
        for field in labels
    ]


def choices(found, having, labels, chosen):
    counted = ((value, label, (found & having.get(value, 0)).bit_count()) for value, label in labels.items())
    offered = [Choice(value, label, n, value == chosen) for value, label, n in counted if n or value == chosen]
    if chosen and chosen not in labels:
        offered.append(Choice(chosen, chosen, 0, True))
    return offered


def in_words(menus, what="Talks"):
    """What is chosen, as a title: `Posters in Aurora, Wed 5 May`; "" where nothing is. `what` stands for all kinds."""
    labels = {menu.field: menu.chosen.label for menu in menus if menu.chosen}
    if not labels:
        return ""
    kind, room = labels.pop("kind", ""), labels.pop("room", "")
    first = " ".join(filter(None, [several(kind) if kind else what, room and f"in {room}"]))
    return ", ".join(filter(None, [first, *map(labels.get, ("session", "track", "day"))]))


def state_in_words(menus, mine):
    """The same where it may be of the visitor's bookmarks alone: `Posters in Aurora, My bookmarks`."""
    return ", ".join(filter(None, [in_words(menus), mine and "My bookmarks"]))


def several(kind):
    """Posters, from Poster, where that is as simple as it looks."""
    return f"{kind}s" if kind.isascii() and kind[-1:].isalpha() and kind[-1:].lower() not in "shxyz" else kind


ON_A_DAY = ("kind", "track", "room")


def only_mine(query):
    """Whether the query of an address asks for the visitor's own bookmarks alone."""
    return query.get("mine") == "yes"


def narrow_day(sessions, chosen, kept=None, labels_of_year=dict):
    """The sessions of a day with only those talks in their timelines that have every chosen value; and the menus.

    `kept` (keys of talks) leaves only those. Without it, a session without talks, such as one whose talks are not
    known yet, stays where its own track and room are chosen. `labels_of_year` returns those of the other days, too.
    """
    talks = [(entry, session) for session in sessions for entry in session.timeline if entry.kind.is_talk]
    if kept is not None:
        talks = [(entry, session) for entry, session in talks if entry.pk in kept]
    has = {
        "kind": [entry.kind for entry, _ in talks],
        "track": [entry.track or session.track for entry, session in talks],
        "room": [entry.room or session.room for entry, session in talks],
    }
    facets = {field: bits.by_value([of and of.slug for of in column]) for field, column in has.items()}
    labels = {field: {of.slug: of.name for of in in_order(column)} for field, column in has.items()}
    for field, value in chosen.items():
        if value not in labels[field] and (label := labels_of_year().get(field, {}).get(value)):
            labels[field][value] = label
    everything = bits.first(len(talks))
    offered = menus(everything, facets, labels, chosen)
    if chosen or kept is not None:
        left = {entry for entry, _ in bits.members(narrowed(everything, facets, chosen), talks)}
        sessions = [session for session in sessions if stays(session, left, chosen, talks_alone=kept is not None)]
    return sessions, [menu for menu in offered if menu.chosen or len(menu.choices) > 1]


def stays(session, left, chosen, talks_alone):
    """Whether a session is on the narrowed day, and if so with which talks."""
    if any(entry.kind.is_talk for entry in session.timeline):
        session.timeline = [entry for entry in session.timeline if entry in left]
        return bool(session.timeline)
    own = {"track": session.track, "room": session.room}
    return not talks_alone and all(own.get(field) and own[field].slug == value for field, value in chosen.items())


def in_order(named):
    """Kinds, tracks or rooms, each once, as organizers put them in order; None among them is left out."""
    return sorted(set(filter(None, named)), key=lambda each: (getattr(each, "order", 0), each.name))


def query_of(chosen, mine=False):
    """The query of an address that chooses this: `kind=poster&room=aurora&mine=yes`."""
    values = {field: chosen[field] for field in FIELDS if field in chosen}
    return urlencode(values | ({"mine": "yes"} if mine else {}))


def tidied(request):
    """The page's address without what a form left empty, so that one state has one address; None where it is so.

    None too for what no form of ours sends: an address so long that it cannot be led to.
    """
    if "" not in request.GET.values() or len(request.META["QUERY_STRING"]) > LONGEST_QUERY:
        return None
    left = urlencode([(name, value) for name, value in request.GET.items() if value], safe="/")
    return f"{request.path}?{left}" if left else request.path
