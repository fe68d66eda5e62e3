"""Which of the talks that somebody keeps are at the same time. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Run:
    """Talks in the order of time: one alone, or several of which each overlaps with another."""

    talks: list

    @property
    def overlaps(self):
        return len(self.talks) > 1

    @property
    def pair(self):
        """Where just two overlap: the start and end of what they share, and its whole minutes."""
        if len(self.talks) != 2:
            return None
        first, second = self.talks
        return Shared(max(first.start, second.start), min(first.end, second.end))


@dataclass
class Shared:
    start: datetime
    end: datetime

    @property
    def minutes(self):
        return int((self.end - self.start).total_seconds() // 60)


def runs(talks):
    """The talks, in order of their starts, as Runs."""
    found = []
    for talk in talks:
        if found and any(clash(talk, other) for other in found[-1].talks):
            found[-1].talks.append(talk)
        else:
            found.append(Run([talk]))
    return found


def clash(a, b):
    """Whether nobody can hear both. Posters of one session stand side by side, and what is off is no reason."""
    if a.is_cancelled or b.is_cancelled or not all((a.start, a.end, b.start, b.end)):
        return False
    side_by_side = a.session == b.session and a.kind.parallel and b.kind.parallel
    return a.start < b.end and b.start < a.end and not side_by_side
