"""New times for a session, reckoned: no database, entries of our own making."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from conference.programme import timeline as verbs
from conference.programme.timeline import Refused
from tests.world import DAY, LISBON, at

pytestmark = pytest.mark.once
keys = count(1)


@dataclass(frozen=True)
class Kind:
    parallel: bool = False


@dataclass(frozen=True)
class Entry:
    title: str
    start: datetime | None = None
    end: datetime | None = None
    position: int = 0
    cancelled: bool = False
    kind: Kind = Kind()
    pk: int = field(default_factory=lambda: next(keys))

    def __str__(self):
        return self.title


def talk(title, start=None, minutes=15, day=DAY, poster=False, cancelled=False):
    """A talk that starts at (hour, minute); of no known length where `minutes` is None."""
    begin = start and at(*start, day=day).astimezone(UTC)
    end = begin + timedelta(minutes=minutes) if begin and minutes is not None else None
    return Entry(title, begin, end, cancelled=cancelled, kind=Kind(poster))


def line(*entries):
    """A timeline of these, in this order."""
    return [replace(entry, position=position) for position, entry in enumerate(entries, 1)]


def clock(moment):
    return f"{moment.astimezone(ZoneInfo(LISBON)):%-H:%M}" if moment else "-"


def told(timeline, found):
    """The whole session as it then is: `A 9:00-9:15, B 9:15-9:30`, in its order."""
    new = {each.item.pk: each.new for each in found}
    turns = [(new.get(each.pk, each), each) for each in timeline]
    turns.sort(key=lambda pair: (pair[0].position, pair[1].pk))
    return ", ".join(f"{each} {clock(turn.start)}-{clock(turn.end)}" for turn, each in turns)


def morning():
    return line(talk("A", (9, 0)), talk("B", (9, 15)), talk("C", (9, 30)), talk("D", (9, 45)))


def test_one_alone_is_moved():
    _, b, *_ = timeline = morning()
    [found] = verbs.move(timeline, b.pk, 5, following=False)
    assert (found.item, found.old[:2], found.new.start - b.start) == (b, (b.start, b.end), timedelta(minutes=5))
    assert found.new.end - found.new.start == timedelta(minutes=15)


def test_what_follows_is_moved_along():
    _, b, *_ = timeline = morning()
    found = verbs.move(timeline, b.pk, 10)
    assert told(timeline, found) == "A 9:00-9:15, B 9:25-9:40, C 9:40-9:55, D 9:55-10:10"
    assert [each.item.title for each in found] == ["B", "C", "D"]


def test_back_again_is_as_before():
    _, b, *_ = timeline = morning()
    moved = {each.item.pk: each.new for each in verbs.move(timeline, b.pk, 10)}
    later = [replace(each, **moved[each.pk]._asdict()) if each.pk in moved else each for each in timeline]
    assert told(later, verbs.move(later, b.pk, -10)) == told(timeline, [])


def test_one_that_jumps_over_others_takes_its_place_among_them():
    a, *_ = timeline = morning()
    assert told(timeline, verbs.move(timeline, a.pk, 35, following=False)) == (
        "B 9:15-9:30, C 9:30-9:45, A 9:35-9:50, D 9:45-10:00"
    )


def test_an_order_that_was_not_that_of_the_times_is_left_alone():
    _, early = timeline = line(talk("Late", (10, 0)), talk("Early", (9, 0)))
    [found] = verbs.move(timeline, early.pk, 5, following=False)
    assert found.new.position == early.position


def test_positions_that_tell_nothing_apart_are_counted_anew():
    a, b = timeline = [talk("A", (9, 0)), talk("B", (9, 15))]
    assert told(timeline, verbs.swap(timeline, a.pk, b.pk)) == "B 9:00-9:15, A 9:15-9:30"


def test_what_is_cancelled_or_has_no_time_stays():
    off, open_, a, _ = timeline = line(
        talk("Off", (9, 15), cancelled=True), talk("Open"), talk("A", (9, 0)), talk("B", (9, 30))
    )
    assert told(timeline, verbs.move(timeline, a.pk, 10)) == "Off 9:15-9:30, Open ---, A 9:10-9:25, B 9:40-9:55"
    for entry, sentence in ((off, "“Off” is cancelled"), (open_, "“Open” has no time yet")):
        with pytest.raises(Refused, match=sentence):
            verbs.move(timeline, entry.pk, 10)
    with pytest.raises(Refused, match="Choose an entry of this session"):
        verbs.move(timeline, 0, 10)


def test_posters_side_by_side_go_along_with_each_other():
    posters = [talk(name, (9, 0), 60, poster=True) for name in ("One", "Two")]
    _, two, _ = timeline = line(*posters, talk("Talk", (10, 0)))
    assert told(timeline, verbs.move(timeline, two.pk, 10)) == "One 9:10-10:10, Two 9:10-10:10, Talk 10:10-10:25"
    assert told(timeline, verbs.move(timeline, two.pk, 10, following=False)).startswith("One 9:00-10:00, Two 9:10")


def test_two_talks_that_start_at_once_can_be_told_apart():
    _, b = timeline = line(talk("A", (9, 0)), talk("B", (9, 0)))
    assert told(timeline, verbs.move(timeline, b.pk, 15)) == "A 9:00-9:15, B 9:15-9:30"


def test_set_anew_leaves_no_gaps_and_keeps_lengths():
    timeline = line(talk("A", (9, 10)), talk("B", (9, 30), 30), talk("C", (10, 15)))
    assert told(timeline, verbs.set_anew(timeline)) == "A 9:10-9:25, B 9:25-9:55, C 9:55-10:10"
    assert told(timeline, verbs.set_anew(timeline, at(8))) == "A 8:00-8:15, B 8:15-8:45, C 8:45-9:00"


def test_set_anew_follows_the_order_not_the_times():
    timeline = line(talk("A", (10, 0)), talk("B", (9, 0)))
    assert told(timeline, verbs.set_anew(timeline)) == "A 9:00-9:15, B 9:15-9:30"


def test_set_anew_asks_how_long_where_nobody_knows():
    timeline = line(talk("A", (9, 0), None), talk("Off", cancelled=True), talk("B"))
    with pytest.raises(Refused, match=r"Nobody knows how long “A” and “B” take\."):
        verbs.set_anew(timeline)
    assert told(timeline, verbs.set_anew(timeline, length=20)) == "A 9:00-9:20, Off ---, B 9:20-9:40"
    with pytest.raises(Refused, match="Nothing has a start yet"):
        verbs.set_anew([talk("A")], length=20)


def test_set_anew_keeps_posters_side_by_side():
    posters = [talk(name, (11, 0), 45, poster=True) for name in ("One", "Two")]
    timeline = line(talk("A", (9, 0)), *posters, talk("Three", poster=True), talk("B", (12, 0)))
    assert told(timeline, verbs.set_anew(timeline, length=30)) == (
        "A 9:00-9:15, One 9:15-10:00, Two 9:15-10:00, Three 9:15-9:45, B 10:00-10:15"
    )


def test_two_of_one_length_change_places():
    _, b, _, d = timeline = morning()
    found = verbs.swap(timeline, d.pk, b.pk)
    assert told(timeline, found) == "A 9:00-9:15, D 9:15-9:30, C 9:30-9:45, B 9:45-10:00"
    assert {each.item for each in found} == {b, d}


def test_where_one_lasts_longer_what_is_between_shifts_and_the_end_stays():
    timeline = line(
        talk("A", (9, 0), 30), talk("Off", (9, 0), cancelled=True), talk("B", (9, 35)), talk("C", (9, 50), 10)
    )
    found = verbs.swap(timeline, timeline[0].pk, timeline[3].pk)
    assert told(timeline, found) == "C 9:00-9:10, Off 9:00-9:15, B 9:15-9:30, A 9:30-10:00"


def test_two_whose_ends_nobody_knows_exchange_their_starts():
    a, b = timeline = line(talk("A", (9, 0), None), talk("B", (9, 20), None))
    assert told(timeline, verbs.swap(timeline, a.pk, b.pk)) == "B 9:00--, A 9:20--"
    c = talk("C", (10, 0))
    with pytest.raises(Refused, match="Nobody knows how long “A” takes"):
        verbs.swap([*timeline, c], c.pk, a.pk)


def test_two_that_overlap_exchange_their_starts():
    a, b, _ = timeline = line(talk("A", (9, 0), 30), talk("B", (9, 15), 30), talk("C", (9, 20)))
    assert told(timeline, verbs.swap(timeline, a.pk, b.pk)) == "B 9:00-9:30, A 9:15-9:45, C 9:20-9:35"


def test_posters_are_swapped_with_posters():
    one, two, after = timeline = line(
        talk("One", (9, 0), 60, poster=True), talk("Two", (10, 0), 30, poster=True), talk("Talk", (11, 0))
    )
    assert told(timeline, verbs.swap(timeline, one.pk, two.pk)) == "Two 9:00-10:00, One 10:00-10:30, Talk 11:00-11:15"
    with pytest.raises(Refused, match="“Two” takes place side by side"):
        verbs.swap(timeline, after.pk, two.pk)
    with pytest.raises(Refused, match="two different"):
        verbs.swap(timeline, two.pk, two.pk)


def test_an_hour_is_an_hour_in_the_night_when_the_clocks_change():
    """In Lisbon 1:00 comes twice on 27 October 2030, and 1:00 to 2:00 is missing on 31 March."""
    autumn, spring = date(2030, 10, 27), date(2030, 3, 31)
    for day, after in ((autumn, "1:20"), (spring, "2:20")):
        a, _ = timeline = line(talk("A", (0, 50), day=day), talk("B", (0, 55), day=day))
        found = verbs.move(timeline, a.pk, 30)
        assert [each.new.start - each.old.start for each in found] == [timedelta(minutes=30)] * 2
        assert clock(found[0].new.start) == after
    a = talk("A", (0, 50), day=autumn)
    [found] = verbs.move([a], a.pk, 90)
    assert clock(found.new.start) == "1:20"  # the second one
    assert found.new.start - a.start == timedelta(minutes=90)


def test_past_midnight_goes_on_and_the_ends_of_the_calendar_do_not():
    a = talk("A", (23, 50))
    [found] = verbs.move([a], a.pk, 20)
    assert found.new.start.astimezone(ZoneInfo(LISBON)).date() == date(2030, 5, 7)
    with pytest.raises(Refused, match="more than a day"):
        verbs.move([a], a.pk, 1441)
    for day, minutes in ((date(2199, 12, 31), 600), (date(1970, 1, 1), -1440)):
        edge = talk("Edge", (20, 0), day=day)
        with pytest.raises(Refused, match="“Edge” would be before 1970 or after 2199"):
            verbs.move([edge], edge.pk, minutes)
    last = Entry("Last", datetime.max.replace(tzinfo=UTC))
    with pytest.raises(Refused, match="beyond the last day"):
        verbs.move([last], last.pk, 10)


def session(start, end):
    return Entry("Morning", at(*start).astimezone(UTC), at(*end).astimezone(UTC))


def ends_of(session, timeline, found, **which):
    [found] = verbs.along(session, timeline, found, **which) or [None]
    return found and f"{clock(found.new.start)}-{clock(found.new.end)}"


def test_the_session_goes_along_as_far_as_its_first_and_last_entry():
    a, _, c, d = timeline = morning()
    whole = session((9, 0), (10, 30))
    all_later, some_later = verbs.move(timeline, a.pk, 10), verbs.move(timeline, c.pk, 10)
    assert ends_of(whole, timeline, all_later, end=True) == "9:00-10:40"
    assert ends_of(whole, timeline, all_later, start=True, end=True) == "9:10-10:40"
    assert ends_of(whole, timeline, some_later, start=True, end=True) == "9:00-10:40"
    assert ends_of(whole, timeline, all_later) is None
    assert ends_of(whole, timeline, verbs.swap(timeline, a.pk, d.pk), start=True, end=True) is None
    assert ends_of(Entry("Open"), timeline, all_later, start=True, end=True) is None
    assert ends_of(whole, [talk("Open")], [], start=True, end=True) is None


def test_a_session_never_ends_before_it_starts():
    a = talk("A", (9, 0))
    with pytest.raises(Refused, match="would end before it starts"):
        verbs.along(session((9, 0), (9, 30)), [a], verbs.move([a], a.pk, 60), start=True)
