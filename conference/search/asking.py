"""What an address of the search page asks for, and how that reads. Pure.

/2021/search/?q=attention&kind=oral&room=&track=&day=2021-05-05&session=&mine=yes
"""

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from conference.programme import filters
from conference.programme.revision import UNWANTED

from .fold import LONGEST_QUESTION, phrases

PARTS = ("sessions", "people")


@dataclass(frozen=True)
class Asked:
    """`question` as it was typed, `chosen` filters by field, `mine`: only what the visitor keeps, `part`: only the
    sessions, or only the people; `page` is what stands there, be it a number or not."""

    question: str
    chosen: dict
    mine: bool
    part: str
    page: str

    @classmethod
    def by(cls, query):
        """What the query of an address (a QueryDict) asks for; it may hold anything."""
        part = query.get("part", "")
        return cls(
            question=UNWANTED.sub("", query.get("q", ""))[:LONGEST_QUESTION].strip(),
            chosen=filters.asked(query),
            mine=filters.only_mine(query),
            part=part if part in PARTS else "",
            page=query.get("page", ""),
        )

    @property
    def phrases(self):
        return phrases(self.question)

    @property
    def number(self):
        """The number by which other programmes know something, if that is the question; else None."""
        return int(self.question) if self.question.isdecimal() else None

    @property
    def guid(self):
        """The same for the id that calendars and apps know it by."""
        with suppress(ValueError):
            return UUID(self.question)
        return None

    @property
    def is_narrowed(self):
        return bool(self.chosen or self.mine)

    @property
    def values(self):
        """The state as names and values of an address, in one order: the same state has one address."""
        filters_asked = {field: self.chosen.get(field) for field in filters.FIELDS}
        return {"q": self.question, **filters_asked, "mine": self.mine and "yes", "part": self.part}

    def query(self, **instead):
        """The state as the query of an address, without what is empty."""
        return urlencode({name: value for name, value in (self.values | instead).items() if value})

    @property
    def unfiltered(self):
        return urlencode({"q": self.question}) if self.question else ""

    @property
    def all_sessions(self):
        return self.query(part="sessions")

    @property
    def all_people(self):
        return self.query(part="people")

    @property
    def all_parts(self):
        return self.query(part="")

    def in_words(self, menus):
        """`“attention”, Orals in Aurora, Wed 5 May`; "" where nothing is asked."""
        if self.question:
            return f"“{self.question}”{self.behind_a_number(menus)}"
        return filters.state_in_words(menus, self.mine)

    def behind_a_number(self, menus):
        """The filters as they read after `12 talks`: `, in Aurora, Wed 5 May, my bookmarks`."""
        said = [filters.in_words(menus, what=""), self.mine and "my bookmarks"]
        return "".join(f", {words}" for words in said if words)
