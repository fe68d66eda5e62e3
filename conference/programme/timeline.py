"""New times for the entries of a session: moved, set anew one after the other, or two swapped. Pure.

A timeline is a list of entries in their order: anything with `pk`, `start`, `end`, `position`, `cancelled` and a `kind`
that may be `parallel`, such as talks of the draft, their moments in UTC. So an hour is an hour in the night when the
clocks change. Each verb returns a list of Retimed, of what changes only, and raises Refused where it cannot be done.

What is cancelled, and what has no start, stays as it is; whoever asks to move just that is refused. Positions follow
the times, unless the order was not that of the times before.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from .days import YEARS

MOST = 24 * 60  # minutes
by_turn = attrgetter("start", "position", "pk")


class Refused(Exception):
    """It cannot be done; the sentence says why, and what to do."""


class Turn(NamedTuple):
    """When something is, and its place in the order of its session; a session itself has none."""

    start: datetime | None
    end: datetime | None
    position: int | None = None


@dataclass(frozen=True)
class Retimed:
    """An entry, or a session, with its turn as it is and as it would be."""

    item: object
    old: Turn
    new: Turn


def move(timeline, key, minutes, following=True):
    """Move the entry with this primary key by minutes, and with it all that follow.

    What follows starts later, or stands behind it where both start at once; what stands side by side with it, as
    posters do, goes along.
    """
    if abs(minutes) > MOST:
        raise Refused(f"That is more than a day. Move by {MOST} minutes at most.")
    first = movable(timeline, key)
    moving = [each for each in timeline if can_move(each) and goes_with(each, first)] if following else [first]
    return retimed(timeline, {each.pk: shifted(each, timedelta(minutes=minutes)) for each in moving})


def goes_with(entry, first):
    side_by_side = entry.kind.parallel and first.kind.parallel and entry.start == first.start
    return side_by_side or by_turn(entry) >= by_turn(first)


def set_anew(timeline, start=None, length=None):
    """Start one after the other, in their order and without gaps, each as long as it was.

    The first starts at `start`, else at the first start that there is. Those that are not known to end take `length`
    minutes. Neighbours of a parallel kind are moved as one, and stay side by side.
    """
    going = [each for each in timeline if not each.cancelled]
    at = start.astimezone(UTC) if start else min((each.start for each in going if each.start), default=None)
    if at is None:
        raise Refused("Nothing has a start yet. Write when the first entry starts.")
    unknown = [each for each in going if lasting(each) is None]
    if unknown and length is None:
        raise Refused(f"Nobody knows how long {listed(unknown)} take. Write how many minutes they take each.")
    spans = {}
    for block in blocks(going):
        begin = min((each.start for each in block if each.start), default=at)
        for each in block:
            starts = at + ((each.start or begin) - begin)
            spans[each.pk] = starts, starts + (lasting(each) or timedelta(minutes=length or 0))
        at = max(spans[each.pk][1] for each in block)
    return retimed(timeline, spans, timeline)


def swap(timeline, one, other):
    """Two entries, by their primary keys, change places.

    Where one lasts longer, what stands between them shifts, so that nothing overlaps that did not and the later of
    the two places ends when it did. Two of a parallel kind exchange their whole times.
    """
    first, second = sorted((movable(timeline, key) for key in (one, other)), key=by_turn)
    if first.pk == second.pk:
        raise Refused("Choose two different entries to swap.")
    if first.kind.parallel != second.kind.parallel:
        side = first if first.kind.parallel else second
        raise Refused(f"“{side}” takes place side by side with others. Swap it with one of those.")
    return retimed(timeline, swapped(timeline, first, second), exchanged(timeline, first, second))


def swapped(timeline, first, second):
    """{primary key: (start, end)} where `first` is the one that starts first."""
    if first.kind.parallel:
        return {first.pk: (second.start, second.end), second.pk: (first.start, first.end)}
    lengths = lasting(first), lasting(second)
    if None in lengths and lengths != (None, None):
        raise Refused(f"Nobody knows how long “{first if lengths[0] is None else second}” takes. Give it an end first.")
    by, between = timedelta(0), []
    if None not in lengths and first.end <= second.start:
        by = lengths[1] - lengths[0]
        between = [each for each in timeline if can_move(each) and first.start < each.start < second.start]
    return {
        first.pk: shifted(first, second.start + by - first.start),
        second.pk: shifted(second, first.start - second.start),
        **{each.pk: shifted(each, by) for each in between},
    }


def exchanged(timeline, one, other):
    keys = {one.pk: other, other.pk: one}
    return [keys.get(each.pk, each) for each in timeline]


def along(session, timeline, found, start=False, end=False):
    """The session's own Retimed, in a list; empty where it stays.

    Its start moves as far as that of its first entry, its end as far as that of its last.
    """
    going = [each for each in timeline if not each.cancelled and each.start]
    new = {each.item.pk: each.new for each in found}
    if not going:
        return []
    turns = [(each, new.get(each.pk, each)) for each in going]
    first = min(turn.start for _, turn in turns) - min(each.start for each, _ in turns)
    last = max(turn.end or turn.start for _, turn in turns) - max(each.end or each.start for each, _ in turns)
    old = Turn(session.start, session.end)
    turn = Turn(
        session.start and session.start + (first if start else timedelta(0)),
        session.end and session.end + (last if end else timedelta(0)),
    )
    if turn.start and turn.end and turn.end < turn.start:
        raise Refused("The session would end before it starts. Leave its start and end as they are, or move both.")
    return [Retimed(session, old, turn)] if turn != old else []


def can_move(entry):
    return bool(entry.start and not entry.cancelled)


def movable(timeline, key):
    """The entry with this primary key."""
    entry = next((each for each in timeline if each.pk == key), None)
    if entry is None:
        raise Refused("Choose an entry of this session.")
    if entry.cancelled:
        raise Refused(f"“{entry}” is cancelled, so it stays where it is. Choose another entry.")
    if entry.start is None:
        raise Refused(f"“{entry}” has no time yet. Give it a start first, or choose another entry.")
    return entry


def lasting(entry):
    """How long it takes; None where nobody knows."""
    return entry.end - entry.start if entry.start and entry.end else None


def shifted(entry, by):
    try:
        return entry.start + by, entry.end and entry.end + by
    except OverflowError:
        raise Refused(f"“{entry}” would be beyond the last day there is. Move it by less.") from None


def blocks(entries):
    """Lists of what is moved as one: neighbours of a parallel kind, and everything else alone."""
    for parallel, neighbours in groupby(entries, key=lambda each: each.kind.parallel):
        run = list(neighbours)
        yield from [run] if parallel else ([each] for each in run)


def retimed(timeline, spans, order=None):
    """What is other than before, in the new order; `spans` holds the new (start, end) of primary keys."""
    spans = {each.pk: (each.start, each.end) for each in timeline} | spans
    order = order or in_time_order(timeline, spans)
    positions = [each.position for each in timeline]
    if order != timeline and len(set(positions)) < len(positions):
        positions = range(1, len(timeline) + 1)  # those that there are do not tell all apart
    found = [
        Retimed(each, Turn(each.start, each.end, each.position), Turn(*spans[each.pk], position))
        for each, position in zip(order, positions, strict=True)
    ]
    found = [each for each in found if each.new != each.old]
    for each in found:
        if any(moment and moment.year not in YEARS for moment in each.new[:2]):
            raise Refused(f"“{each.item}” would be before {YEARS.start} or after {YEARS.stop - 1}. Move it by less.")
    return found


def in_time_order(timeline, spans):
    """The timeline sorted by its new times, if it was in the order of the old ones."""
    timed = [each for each in timeline if each.start]
    if any(before.start > after.start for before, after in pairwise(timed)):
        return timeline
    sorted_anew = iter(sorted(timed, key=lambda each: spans[each.pk][0]))
    return [next(sorted_anew) if each.start else each for each in timeline]


def listed(entries, most=3):
    """“One”, “Two” and 5 more"""
    names = [f"“{each}”" for each in entries]
    if len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
