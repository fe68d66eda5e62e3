"""A finding, and the things it concerns. Pure."""

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import urlencode

from django.urls import reverse


class Severity(IntEnum):
    """Greater is worse."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self):
        return self.name.lower()


@dataclass(frozen=True)
class Item:
    """A session, talk, person or room that a conflict concerns."""

    model: str
    key: int
    label: str
    session: int | None = None  # the primary key of the session that it is an entry of
    page: tuple[str, ...] = ()  # name and arguments of its public address; empty where it has none
    times: tuple[str, ...] = ()  # arguments of the page where a session's times are shifted; empty for all else

    @property
    def admin_url(self):
        return reverse(f"admin:programme_{self.model}_change", args=[self.key])

    @property
    def times_url(self):
        return reverse("organizers:session_times", args=self.times) if self.times else ""

    @property
    def public_url(self):
        return reverse(self.page[0], args=self.page[1:]) if self.page else ""


@dataclass(frozen=True)
class Conflict:
    severity: Severity
    code: str
    sentence: str
    items: tuple[Item, ...] = ()

    def __str__(self):
        return f"{self.severity.label}: {self.sentence}"

    @property
    def merge_url(self):
        """Where people who look like one are made one; "" for other findings."""
        if self.code != "alike":
            return ""
        people = urlencode([("person", item.key) for item in self.items])
        return f"{reverse('admin:programme_person_merge')}?{people}"


def about(conflicts, item):
    """Those that concern this session, talk, person or room (a row); a session's include those of its talks."""
    model, key = item._meta.model_name, item.pk

    def concerns(it):
        return (it.model, it.key) == (model, key) or (model == "session" and it.session == key)

    return [conflict for conflict in conflicts if any(concerns(it) for it in conflict.items)]


def compared(before, after):
    """Two lists of those found before and after a change: what it brings, and what it mends."""
    had, has = ({identity(conflict) for conflict in found} for found in (before, after))
    brought = [conflict for conflict in after if identity(conflict) not in had]
    return brought, [conflict for conflict in before if identity(conflict) not in has]


def identity(conflict):
    """The same between the same is the same conflict, at whatever time."""
    return conflict.code, frozenset((item.model, item.key) for item in conflict.items)


def tally(conflicts):
    """How many of each severity: `1 error, 2 warnings`; "no conflicts" where there are none."""
    counts = Counter(conflict.severity for conflict in conflicts)
    worst_first = sorted(counts.items(), reverse=True)
    parts = [f"{n} {severity.label}{'' if n == 1 else 's'}" for severity, n in worst_first]
    return ", ".join(parts) or "no conflicts"
