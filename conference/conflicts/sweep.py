"""Which spans of time overlap, in one sweep from the first start to the last end. Pure."""

import heapq
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from operator import attrgetter

by_start = attrgetter("start")


@dataclass(eq=False)
class Span:
    """A stretch of time, and the sessions and talks that fill it."""

    start: datetime
    end: datetime
    parts: list


def spans_of(entries):
    """The spans of sessions or talks; of those that take time."""
    return [Span(entry.start, entry.end, [entry]) for entry in entries if entry.takes_time]


def merged(spans):
    """Spans that overlap made into one, in order of time; those that touch stay apart."""
    union = []
    for span in sorted(spans, key=by_start):
        if union and span.start < union[-1].end:
            union[-1].end = max(union[-1].end, span.end)
            union[-1].parts += span.parts
        else:
            union.append(Span(span.start, span.end, list(span.parts)))
    return union


def overlaps(spans):
    """Each pair of spans that share time, the one that starts first in front; touching is not sharing.

    Spans must last. Besides the pairs found this costs no more than sorting: what is still on stands in a heap by
    end, so that every span in it overlaps with the one that starts.
    """
    still_on, tie = [], count()
    for span in sorted(spans, key=by_start):
        while still_on and still_on[0][0] <= span.start:
            heapq.heappop(still_on)
        for _end, _tie, other in still_on:
            yield other, span
        heapq.heappush(still_on, (span.end, next(tie), span))


def meeting(one, other):
    """A part of each of two spans that overlap, at the same time."""
    mine = next(part for part in one.parts if part.start < other.end and other.start < part.end)
    return mine, next(part for part in other.parts if part.start < mine.end and mine.start < part.end)
