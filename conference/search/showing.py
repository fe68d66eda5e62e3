"""A page of what was found: its rows, in their order."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from conference.programme.catalogue import catalogue_of

from .models import SESSION, TALK

FIRST_PEOPLE, FIRST_SESSIONS = 8, 3  # before the talks; the rest is a link away
ON_A_PAGE = {"": 15, "sessions": 15, "people": 200}


@dataclass
class Shown:
    """Talks and sessions as HTML, `people` as pairs of name and slug; `has_times` if a talk of any page has one."""

    page: Page
    talks: list
    sessions: list
    people: list
    has_times: bool


def page_of(asked, found):
    """The page that is asked for, of talks, or of sessions or people alone."""
    keys = {"": found.talks, "sessions": found.sessions, "people": found.people}
    return Paginator(keys[asked.part], ON_A_PAGE[asked.part]).get_page(asked.page)


def shown_on(page, conference, asked, found, rows):
    """What stands on the page: on the first one of talks, some sessions and people too."""
    keys = {"": [], "sessions": [], "people": []} | {asked.part: page.object_list}
    if not asked.part and page.number == 1:
        keys |= {"sessions": found.sessions[:FIRST_SESSIONS], "people": found.people[:FIRST_PEOPLE]}
    catalogue = catalogue_of(conference)
    return Shown(
        page=page,
        talks=rows.filled(TALK, keys[""]),
        sessions=rows.filled(SESSION, keys["sessions"]),
        people=[catalogue.people[key] for key in keys["people"]],
        has_times=not asked.part and any(map(catalogue.talks.start_of, found.talks)),
    )
