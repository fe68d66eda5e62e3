import pytest

from conference.imports.doubting import OFFERED
from conference.imports.rehearsal import rehearse
from conference.imports.wording import Difference
from conference.programme.models import Person, Session, Talk
from conference.programme.revision import Revision
from tests.imports.importing import rehearsed, row, table, told
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
NINE, TEN = "2030-05-06T09:00:00+01:00", "2030-05-06T10:00:00+01:00"
ELEVEN = "2030-05-06T11:00:00+01:00"


@pytest.fixture
def talk():
    session = a_session(start=at(9), end=at(12), room=a_room("Aurora"), moderators=["Mo"])
    return a_talk(start=at(9), session=session, authors=["Ada", "Ben"], abstract="Water flows.", foreign_id="T1")


def test_the_same_is_no_change_nor_is_white_space(talk):
    rehearsal = rehearsed(row("On  rivers", abstract="Water\n flows. ", authors="Ada · Ben", start=NINE))
    assert rehearsal.is_idle()
    assert rehearsal.counts == {"new": 0, "changed": 0, "moved": 0, "missing": 0, "doubtful": 0}


def test_nothing_is_written(talk):
    number = Revision.objects.get().draft_number
    rehearsed(row("Another", authors="Zoe", room="Boreal", kind="Poster"), row(start=TEN, abstract="Ice."))
    assert Revision.objects.get().draft_number == number
    assert (Session.objects.count(), Talk.objects.count()) == (1, 1)


def test_a_change_is_told_word_by_word(talk):
    [item] = rehearsed(row(abstract="Water stands still.")).changed
    assert told(item.texts) == ["abstract: Water flows. → Water stands still."]
    assert item.texts[0].marked == ([(False, "Water"), (True, "flows.")], [(False, "Water"), (True, "stands still.")])
    assert item.where == "line 2"
    assert item.is_public


def test_what_was_empty_is_all_new():
    assert Difference("abstract", "", "All new").marked == ([], [(True, "All new")])


def test_a_move_is_a_matter_of_the_draft(talk):
    rehearsal = rehearsed(row(start=TEN, end="2030-05-06T10:30:00+01:00", room="Boreal"))
    assert [told(item.moves) for item in rehearsal.moved] == [
        [
            "start: Mon 6 May 2030 9:00 WEST → Mon 6 May 2030 10:00 WEST",
            "end: Mon 6 May 2030 9:15 WEST → Mon 6 May 2030 10:30 WEST",
            "room: Aurora → Boreal",
        ]
    ]
    assert rehearsal.rooms == ["Boreal"]
    assert not rehearsal.public_at_once


def test_the_sessions_own_room_is_no_move(talk):
    assert rehearsed(row(room="Aurora")).is_idle()


def test_what_the_file_does_not_say_is_not_touched(talk):
    assert rehearsed(row()).is_idle()


def test_a_talk_is_found_by_its_id_wherever_it_is(talk):
    rehearsal = rehearsed(row("On streams", session="Evening", foreign_id="T1"))
    assert [item.name for item in rehearsal.new] == ["Evening"]
    assert told(rehearsal.moved[0].moves) == ["session: Morning → Evening"]
    assert told(rehearsal.changed[0].texts) == ["title: On rivers → On streams"]
    assert [now.name for now in rehearsal.missing] == ["Morning"]


def test_guid_goes_before_all_else(talk):
    other = a_talk("On lakes", session=talk.draft_session)
    rehearsal = rehearsed(row("On rivers", guid=str(other.guid)))
    assert told(rehearsal.changed[0].texts) == ["title: On lakes → On rivers"]


def test_two_that_it_could_be_are_doubtful(talk):
    a_talk("On rivers", session=talk.draft_session)
    rehearsal = rehearsed(row("On rivers"))
    [doubt] = rehearsal.doubtful
    assert (doubt.noun, doubt.where) == ("talk", "line 2")
    assert {now.key for now in doubt.candidates} == set(Talk.objects.values_list("pk", flat=True))
    assert not rehearsal.missing
    assert rehearsal.is_idle()


@pytest.fixture
def twins(talk):
    """Two talks of one name; `twins(value, …)` rehearses as many rows of that name with these choices."""
    other = a_talk("On rivers", session=talk.draft_session)

    def rehearse_so(*values):
        rows = [row("On rivers", abstract=f"Text {n}") for n in range(3)]
        keys = [doubt.key for doubt in rehearsed(*rows).doubts]
        return rehearsed(*rows, **dict(zip(keys, map(str, values), strict=False)))

    return talk, other, rehearse_so


def test_one_more_of_a_title_leaves_those_alone_that_stand_where_they_did():
    session = a_session(start=at(9), end=at(12))
    for hour in (9, 10):
        a_talk("Q&A", start=at(hour), session=session, kind="Q&A")
    starts = (NINE, "2030-05-06T09:30:00+01:00", TEN)
    rehearsal = rehearsed(*(row("Q&A", kind="Q&A", start=start) for start in starts))
    assert not rehearsal.doubtful
    assert [item.row.where for item in rehearsal.new] == ["line 3"]


def test_of_very_many_that_it_could_be_some_are_offered():
    session = a_session(start=at(9))
    for _ in range(OFFERED + 5):
        a_talk("On rivers", session=session)
    rehearsal = rehearsed(row(), row())
    doubt, choices = rehearsal.doubts_with_choices[0]
    assert (len(choices), doubt.beyond) == (2 + OFFERED, 5)


def test_an_organizer_says_what_a_doubtful_row_is(twins):
    talk, other, rehearse_so = twins
    rehearsal = rehearse_so(other.pk, talk.pk, "new")
    assert [(item.now.key, item.row.where) for item in rehearsal.changed] == [(other.pk, "line 2"), (talk.pk, "line 3")]
    assert [item.where for item in rehearsal.new] == ["line 4"]
    assert not rehearsal.doubtful
    assert [doubt.choice for doubt in rehearsal.doubts] == [str(other.pk), str(talk.pk), "new"]


def test_what_is_left_out_stays_as_it_is_and_is_not_missing(twins):
    talk, other, rehearse_so = twins
    rehearsal = rehearse_so("out", talk.pk)
    assert [item.now.key for item in rehearsal.changed] == [talk.pk]
    assert [doubt.where for doubt in rehearsal.doubtful] == ["line 2", "line 4"]
    assert not rehearsal.missing
    assert [now.key for now in rehearse_so("new", talk.pk, "new").missing] == [other.pk]


def test_two_rows_cannot_be_one_thing(twins):
    talk, _, rehearse_so = twins
    rehearsal = rehearse_so(talk.pk, talk.pk)
    assert "What was chosen for On rivers is another row's already." in str(rehearsal.findings[0])
    assert [doubt.where for doubt in rehearsal.doubtful] == ["line 3", "line 4"]


def test_a_candidate_is_told_by_what_tells_it_from_its_like(twins):
    talk, other, rehearse_so = twins
    words = [words for _, words in rehearse_so().doubts_with_choices[0][1]]
    assert words[1:3] == [
        "It is new",
        f"It is On rivers (number {talk.number}, T1, in Morning, Mon 6 May 2030 9:00–9:15 WEST)",
    ]
    assert words[3] == f"It is On rivers (number {other.number}, in Morning, time not known)"


def test_a_doubtful_person_can_be_settled(talk):
    twin = Person.objects.create(conference=a_conference(), name="Ada")
    rows = [row(authors="Ada · Ben")]
    [doubt] = rehearsed(*rows).doubts
    assert doubt.key.startswith("doubt-")
    [item] = rehearsed(*rows, **{doubt.key: str(twin.pk)}).changed
    assert item.people[0].now.key == twin.pk


def test_what_goes_with_a_doubtful_session_is_told():
    for _ in range(2):
        a_session("Morning")
    [finding] = rehearsed(row()).findings
    assert str(finding) == "Line 2: 1 entry is left out with a doubtful session. Settle that first."


def test_as_many_alike_here_as_there_are_the_same_in_order(talk):
    for _ in range(2):
        a_talk("Q&A", session=talk.draft_session, kind="Q&A")
    rows = [
        row(foreign_id="T1", abstract="Water flows."),
        row("Q&A", kind="Q&A"),
        row("Q&A", kind="Q&A", abstract="Ask."),
    ]
    rehearsal = rehearsed(*rows)
    assert not rehearsal.doubtful
    assert [item.now.key for item in rehearsal.changed] == [Talk.objects.last().pk]


def test_of_those_alike_each_is_the_one_at_its_time_whatever_the_order_of_the_rows(talk):
    for hour in (10, 11):
        a_talk("Q&A", at(hour), at(hour, 30), session=talk.draft_session, kind="Q&A")
    late, early = (row("Q&A", kind="Q&A", start=start, duration=30) for start in (ELEVEN, TEN))
    assert rehearsed(row(start=NINE, duration=15), late, early).is_idle()
    [item] = rehearsed(row(start=NINE, duration=15), late, early | {"duration": 20}).moved
    assert item.now.values["start"] == at(10)


def test_of_those_alike_each_is_the_one_with_its_people_wherever_it_was_moved(talk):
    for hour, name in ((10, "Ada"), (11, "Cleo")):
        a_talk("Welcome", at(hour), session=talk.draft_session, authors=[name])
    rows = [row("Welcome", authors=name, start=TEN, duration=15) for name in ("Cleo", "Ada")]
    rehearsal = rehearsed(row(start=NINE, duration=15, authors="Ada; Ben"), *rows)
    assert [item.now.values["start"] for item in rehearsal.moved] == [at(11)]
    assert not rehearsal.changed


def test_of_those_alike_the_position_tells_the_order(talk):
    for position in (7, 8):
        a_talk("Q&A", session=talk.draft_session, kind="Q&A", position=position, abstract=f"At {position}.")
    rows = [row("Q&A", kind="Q&A", position=n, abstract=f"At {n}.") for n in (8, 7)]
    assert rehearsed(row(position=1, abstract="Water flows."), *rows).is_idle()


def test_two_people_of_one_name_are_not_guessed(talk):
    Person.objects.create(conference=a_conference(), name="Ada")
    rehearsal = rehearsed(row(authors="Ada"))
    assert [doubt.noun for doubt in rehearsal.doubtful] == ["person"]
    assert rehearsal.is_idle()


def test_the_order_counts_and_not_the_number(talk):
    for name in ("B", "C"):
        a_talk(name, session=talk.draft_session)
    assert rehearsed(row(position=10), row("B", position=20), row("C", position=30)).is_idle()
    moved = rehearsed(row(position=30), row("B", position=10), row("C", position=20)).moved
    assert {item.name: told(item.moves) for item in moved} == {
        "On rivers": ["order: 1 → 3"],
        "B": ["order: 2 → 1"],
        "C": ["order: 3 → 2"],
    }


def test_what_is_not_in_the_file_is_missing(talk):
    a_talk("Old", session=a_session("Evening"))
    rehearsal = rehearsed(row())
    assert [now.name for now in rehearsal.missing] == ["Evening", "Old"]
    assert rehearsal.is_idle()
    assert not rehearsal.is_idle("cancel")


def test_a_session_still_spans_the_talks_that_the_file_does_not_name():
    session = a_session(start=at(9), end=at(10))
    for minute in (0, 30):
        a_talk(f"At {minute}", start=at(9, minute), end=at(9, minute + 30), session=session)
    rehearsal = rehearsed(row("At 0", start=NINE, end="2030-05-06T09:20:00+01:00"))
    assert [item.name for item in rehearsal.moved] == ["At 0"]


def test_an_end_before_the_start_is_an_error(talk):
    rehearsal = rehearsed(row(start="2030-05-06T11:00:00+01:00"))
    assert "On rivers would end before it starts." in str(rehearsal.errors[0])
    assert not rehearsal.can_apply


def test_what_is_too_long_is_an_error_with_its_line(talk):
    [error] = rehearsed(row("x" * 501)).errors
    assert str(error).startswith("Line 2: The title xxx")
    assert "Use at most 500." in str(error)


def test_questions_stop_it_until_they_are_answered(talk):
    rows = [row(start="2030-05-06 10:00", end="2030-05-06 10:30")]
    assert [question.key for question in rehearsed(*rows).open_questions] == ["zone"]
    assert len(rehearsed(*rows, zone="Europe/Lisbon").moved) == 1


def test_it_knows_when_the_programme_changed(talk):
    rows = [row("New")]
    before = rehearsed(*rows).fingerprint
    assert rehearsed(*rows).fingerprint == before
    assert rehearsed(*rows, zone="Europe/Lisbon").fingerprint != before
    Talk.objects.update(draft_position=7)
    assert rehearsed(*rows).fingerprint != before


def test_queries_do_not_grow(talk, django_assert_num_queries):
    conference = a_conference()
    for n in range(5):
        a_talk(f"T{n}", session=a_session(f"S{n}"), authors=[f"A{n}"], kind=a_kind())
    data = table(*[row(f"T{n}", session=f"S{n}", authors=f"A{n}") for n in range(9)])
    with django_assert_num_queries(12):
        rehearse(data, conference)


def test_one_wrong_date_in_a_session_is_told():
    """It makes the session last for days, over all else in its room."""
    spans = [(6, 9), (6, 10), (5, 11), (6, 12)]
    rows = [
        row(
            f"On {hour}",
            session_id="S1",
            start=f"2030-05-0{day}T{hour:02}:00+01:00",
            end=f"2030-05-0{day}T{hour:02}:30+01:00",
        )
        for day, hour in spans
    ]
    told = "1 session would last a day or more, first Morning. Look at the dates of its entries."
    assert any(told in str(finding) for finding in rehearsed(*rows).findings)
    assert not any("a day or more" in str(finding) for finding in rehearsed(*rows[:2]).findings)
