from datetime import UTC, date, timedelta

from conference.programme.models import Session, Track
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at


def in_aurora(title, start, end, **fields):
    return a_session(title, start=start, end=end, room=a_room("Aurora"), moderators=[f"Mo of {title}"], **fields)


def test_two_sessions_in_one_room_at_once(found):
    in_aurora("Morning", at(9), at(10))
    in_aurora("Noon", at(9, 30), at(11))
    assert found("room_twice") == [
        "Aurora is taken twice: by “Morning”, Mon 6 May 9:00 - 10:00, and “Noon”, 9:30 - 11:00."
    ]


def test_one_after_the_other_is_no_overlap(found):
    in_aurora("Morning", at(9), at(10))
    in_aurora("Noon", at(10), at(11))
    assert found() == []


def test_different_rooms_and_no_room_are_free(found):
    in_aurora("Morning", at(9), at(10))
    a_session("Noon", start=at(9), room=a_room("Boreal"), moderators=["Ben"])
    a_session("Walk", start=at(9), moderators=["Cleo"])
    a_session("Swim", start=at(9), moderators=["Dan"])
    assert found() == []


def test_what_is_cancelled_takes_no_room(found):
    in_aurora("Morning", at(9), at(10))
    off = in_aurora("Noon", at(9), at(10), cancelled=True)
    a_talk("Of the cancelled", start=at(9), end=at(10), session=off, authors=["Ada"])
    kept = a_session("Evening", start=at(9), moderators=["Ben"])
    a_talk("Off", start=at(9), end=at(10), session=kept, room=a_room("Aurora"), authors=["Cleo"], cancelled=True)
    assert found("room_twice") == []


def test_a_talk_with_a_room_of_its_own_takes_that(found):
    in_aurora("Morning", at(9), at(10))
    outing = a_session("Outing", start=at(9), end=at(12), room=a_room("Boreal"), moderators=["Ben"])
    a_talk("Guest", start=at(9, 45), session=outing, room=a_room("Aurora"), authors=["Ada"])
    a_talk("Later guest", start=at(10), session=outing, room=a_room("Aurora"), authors=["Ada"])
    assert found("room_twice") == [
        "Aurora is taken twice: by “Morning”, Mon 6 May 9:00 - 10:00, and “Guest”, 9:45 - 10:00."
    ]


def test_the_overrun_of_a_talk_is_told_of_the_talk(found):
    morning = in_aurora("Morning", at(9), at(10))
    a_talk("Long", start=at(9), end=at(10, 10), session=morning, authors=["Ada"])
    in_aurora("Noon", at(10), at(11))
    assert found("room_twice") == [
        "Aurora is taken twice: by “Long”, Mon 6 May 9:00 - 10:10, and “Noon”, 10:00 - 11:00."
    ]


def test_a_session_and_its_own_talks_share_their_room(found):
    morning = in_aurora("Morning", at(9), at(10))
    a_talk("One", start=at(9), end=at(10), session=morning, room=a_room("Aurora"), authors=["Ada"])
    assert found() == []


def test_sessions_at_once_with_all_their_talks_are_told_once(found):
    for title in ("Morning", "Noon"):
        session = in_aurora(title, at(9), at(10))
        for n in range(4):
            a_talk(f"{title} {n}", start=at(9, 15 * n), session=session, authors=[f"{title} author {n}"])
    assert len(found("room_twice")) == 1


def test_posters_of_two_sessions_in_one_hall_are_told_once(found):
    poster = a_kind("Poster", parallel=True)
    for title in ("Red", "Blue"):
        session = a_session(title, start=at(9), moderators=[f"Mo of {title}"])
        for n in range(3):
            talk = {"session": session, "kind": poster, "room": a_room("Hall"), "authors": [f"{title} {n}"]}
            a_talk(f"{title} {n}", start=at(9), end=at(10), **talk)
    assert found() == ["room_twice"]


def test_the_hour_that_comes_twice_is_two_hours(found):
    """Lisbon sets its clocks back on 27 October 2030 at 2:00: there is a second 1:00 an hour after the first."""
    night = date(2030, 10, 27)
    a_conference(first_day=night, last_day=night)
    one = at(1, 0, night).astimezone(UTC)
    half_past, again, half_past_again = (one + timedelta(minutes=n) for n in (30, 60, 90))
    in_aurora("Before", one, half_past)
    in_aurora("After", again, half_past_again)
    assert found() == []
    in_aurora("Both", one, again + timedelta(minutes=15))
    assert found("room_twice") == [
        "Aurora is taken twice: by “Before”, Sun 27 Oct 1:00 - 1:30, and “Both”, 1:00 WEST - 1:15.",
        "Aurora is taken twice: by “Both”, Sun 27 Oct 1:00 WEST - 1:15, and “After”, 1:00 - 1:30.",
    ]


def of_track(track, *starts):
    """What an import makes of talks of a track that are in a room, but in no session."""
    room = a_room("Aurora")
    theme = Track.objects.create(conference=a_conference(), name=track)
    session = a_session(f"{track} · Aurora", start=at(starts[0]), end=at(starts[-1] + 1), room=room, track=theme)
    for hour in starts:
        a_talk(f"{track} at {hour}", start=at(hour), end=at(hour + 1), session=session, authors=[f"{track} {hour}"])
    return session


def test_tracks_that_take_turns_in_a_room_do_not_clash(found):
    of_track("Water", 9, 12)
    of_track("Land", 10, 13)
    assert found() == []


def test_talks_of_two_tracks_at_once_do(found):
    of_track("Water", 9, 12)
    of_track("Land", 10, 12)
    assert found() == ["room_twice"]
    assert found("room_twice") == [
        "Aurora is taken twice: by “Water at 12”, Mon 6 May 12:00 - 13:00, and “Land at 12”, 12:00 - 13:00."
    ]


def test_a_session_that_was_renamed_is_one_of_the_organizers(found):
    of_track("Water", 9, 12)
    Session.objects.update(title="Waters")
    assert sorted(found()) == ["gap", "no_moderators"]
