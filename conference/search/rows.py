"""Talks and sessions as they stand among what is found: made once for each zone, filled in for each question.

What no question changes takes most of the time, so it is kept until the next change, as much as there is room for.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.template.loader import render_to_string

from conference import tex
from conference.shelf import Shelf

from . import marking
from .index import is_known, mark_of
from .models import TALK, Entry, id_of
from .mould import Mould
from .templatetags.search import few_of

ready = Shelf(24_000_000)


class Name(NamedTuple):
    name: str
    slug: str


@dataclass
class Row:
    """A talk or a session; `plain` is its abstract in plain text, None as long as nobody asked a question."""

    whole: Mould
    snippet: Mould
    title: str
    people: list
    names: str
    plain: str | None = None

    @property
    def weight(self):
        """Bytes that it takes, about: its abstract is kept as it is and folded, which is not known yet."""
        return 6_000 + len(self.whole) + len(self.snippet) + len(self.title) + len(self.names)


class Rows:
    """For one question; `context` has what every row needs: the conference, `next`, and the zone in addresses."""

    def __init__(self, conference, zone, phrases, context):
        self.conference, self.phrases, self.context = conference, phrases, context
        self.place = (conference.pk, conference.version, *mark_of(conference), zone.key, context["tz_query"])
        # An index that lags behind may have other texts.
        self.may_keep = not phrases or is_known(conference)

    def filled(self, sort, keys):
        """Their HTML, in the order of the keys; what was unpublished since the catalogue was read is not there."""
        rows = {key: row for key in keys if self.may_keep and (row := ready.get((self.place, sort, key)))}
        if unknown := [key for key in keys if key not in rows]:
            rows |= {each.pk: self.made(sort, each) for each in self.things(sort).filter(pk__in=unknown)}
        self.read_abstracts(sort, rows)
        for key in unknown if self.may_keep else []:
            if key in rows:
                ready.put((self.place, sort, key), rows[key])
        return [self.fill(rows[key]) for key in keys if key in rows]

    def things(self, sort):
        if sort == TALK:
            return self.conference.shown_talks.with_session().with_authors()
        return self.conference.shown_sessions.with_moderators()

    def made(self, sort, thing):
        name, people = ("talk", thing.authors_in_order) if sort == TALK else ("session", thing.moderators_in_order)
        people = [Name(person.name, person.slug) for person in people]
        context = {**self.context, name: thing, "kept": ()}
        return Row(
            whole=Mould(f"search/_{name}.html", context, ("title", "names", "snippet", "next")),
            snippet=Mould("search/_snippet.html", {"item": thing}, ["snippet"]),
            title=tex.to_html(thing.title, links=False),
            people=people,
            names=self.names(people, ()),
        )

    def names(self, people, phrases):
        return render_to_string("search/_names.html", {**self.context, "people": people, "phrases": phrases})

    def names_marked(self, row):
        """The names, those marked that were asked for; they decide who is shown where some are not."""
        if not marking.spans(" · ".join(name for name, _ in row.people), self.phrases):
            return row.names
        if few_of(row.people, ()) != row.people:
            return self.names(row.people, self.phrases)
        return marking.marked_html(row.names, self.phrases)

    def read_abstracts(self, sort, rows):
        if unread := {id_of(sort, key): row for key, row in rows.items() if row.plain is None and self.phrases}:
            plain = dict(Entry.objects.filter(pk__in=unread).values_list("pk", "plain"))
            for id, row in unread.items():
                row.plain = plain.get(id, "")

    def fill(self, row):
        """A row as an answer to the question."""
        phrases = self.phrases
        snippet = marking.snippet(row.plain, phrases)
        return row.whole.fill(
            title=marking.marked_html(row.title, phrases) if phrases else row.title,
            names=self.names_marked(row),
            snippet=row.snippet.fill(snippet=snippet) if snippet else "",
            next=self.context["next"],
        )
