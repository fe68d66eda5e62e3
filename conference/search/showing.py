"""A page of what was found: its rows, in their order."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from conference.programme.catalogue import catalogue_of

from .marking import snippet
from .models import SESSION, TALK, Entry, id_of

FIRST_PEOPLE, FIRST_SESSIONS = 8, 3  # before the talks; the rest is a link away
ON_A_PAGE = {"": 15, "sessions": 15, "people": 200}


@dataclass
class Shown:
    """`people` are pairs of name and slug; talks and sessions have a `snippet`, which may be empty."""

    page: Page
    talks: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    people: list = field(default_factory=list)

    @property
    def has_times(self):
        return any(talk.start for talk in self.talks)


def page_of(conference, asked, found):
    """The page that is asked for: of talks, on the first one after some sessions and people; or of these alone."""
    keys = {"": found.talks, "sessions": found.sessions, "people": found.people}
    page = Paginator(keys[asked.part], ON_A_PAGE[asked.part]).get_page(asked.page)
    keys = {"": [], "sessions": [], "people": []} | {asked.part: page.object_list}
    if not asked.part and page.number == 1:
        keys |= {"sessions": found.sessions[:FIRST_SESSIONS], "people": found.people[:FIRST_PEOPLE]}
    talks = conference.shown_talks.with_session().with_authors()
    sessions = conference.shown_sessions.with_moderators()
    people = catalogue_of(conference).people
    return Shown(
        page=page,
        talks=rows(talks, TALK, keys[""], asked.phrases),
        sessions=rows(sessions, SESSION, keys["sessions"], asked.phrases),
        people=[people[key] for key in keys["people"]],
    )


def rows(queryset, sort, keys, phrases):
    """These rows in this order; what was unpublished since the catalogue was read is not there any more."""
    found = {row.pk: row for row in queryset.filter(pk__in=keys)} if keys else {}
    entries = Entry.objects.filter(pk__in=[id_of(sort, key) for key in found if phrases])
    plain = dict(entries.values_list("pk", "plain"))
    for key, row in found.items():
        row.snippet = snippet(plain.get(id_of(sort, key), ""), phrases)
    return [found[key] for key in keys if key in found]
