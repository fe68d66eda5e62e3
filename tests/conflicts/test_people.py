import pytest

from conference.conflicts import people
from conference.conflicts.checks import find
from conference.conflicts.draft import Person
from conference.conflicts.loading import load
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at


def session(title="Morning", start=None, room=None, moderators=("Mo",), **fields):
    start = start or at(9)
    return a_session(title, start=start, room=room and a_room(room), moderators=moderators, **fields)


def test_a_speaker_in_two_places(found):
    a_talk("On rivers", start=at(9), end=at(9, 30), session=session(room="Aurora"), authors=["Ada"])
    a_talk(
        "On lakes",
        start=at(9, 15),
        end=at(9, 45),
        session=session("Noon", room="Boreal", moderators=["Ben"]),
        authors=["Ada"],
    )
    assert found("person_twice") == [
        "Ada is in two places: “On rivers”, Mon 6 May 9:00 - 9:30 in Aurora, and “On lakes”, 9:15 - 9:45 in Boreal."
    ]


def test_a_title_from_right_to_left_does_not_turn_the_times_beside_it(found):
    a_talk("On rivers", start=at(9), end=at(9, 30), session=session(room="Aurora"), authors=["Ada"])
    evening = session("Noon", moderators=["Ben"])
    a_talk("נהר", start=at(9, 15), end=at(9, 45), session=evening, authors=["Ada"], language="he")
    [sentence] = found("person_twice")
    assert "and “\u2068נהר\u2069”, 9:15 - 9:45." in sentence


def test_a_speaker_is_busy_for_the_talk_not_for_its_session(found):
    a_talk("On rivers", start=at(9), end=at(9, 30), session=session(), authors=["Ada"])
    a_talk("On lakes", start=at(9, 30), end=at(10), session=session("Noon", moderators=["Ben"]), authors=["Ada"])
    assert found("person_twice") == []


def test_a_moderator_is_busy_for_the_whole_session(found):
    session(room="Aurora", moderators=["Ada"])
    a_talk("Last", start=at(9, 45), session=session("Noon", room="Boreal", moderators=["Ben"]), authors=["Ada"])
    assert found("person_twice") == [
        "Ada is in two places: moderating “Morning”, Mon 6 May 9:00 - 10:00 in Aurora, and “Last”, 9:45 - 10:00 in Boreal."
    ]


def test_a_moderator_of_two_sessions_at_once(found):
    session(room="Aurora", moderators=["Ada"])
    session("Noon", room="Boreal", start=at(9, 59), moderators=["Ben", "Ada"])
    assert found() == ["person_twice"]


def test_a_moderator_of_two_sessions_one_after_the_other(found):
    session(moderators=["Ada"])
    session("Noon", start=at(10), moderators=["Ada"])
    assert found() == []


def test_whoever_moderates_a_session_may_present_in_it(found):
    a_talk(start=at(9), session=session(moderators=["Ada"]), authors=["Ada"])
    assert found("person_twice") == []


def test_but_not_in_it_and_elsewhere(found):
    own = session(moderators=["Ada"])
    a_talk("Own", start=at(9), session=own, authors=["Ada"])
    a_talk("Elsewhere", start=at(9), session=session("Noon", moderators=["Ben"]), authors=["Ada"])
    assert len(found("person_twice")) == 2


def test_two_talks_of_one_session_at_once_need_their_speaker_twice(found):
    room = session(room="Aurora")
    a_talk("One", start=at(9), session=room, authors=["Ada"])
    a_talk("Two", start=at(9, 10), session=room, authors=["Ada"])
    assert found("person_twice") == [
        "Ada is needed twice at once: “One”, Mon 6 May 9:00 - 9:15 in Aurora, and “Two”, 9:10 - 9:25 in Aurora."
    ]


def test_posters_of_one_session_stand_side_by_side(found):
    poster = a_kind("Poster", parallel=True)
    hall = session()
    a_talk("One", start=at(9), end=at(10), session=hall, kind=poster, authors=["Ada"])
    a_talk("Two", start=at(9), end=at(10), session=hall, kind=poster, authors=["Ada"])
    assert found() == []
    a_talk("Three", start=at(9, 30), session=session("Noon", moderators=["Ben"]), authors=["Ada"])
    assert len(found("person_twice")) == 1


def test_of_later_authors_nobody_knows_who_comes(found):
    first = a_talk("One", start=at(9), session=session(), authors=["Ada"])
    a_talk("Two", start=at(9), session=session("Noon", moderators=["Ben"]), authors=["Cleo", "Ada"])
    assert severities("person_twice") == ["warning"]
    first.delete()
    a_talk("Three", start=at(9), session=session("Night", moderators=["Dan"]), authors=["Cleo", "Eve"])
    assert severities("person_twice") == ["error"], "Cleo is first in both"


def severities(code):
    return [conflict.severity.label for conflict in find(load(a_conference())) if conflict.code == code]


@pytest.mark.parametrize("off", ["talk", "session"])
def test_what_is_cancelled_needs_nobody(found, off):
    a_talk("On rivers", start=at(9), session=session(), authors=["Ada"])
    other = session("Noon", moderators=["Mo"], cancelled=off == "session")
    a_talk("On lakes", start=at(9), session=other, authors=["Ada"], cancelled=off == "talk")
    assert [line for line in found("person_twice") if line.startswith("Ada")] == []


def test_what_has_no_time_needs_nobody(found):
    a_talk("On rivers", start=at(9), session=session(), authors=["Ada"])
    a_talk("On lakes", session=session("Noon", moderators=["Ada"], start=at(11)), authors=["Ada"])
    assert found("person_twice") == []


def test_a_session_without_moderators(found):
    a_talk(start=at(9), session=session(moderators=[]), authors=["Ada"])
    session("Empty", start=at(11), moderators=[])
    assert found("no_moderators") == ["“Morning” has no moderators.", "“Empty” has no moderators."]


def test_pauses_and_what_is_cancelled_need_no_moderators(found):
    a_talk("Coffee", kind="Break", start=at(9), end=at(10), session=session("Pause", moderators=[]))
    session("Off", moderators=[], cancelled=True)
    assert found() == []


def test_a_talk_without_speakers(found):
    a_talk("Alone", start=at(9), end=at(9, 30), session=session())
    a_talk(
        "Q&A",
        kind="Q&A",
        start=at(9, 30),
        end=at(10),
        session=session("Noon", start=at(9, 30), end=at(10), moderators=["Ben"]),
    )
    a_talk("Off", cancelled=True, session=session("Night", start=at(20), moderators=["Ben"]))
    assert found("no_speakers") == ["“Alone” has no speakers."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jared Q Davis", "Jared Davis"),
        ("Jared Q. Davis", "jared  davis"),
        ("Davis, Jared", "Jared Davis"),
        ("Davis, Jared Q.", "Jared Davis"),
        ("José Núñez", "Jose Nunez"),
        ("Søren Ångström", "Soren Angstrom"),
        ("Conor O’Neil", "Conor O'Neil"),
        ("Jean-Pierre Serre", "Jean Pierre Serre"),
        ("J. P. Morgan", "J.P. Morgan"),
        ("Wei Zhang", "Wei Zhang"),
        ("Straße", "STRASSE"),
        ("김 하늘", "김  하늘"),
    ],
)
def test_who_looks_like_one(one, other):
    two = [Person(1, one), Person(2, other)]
    assert [{person.key for person in same} for same in people.look_alikes(two)] == [{1, 2}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jared Q Davis", "Jared P Davis"),
        ("Ada", "Ava"),
        ("A Lovelace", "B Lovelace"),
        ("Davis Q", "Davis R"),
        ("カンダ", "ガンダ"),
        ("欧 阳 明", "欧 陽 明"),
        ("कु", "कू"),
        ("Ada", "Ada Lovelace"),
        ("…", "!"),
    ],
)
def test_who_does_not(one, other):
    assert list(people.look_alikes([Person(1, one), Person(2, other)])) == []


def test_a_bare_name_is_like_each_of_its_variants():
    q, p, bare = people_named = [Person(1, "Jared Q Davis"), Person(2, "Jared P Davis"), Person(3, "Jared Davis")]
    assert list(people.look_alikes(people_named)) == [[bare, q], [bare, p]]


def test_look_alikes_are_a_hint(found):
    session(moderators=["Jared Davis"])
    session("Noon", start=at(12), moderators=["Jared Q Davis"])
    assert found("alike") == ["Jared Davis and Jared Q Davis look like one person."]
