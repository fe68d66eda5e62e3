"""The invented conference that `manage.py make_sample` makes."""

from collections import Counter
from datetime import UTC, date, time
from io import StringIO
from itertools import chain, combinations

import pytest
from django.core.management import CommandError, call_command

from conference.programme import days, questions, sample
from conference.programme.models import Conference, Kind, Person, Room, Session, Talk
from tests.world import a_conference, a_talk

SIZES = (16, 17, 100, 300, 301, 1000)


def make_sample(talks=40, slug="2026"):
    """Run the command; returns the line that it prints."""
    out = StringIO()
    call_command("make_sample", talks=talks, slug=slug, stdout=out)
    return out.getvalue()


@pytest.fixture
def meridian(db):
    """A sample of forty talks."""
    make_sample()
    return Conference.objects.get(slug="2026")


@pytest.fixture
def talks(meridian):
    return meridian.talks.released().filter(kind__is_talk=True)


@pytest.fixture
def sessions(meridian):
    return meridian.sessions.released()


def rows_of(conference):
    """All that a visitor could tell apart."""
    place = ("released_start", "released_end", "released_room__name", "released_cancelled")
    told = ("number", "guid", "slug")
    return [
        *conference.sessions.order_by("number").values_list(*told, "title", "join", *place),
        *conference.talks.order_by("number").values_list(*told, "title", "abstract", "released_position", *place),
        *conference.persons.order_by("number", "authorships__talk__number").values_list(
            *told, "name", "authorships__talk__number"
        ),
    ]


# The command


@pytest.mark.parametrize("talks", SIZES)
def test_it_makes_exactly_as_many_talks_as_asked(db, talks):
    line = make_sample(talks)
    assert Talk.objects.released().filter(conference__slug="2026", kind__is_talk=True).count() == talks
    assert f" {talks} talks, " in line
    assert line.endswith(" at /2026/\n")


def test_the_line_counts_what_is_there(meridian):
    counts = f"3 days, {meridian.sessions.count()} sessions, 40 talks, {meridian.persons.count()} people at /2026/"
    assert counts in make_sample()


def test_the_same_size_gives_the_same_rows(meridian):
    before = rows_of(meridian)
    make_sample(41)
    assert rows_of(Conference.objects.get(slug="2026")) != before
    make_sample(40)
    assert rows_of(Conference.objects.get(slug="2026")) == before


def test_a_second_run_changes_nothing_and_says_so(meridian):
    meridian.revision.refresh_from_db()
    before = meridian.pk, meridian.revision.number, meridian.revision.changed_at
    assert make_sample().startswith("Nothing to do: ")
    again = Conference.objects.get(slug="2026")
    assert (again.pk, again.revision.number, again.revision.changed_at) == before


def test_another_size_takes_its_place_and_leaves_no_history(meridian):
    make_sample(16)
    assert Talk.objects.filter(kind__is_talk=True).count() == 16
    for model in (Room, Kind, Person, Session, Talk):
        assert not model.history.filter(conference_id=meridian.pk).exists()


def test_another_slug_makes_another_conference_beside_it(meridian):
    make_sample(16, slug="2027")
    assert Conference.objects.get(slug="2027").name == "Meridian 2027"
    assert meridian.talks.filter(kind__is_talk=True).count() == 40
    guids = Counter(Talk.objects.values_list("guid", flat=True))
    assert set(guids.values()) == {1}


def test_a_sample_that_somebody_worked_on_is_still_one(meridian):
    meridian.sessions.filter(title="Lunch").first().delete()
    talk = meridian.talks.filter(kind__is_talk=True).first()
    talk.title = "Something Else"
    talk.save()
    assert make_sample().startswith("Nothing to do: ")
    assert not make_sample(17).startswith("Nothing to do: ")


def test_it_leaves_a_conference_of_somebody_else_alone(db):
    other = a_conference("2026", series="Meridian")
    a_talk("Mine", conference=other)
    with pytest.raises(CommandError, match="/2026/ is Rivers 2026, which this command did not make"):
        make_sample()
    assert list(other.talks.values_list("title", flat=True)) == ["Mine"]


@pytest.mark.parametrize("slug", ["admin", "two words"])
def test_it_refuses_a_slug_that_is_no_address_of_a_conference(db, slug):
    with pytest.raises(CommandError, match=r"another page|letters"):
        make_sample(slug=slug)
    assert not Conference.objects.exists()


def test_it_refuses_fewer_talks_than_there_are_odd_ones(db):
    with pytest.raises(CommandError, match="16 talks or more"):
        make_sample(15)


def test_new_rows_get_numbers_after_the_last(meridian):
    last = meridian.persons.order_by("-number").first().number
    assert Person.objects.create(conference=meridian, name="New").number == last + 1


def test_every_page_of_it_can_be_read(meridian, client):
    rows = (meridian.sessions.all(), meridian.persons.all(), meridian.talks.filter(kind__is_talk=True))
    addresses = [row.get_absolute_url() for row in chain(*rows)]
    addresses += [f"/2026/2026-06-{day}/" for day in (14, 15, 16)]
    for address in [*addresses, "/2026/", "/2026/people/"]:
        assert client.get(address).status_code == 200, address


# What is in it


def test_it_is_published_in_lisbon_with_late_days(meridian):
    assert (meridian.name, meridian.series, meridian.published) == ("Meridian 2026", "Meridian", True)
    assert (meridian.zone, meridian.day_begins) == ("Europe/Lisbon", time(4))
    assert meridian.first_day == date(2026, 6, 14)
    assert questions.days(meridian, meridian.tz) == [date(2026, 6, day) for day in (14, 15, 16)]


def test_each_kind_has_its_own_mark(meridian):
    marks = dict(meridian.kinds.values_list("name", "mark"))
    assert sorted(marks.values()) == sorted(Kind.Mark.values)
    assert set(marks) == {"Keynote", "Oral", "Spotlight", "Tutorial", "Poster", "Q&A", "Break"}
    assert set(meridian.kinds.filter(is_talk=False).values_list("name", flat=True)) == {"Q&A", "Break"}
    assert list(meridian.kinds.filter(parallel=True).values_list("name", flat=True)) == ["Poster"]
    assert set(meridian.talks.values_list("kind__name", flat=True)) == set(marks)


def test_each_day_has_a_keynote_and_breaks(meridian, sessions):
    for day in questions.days(meridian, meridian.tz):
        today = sessions.on(day, meridian, meridian.tz).in_order().with_timeline()
        assert [s.timeline[0].kind.name for s in today if days.is_solo(s)].count("Keynote") == 1
        pauses = [(s.title, s.room.name, len(s.timeline)) for s in today if days.is_pause(s)]
        assert pauses == [("Coffee", "Foyer", 1), ("Lunch", "Foyer", 1), ("Coffee", "Foyer", 1)]


def test_the_great_hall_comes_first_and_the_foyer_last(meridian):
    names = list(meridian.rooms.values_list("name", flat=True))
    assert names[:4] == ["Great Hall", "Aurora", "Boreal", "Cascade"]
    assert names[-1] == "Foyer"


def test_a_night_session_runs_past_midnight(meridian, sessions):
    night = sessions.with_timeline().get(title__startswith="Night Session")
    day = night.start.astimezone(meridian.tz).date()
    assert night.end.astimezone(meridian.tz).date() > day
    after = [e for e in night.timeline if e.kind.is_talk and e.start.astimezone(meridian.tz).date() > day]
    assert after


def test_a_session_after_midnight_belongs_to_the_evening_before(meridian, sessions):
    late = sessions.get(title__startswith="After Midnight")
    local = late.start.astimezone(meridian.tz)
    assert local.time() == time(0, 30)
    assert late in sessions.on(date(2026, 6, 16), meridian, meridian.tz)
    assert local.date() == date(2026, 6, 17)


def test_one_session_has_no_time_yet(sessions):
    session = sessions.with_timeline().get(start=None)
    assert (session.end, session.room) == (None, None)
    assert [entry.start for entry in session.timeline] == [None] * 3


def test_a_session_and_some_talks_are_cancelled(sessions, talks):
    assert sessions.filter(cancelled=True).count() == 1
    assert talks.filter(cancelled=True).count() == 2


def test_a_talk_is_in_another_room_than_its_session(talks):
    [talk] = talks.with_session().exclude(released_room=None)
    assert talk.room.name == "Studio" != talk.session.room.name


def test_one_talk_has_no_abstract_and_one_no_authors(talks):
    assert talks.filter(abstract="").count() == 1
    assert talks.filter(authors=None).count() == 1


def test_some_talks_are_told_from_right_to_left(talks):
    foreign = talks.exclude(language="")
    assert set(foreign.values_list("language", flat=True)) == {"ar", "he", "fa"}
    for talk in foreign:
        assert talk.dir == "rtl"
        assert not talk.title.isascii()
        assert not talk.abstract.isascii()
        assert talk.slug == f"talk-{talk.number}"


def test_one_title_comes_twice_and_no_other(talks):
    titles = Counter(talks.values_list("title", flat=True))
    assert [title for title, times in titles.items() if times > 1] == [sample.TWICE]
    slugs = set(talks.filter(title=sample.TWICE).values_list("slug", flat=True))
    assert slugs == {"what-we-mean-by-noise", "what-we-mean-by-noise-2"}


def test_two_titles_are_very_long(talks):
    assert sum(len(title) > 250 for title in talks.values_list("title", flat=True)) == 2


def test_talks_and_sessions_have_links(talks, sessions):
    for word in ("paper", "slides", "video", "poster", "code"):
        assert talks.filter(**{f"{word}__startswith": "https://example.org/"}).exists(), word
    assert sessions.filter(join__startswith="https://example.org/").exists()
    assert sessions.filter(recording__startswith="https://example.org/").exists()


def test_names_come_in_many_scripts_and_lengths(meridian):
    names = set(meridian.persons.values_list("name", flat=True))
    assert names >= set(sample.NOTABLE)
    assert {"Q"} == {name for name in names if len(name) == 1}
    assert max(map(len, names)) > 90


def test_some_people_moderate_and_present(meridian):
    both = meridian.persons.with_roles().filter(moderates=True, presents=True).count()
    assert 0 < both < meridian.persons.with_roles().filter(moderates=True).count()


def test_positions_count_from_one_and_times_lie_inside(sessions):
    for session in sessions.with_timeline():
        assert [entry.position for entry in session.timeline] == list(range(1, len(session.timeline) + 1))
        for entry in session.timeline if session.start else ():
            assert session.start <= entry.start < entry.end <= session.end


# The plan behind it


@pytest.mark.once
@pytest.mark.parametrize("talks", SIZES)
def test_every_size_has_all_that_is_odd(talks):
    made = sample.make(talks)
    entries = [entry for block in made.blocks for entry in block.talks]
    assert {entry.kind for block in made.blocks for entry in block.entries} == set(sample.KINDS)
    assert {entry.language for entry in entries} == {"", "ar", "he", "fa"}
    assert set(sample.NOTABLE) <= set(made.people)
    assert sum(entry.title in sample.LONG_TITLES for entry in entries) == 2
    assert sum(entry.title == sample.TWICE for entry in entries) == 2
    assert sum(entry.cancelled for entry in entries) == 2
    assert sum(not entry.authors for entry in entries) == 1
    assert sum(not entry.abstract for entry in entries) == 1
    assert sum(entry.room == "Studio" for entry in entries) == 1
    assert sum(block.start is None for block in made.blocks) == 1
    assert {name for block in made.blocks for name in block.moderators} & {n for e in entries for n in e.authors}


@pytest.mark.once
def test_a_large_one_has_parallel_sessions_some_of_which_end_later():
    made = sample.make(1000)
    assert made.days == 4
    slots = {}
    for block in made.blocks:
        if block.track:
            slots.setdefault(block.start, []).append(block)
            assert 3 <= len(block.talks) <= 6
    assert {len(slot) for slot in slots.values()} == {12}
    assert any(len({block.end for block in slot}) > 1 for slot in slots.values())
    assert any(block.entries[-1].kind == "Q&A" for block in made.blocks if block.track)


@pytest.mark.once
@pytest.mark.parametrize("talks", SIZES)
def test_no_room_and_nobody_is_needed_twice_at_a_time(talks):
    blocks = [block for block in sample.make(talks).blocks if block.start]
    for one, other in combinations(blocks, 2):
        if one.start < other.end and other.start < one.end:
            assert one.room != other.room
            assert not people_of(one) & people_of(other)


def people_of(block):
    return {*block.moderators, *chain.from_iterable(entry.authors for entry in block.entries)}


@pytest.mark.once
def test_sessions_have_one_to_three_moderators_and_talks_about_three_authors():
    made = sample.make(1000)
    assert {len(block.moderators) for block in made.blocks if block.room != "Foyer"} == {1, 2, 3}
    authors = [len(entry.authors) for block in made.blocks for entry in block.talks]
    assert 2.7 < sum(authors) / len(authors) < 3.3


@pytest.mark.once
def test_abstracts_are_some_1200_characters_with_formulas():
    abstracts = [entry.abstract for block in sample.make(1000).blocks for entry in block.talks]
    assert 1100 < sum(map(len, abstracts)) / len(abstracts) < 1250
    assert any(r"$O(n \log n)$" in text for text in abstracts)
    assert any(r"\mathbf{x}" in text for text in abstracts)
    assert any(r"\emph{" in text for text in abstracts)
    assert not any("<" in text for text in abstracts)


@pytest.mark.once
def test_times_are_told_in_utc():
    assert {block.start.tzinfo for block in sample.make(16).blocks if block.start} == {UTC}
