"""The sweep against the plain way, which compares each with each; and how much work it is."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.conflicts import people, places, times
from conference.conflicts.checks import find
from conference.conflicts.draft import ORAL, Kind, Person, Programme, Room, Session, Talk
from conference.conflicts.sweep import merged, overlaps, spans_of
from tests.world import DAY, at

pytestmark = pytest.mark.once

MIDNIGHT = datetime(2030, 5, 6, tzinfo=UTC)


def entry_times():
    """Mostly short stretches of a short day, so that much overlaps, much touches; some lack an end, some last nothing."""
    return st.tuples(st.integers(0, 12), st.one_of(st.integers(-1, 6), st.none()))


def moments(start, length):
    begin = MIDNIGHT + timedelta(hours=start)
    return begin, None if length is None else begin + timedelta(hours=length)


@st.composite
def programmes(draw):
    rooms = [Room(n, f"Room {n}") for n in range(2)]
    cast = [Person(n, f"Person {n}") for n in range(3)]
    a_room, a_cast = st.sampled_from([None, *rooms]), st.lists(st.sampled_from(cast), unique=True, max_size=2)
    sessions, talks = [], []
    for key in range(draw(st.integers(1, 4))):
        start, end = moments(*draw(entry_times()))
        session = Session(key, f"S{key}", start, end, cancelled=draw(st.booleans()) and draw(st.booleans()))
        session.room, session.people = draw(a_room), draw(a_cast)
        sessions.append(session)
    for key in range(draw(st.integers(0, 8))):
        start, end = moments(*draw(entry_times()))
        talk = Talk(key, f"T{key}", start, end, kind=Kind(True, draw(st.booleans())))
        talk.session, talk.room, talk.people = draw(st.sampled_from(sessions)), draw(a_room), draw(a_cast)
        talks.append(talk)
    return Programme("2030", DAY, DAY, at(0).tzinfo, rooms=rooms, people=cast, sessions=sessions, talks=talks)


def at_once(a, b):
    live = not a.off and not b.off and a.end and b.end and a.start < a.end and b.start < b.end
    return live and a.start < b.end and b.start < a.end


def session_of(entry):
    return entry if entry.model == "session" else entry.session


def ids(conflict, *models):
    return frozenset((item.model, item.key) for item in conflict.items if item.model in (models or ("session", "talk")))


def owners(pair):
    """The sessions that the two of a pair belong to."""
    return frozenset(session_of(entry).key for entry in pair)


@given(programmes())
@settings(max_examples=300, deadline=None)
def test_rooms_as_the_plain_way_finds_them(programme):
    for room in programme.rooms:
        here = [entry for entry in (*programme.sessions, *programme.talks) if entry.place is room]
        pairs = [pair for pair in combinations(here, 2) if at_once(*pair) and len(owners(pair)) == 2]
        told = list(places.room_twice(room, programme))
        every = {frozenset((entry.model, entry.key) for entry in pair) for pair in pairs}
        assert {ids(conflict) for conflict in told} <= every
        of_session = {**{("session", s.key): s.key for s in programme.sessions}}
        of_session |= {("talk", t.key): t.session.key for t in programme.talks}
        assert {frozenset(of_session[it] for it in ids(conflict)) for conflict in told} == set(map(owners, pairs))


@given(programmes())
@settings(max_examples=300, deadline=None)
def test_people_as_the_plain_way_finds_them(programme):
    for person in programme.people:
        theirs = [entry for entry in (*programme.sessions, *programme.talks) if person in entry.people]
        pairs = [pair for pair in combinations(theirs, 2) if at_once(*pair) and not may_both(*pair)]
        told = {ids(conflict) for conflict in people.person_twice(person, programme)}
        assert_told(told, pairs)


def may_both(a, b):
    if session_of(a) is not session_of(b):
        return False
    return "session" in (a.model, b.model) or (a.kind.parallel and b.kind.parallel)


@given(programmes())
@settings(max_examples=300, deadline=None)
def test_sessions_as_the_plain_way_finds_them(programme):
    for session in programme.sessions:
        pairs = [
            (a, b)
            for a, b in combinations(session.timeline, 2)
            if at_once(a, b) and not (a.kind.parallel and b.kind.parallel)
        ]
        told = {ids(conflict, "talk") for conflict in times.overlap_inside(session, programme)}
        assert_told(told, pairs)


def assert_told(told, pairs):
    """All that is told is so; all that is so is told, of posters side by side by one of them."""
    every = {frozenset((entry.model, entry.key) for entry in pair) for pair in pairs}
    assert told <= every
    for pair in pairs:
        names = [(entry.model, entry.key) for entry in pair]
        posters = [entry.model == "talk" and entry.kind.parallel for entry in pair]
        if not any(posters):
            assert frozenset(names) in told
        for name, poster in zip(names, posters, strict=True):
            if not poster:
                assert any(name in both for both in told)


@given(programmes())
@settings(max_examples=300, deadline=None)
def test_no_programme_is_too_odd(programme):
    assert "not_checked" not in {conflict.code for conflict in find(programme)}


@given(st.lists(entry_times(), max_size=12))
@settings(max_examples=300, deadline=None)
def test_merging_keeps_all_time_and_parts_and_leaves_no_overlap(rows):
    sessions = [Session(n, "", *moments(*row)) for n, row in enumerate(rows)]
    spans = spans_of(sessions)
    union = merged(spans)
    assert list(overlaps(union)) == []
    assert sorted(part.key for span in union for part in span.parts) == [span.parts[0].key for span in spans]
    for span in spans:
        assert sum(whole.start <= span.start and span.end <= whole.end for whole in union) == 1


def test_what_touches_stays_apart():
    one, other = (Session(n, "", *moments(n, 1)) for n in (0, 1))
    assert [span.parts for span in merged(spans_of([other, one]))] == [[one], [other]]
    assert list(overlaps(spans_of([other, one]))) == []


class Counted(datetime):
    """A moment that counts how often moments are compared."""

    comparisons = Counter()

    def __lt__(self, other):
        self.comparisons["all"] += 1
        return super().__lt__(other)

    def __le__(self, other):
        self.comparisons["all"] += 1
        return super().__le__(other)

    def __gt__(self, other):
        self.comparisons["all"] += 1
        return super().__gt__(other)

    def __ge__(self, other):
        self.comparisons["all"] += 1
        return super().__ge__(other)

    __hash__ = datetime.__hash__


def a_large_programme(talks, kind=ORAL, together=False):
    """All in one session, in one room, by one moderator and one speaker: the worst for each sweep."""
    begin = Counted(2030, 5, 6, tzinfo=UTC)
    room, ada = Room(1, "Aurora"), Person(1, "Ada")
    step = timedelta(seconds=0 if together else 10)
    end = begin + timedelta(hours=20)
    session = Session(1, "All", begin, end, room=room, people=[ada])
    rows = [
        Talk(n, f"T{n}", begin + n * step, begin + n * step + timedelta(seconds=10), room=room, people=[ada])
        for n in range(talks)
    ]
    for row in rows:
        row.session, row.kind = session, kind
    return Programme("2030", DAY, DAY, at(0).tzinfo, rooms=[room], people=[ada], sessions=[session], talks=rows)


def comparisons(programme):
    Counted.comparisons.clear()
    find(programme)
    return Counted.comparisons["all"]


@pytest.mark.parametrize(
    "shape",
    [{}, {"together": True}, {"together": True, "kind": Kind(True, True)}],
    ids=["in turn", "at once", "posters"],
)
def test_eight_times_as_many_talks_cost_little_more_than_eight_times_the_work(shape):
    few, many = (comparisons(a_large_programme(n, **shape)) for n in (250, 2000))
    assert few > 250
    assert many < 8 * 1.6 * few
