from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest

from conference.conflicts import times
from conference.conflicts.draft import Programme, Session
from conference.programme.models import Conference, Talk
from tests.world import DAY, a_conference, a_kind, a_room, a_session, a_talk, at


@pytest.fixture
def morning(db):
    """9:00 to 10:00, with nothing in it."""
    return a_session(start=at(9), end=at(10), moderators=["Mo"], room=a_room("Aurora"))


def talk(title, start, end, session, **fields):
    return a_talk(title, start=start, end=end, session=session, **{"authors": [f"Author of {title}"]} | fields)


def test_a_talk_fits_its_session_to_the_minute(found, morning):
    talk("One", at(9), at(9, 30), morning)
    talk("Two", at(9, 30), at(10), morning)
    assert found() == []


def test_an_overrun(found, morning):
    talk("Long", at(9), at(10, 8), morning)
    assert found("outside_session") == [
        "“Long”, Mon 6 May 9:00 - 10:08, ends 8 minutes after its session “Morning”, 9:00 - 10:00."
    ]


@pytest.mark.parametrize(("start", "end"), [((8, 55), (9, 10)), ((10, 0), (10, 15)), ((23, 0), (23, 30))])
def test_a_talk_outside_its_session(found, morning, start, end):
    talk("Lost", at(*start), at(*end), morning)
    [sentence] = found("outside_session")
    assert sentence.endswith("is outside its session “Morning”, 9:00 - 10:00.")


def test_outside_on_another_day_tells_both_dates(found, morning):
    Conference.objects.update(last_day=DAY + timedelta(days=1))
    talk("Lost", at(33), at(34), morning)
    assert found("outside_session") == [
        "“Lost”, Tue 7 May 9:00 - 10:00, is outside its session “Morning”, Mon 6 May 9:00 - 10:00."
    ]


def test_a_session_that_has_no_time_holds_any_talk(found):
    talk("One", at(9), at(10), a_session(moderators=["Mo"]))
    assert found() == []


def test_a_cancelled_talk_is_nowhere(found, morning):
    talk("One", at(9), at(10), morning)
    talk("Off", at(9), at(12), morning, cancelled=True)
    assert found() == []


def test_an_overlap_inside(found, morning):
    talk("One", at(9), at(9, 31), morning)
    talk("Two", at(9, 30), at(10), morning)
    assert found("overlap_inside") == ["“One”, Mon 6 May 9:00 - 9:31, and “Two”, 9:30 - 10:00, overlap in “Morning”."]


def test_posters_are_side_by_side_but_not_with_a_talk(found, morning):
    poster = a_kind("Poster", parallel=True)
    for title in ("Red", "Blue", "Green"):
        talk(title, at(9), at(10), morning, kind=poster)
    assert found() == []
    talk("Speech", at(9, 30), at(10), morning)
    assert len(found("overlap_inside")) == 1


def test_five_minutes_with_nothing_are_a_gap(found, morning):
    talk("One", at(9), at(9, 30), morning)
    talk("Two", at(9, 35), at(9, 50), morning)
    talk("Three", at(9, 54), at(9, 55), morning)
    assert found() == ["gap", "gap_at_end"]
    assert found("gap") == ["Nothing is on for 5 minutes between “One” and “Two” in “Morning”, Mon 6 May 9:00 - 10:00."]
    assert found("gap_at_end") == ["Nothing is on for the last 5 minutes of “Morning”, Mon 6 May 9:00 - 10:00."]


def test_a_long_gap_is_told_in_hours(found, db):
    """As where one line of a table is of the day before."""
    night = a_session("Night", at(12), at(36, 30))
    talk("One", at(12), at(12, 15), night)
    talk("Two", at(35), at(36, 30), night)
    [gap] = found("gap")
    assert gap.startswith("Nothing is on for 22 hours 45 minutes between “One” and “Two”")


def test_four_minutes_are_none(found, morning):
    talk("One", at(9), at(9, 30), morning)
    talk("Two", at(9, 34), at(9, 56), morning)
    assert found() == []


def test_a_long_entry_covers_the_gaps_of_short_ones(found, morning):
    poster = a_kind("Poster", parallel=True)
    talk("All along", at(9), at(10), morning, kind=poster)
    talk("Early", at(9), at(9, 10), morning, kind=poster)
    talk("Late", at(9, 40), at(9, 50), morning, kind=poster)
    assert found() == []


def test_an_overrun_leaves_no_gap_and_a_stray_talk_makes_none(found, morning):
    talk("One", at(9), at(10), morning)
    talk("Lost", at(20), at(21), morning)
    assert found() == ["outside_session"]


def test_a_start_alone_and_an_end_alone(found, morning):
    talk("Open", at(9), None, morning)
    Talk.objects.update(draft_end=None)
    a_session("Night", end=at(20), moderators=["Ben"])
    assert found() == ["end_alone", "start_alone"]
    assert found("start_alone") == ["“Open” has a start, Mon 6 May 9:00, but no end."]
    assert found("end_alone") == ["“Night” has an end, Mon 6 May 20:00, but no start."]


def test_an_open_end_is_followed_by_no_gap(found, morning):
    talk("Open", at(9), None, morning)
    Talk.objects.update(draft_end=None)
    talk("Late", at(9, 45), at(10), morning)
    assert found() == ["start_alone"]


def test_ends_before_they_start_are_told_and_left_out_of_everything_else():
    """No database takes such a row; a value may be one."""
    noon = at(12).astimezone(UTC)
    backwards = Session(1, "Backwards", noon, noon - timedelta(hours=1))
    programme = Programme("2030", DAY, DAY, at(0).tzinfo, sessions=[backwards])
    [conflict] = times.end_before_start(backwards, programme)
    assert conflict.sentence == "“Backwards” ends before it starts: Mon 6 May 12:00 - 11:00."
    assert not backwards.takes_time
    assert list(times.end_before_start(replace(backwards, end=noon), programme)) == []


def test_a_day_outside_the_conference(found):
    session = a_session("Late", start=at(24), end=at(25), moderators=["Mo"])
    talk("In it", at(24), at(25), session)
    a_session("Early", start=at(-1), end=at(0), moderators=["Ben"])
    a_session("On it", start=at(0), end=at(1), moderators=["Cleo"])
    a_session("Past its end", start=at(23, 59), end=at(26), moderators=["Dan"])
    assert found("other_day") == [
        "“Early” is on Sun 5 May 23:00 - 0:00 2030, before the conference begins on Mon 6 May 2030.",
        "“Late” is on Tue 7 May 0:00 - 1:00 2030, after the conference ends on Mon 6 May 2030.",
    ]


def test_a_talk_on_a_day_outside(found, morning):
    talk("Lost", at(33), at(34), morning)
    talk("Off", at(33), at(34), morning, cancelled=True)
    assert len(found("other_day")) == 1


def test_a_late_night_belongs_to_its_conference_day(found):
    a_conference(day_begins=time(4))
    a_session("Party", start=at(27), end=at(28), moderators=["Mo"])
    assert found() == []
    a_session("Breakfast", start=at(28), end=at(29), moderators=["Mo"])
    assert found() == ["other_day"]


def test_a_night_with_a_missing_hour(found):
    """Lisbon's clocks go from 1:00 to 2:00 on 31 March 2030: 0:30 - 2:00 is half an hour."""
    night = date(2030, 3, 31)
    a_conference(first_day=night, last_day=night)
    session = a_session("Short", start=at(0, 30, night), end=at(2, 0, night), moderators=["Mo"])
    talk("One", at(0, 30, night), at(0, 56, night), session)
    assert found() == []
