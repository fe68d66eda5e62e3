"""What this site exports, it imports over its own conference without a change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.management import call_command

from conference.imports.rehearsal import rehearse
from conference.programme.models import Conference, Session, Track
from conference.programme.releasing import release
from tests.world import DAY, a_conference, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TIMED = ["xml", "json", "ics"]  # what has no time is only in the table
SUFFIXES = ["csv", *TIMED]


def rehearsed(client, slug, suffix):
    response = client.get(f"/{slug}/programme.{suffix}")
    assert response.status_code == 200
    return rehearse(response.content, Conference.objects.get(slug=slug), f"programme.{suffix}")


def told(rehearsal):
    """All that it would do, and all that is wrong with it."""
    items = [
        (item.name, [str(each) for each in (*item.texts, *item.moves)]) for item in rehearsal.changed + rehearsal.moved
    ]
    doubts = [(doubt.title, doubt.where) for doubt in rehearsal.doubtful]
    names = [*rehearsal.rooms, *rehearsal.tracks, *rehearsal.kinds]
    return [*map(str, rehearsal.errors), *(item.name for item in rehearsal.new), *items, *doubts, *names]


@pytest.fixture
def all_there_is():
    """Whatever could come back as something else."""
    year = a_conference()
    ice, sea = (Track.objects.create(conference=year, name=name) for name in ("Ice", "Sea & Land"))
    room = a_room("Aurora")
    fields = {"join": "https://example.org/join", "recording": "https://example.org/r?a=b c", "track": ice}
    session = a_session("=1+1", start=at(9), end=at(12), room=room, moderators=["Mo · Mo", "Ada"], **fields)
    talk = a_talk(
        '\'tis "so"; $x^2$', start=at(9), session=session, authors=["A, B", "- C"], abstract="a {\\it b}\n\nb",
        room=a_room("B"), subtitle="Or $\\alpha$", track=sea, paper="https://example.org/a?b=c",
    )  # fmt: skip
    for n, label in enumerate(["Slides", "Project · page", "https://example.org/3"]):
        talk.further_links.create(label=label, address=f"https://example.org/{n}", position=n)
    a_talk("Off", start=at(9), session=session, cancelled=True, language="pt-BR")
    a_talk("First in line", start=at(8, 30), session=session)
    for hour in (10, 11):
        a_talk("Q&A", start=at(hour), session=session, kind="Q&A")
    a_talk("Alone", start=at(13), session=a_session("Evening of $k$-means", start=at(13)))
    a_talk("In it", start=at(14), session=a_session("Not to be", start=at(14), room=room, cancelled=True))
    a_session("Lunch", start=at(12), room=a_room("Foyer"))
    a_session("Walk", start=at(15), abstract="Nobody $x$.", moderators=["Mo · Mo"], cancelled=True)
    # As an import makes them of a flat programme.
    made = a_session("Ice · Aurora", start=at(16), room=room, track=ice)
    a_talk("On rivers", start=at(16), session=made)
    a_talk("Moved", start=at(17), session=made, room=a_room("B"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_seed(seed, client, suffix):
    rehearsal = rehearsed(client, "2021", suffix)
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_all_there_is(all_there_is, client, suffix):
    rehearsal = rehearsed(client, "2030", suffix)
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


def test_a_conference_of_several_days(client):
    call_command("make_sample", talks=60, verbosity=0)
    [slug] = Conference.objects.values_list("slug", flat=True)
    for suffix in SUFFIXES:
        rehearsal = rehearsed(client, slug, suffix)
        assert told(rehearsal) == [], suffix
        assert {now.values["start"] for now in rehearsal.missing} == (set() if suffix == "csv" else {None})


def test_what_has_no_time_and_no_entries_is_in_the_table(client):
    session = a_session("Empty", cancelled=True, abstract="Nobody.")
    a_talk("Q&A", session=a_session("Posters"), kind="Q&A")
    a_talk("Q&A", session=Session.objects.get(title="Posters"), kind="Q&A")
    rehearsal = rehearsed(client, session.conference.slug, "csv")
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


@pytest.mark.parametrize("suffix", TIMED)
def test_another_text_is_a_change_for_all_that(client, suffix):
    talk = a_talk("On $k$-means", start=at(9), abstract="We show {\\it any} $x^2$.", authors=["Ada"])
    file = client.get("/2030/programme." + suffix).content.replace(b"k-means", b"k-medians")
    [item] = rehearse(file, a_conference(), "x").changed
    assert [str(text) for text in item.texts] == [f"title: {talk.title} → On k-medians"]


@pytest.mark.parametrize("suffix", ["xml", "json"])
def test_a_session_that_we_made_leaves_no_trace_when_it_is_moved(client, suffix):
    ice = Track.objects.create(conference=a_conference(), name="Ice")
    made = a_session("Ice · Aurora", start=at(16), room=a_room("Aurora"), track=ice)
    a_talk("On rivers", start=at(16), session=made)
    Session.objects.filter(pk=made.pk).update(draft_room=a_room("Foyer"))
    release(a_conference())
    body = client.get(f"/2030/programme.{suffix}").content.decode()
    assert "Foyer" in body
    assert "Ice · Aurora" not in body
    assert told(rehearsed(client, "2030", suffix)) == []


@pytest.mark.parametrize("suffix", ["xml", "json"])
def test_sessions_that_we_made_are_told_apart_wherever_they_were_put(client, suffix):
    """Two that changed rooms under their old titles, and one that came to where another is."""
    ice = Track.objects.create(conference=a_conference(last_day=DAY + timedelta(1)), name="Ice")
    made = {}
    for hour, room in ((9, "Aurora"), (11, "Boreal"), (37, "Aurora")):
        made[hour] = a_session(f"Ice · {room}", start=at(hour), end=at(hour, 15), room=a_room(room), track=ice)
        a_talk(f"At {hour}", start=at(hour), session=made[hour])
    for hour, room in ((9, "Boreal"), (11, "Aurora"), (37, "Boreal")):
        Session.objects.filter(pk=made[hour].pk).update(draft_room=a_room(room))
    for rows in (Session.objects.filter(pk=made[37].pk), made[37].draft_talks.all()):
        rows.update(draft_start=at(13), draft_end=at(13, 15))
    release(a_conference())
    rehearsal = rehearsed(client, "2030", suffix)
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_after_midnight_stays_with_its_day(client, suffix):
    """A calendar says nothing of days: they begin as the conference's do."""
    a_conference(last_day=DAY + timedelta(1), day_begins=time(6))
    for start, end in ((23, 26), (47, 50)):
        made = a_session("Aurora", start=at(start), end=at(end), room=a_room("Aurora"))
        for hour in (start, end - 1):
            a_talk(f"At {hour}", start=at(hour), end=at(hour + 1), session=made)
    rehearsal = rehearsed(client, "2030", suffix)
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_hour_that_comes_twice_is_the_same_hour(client, suffix):
    """In Lisbon 1:30 is at 0:30 and at 1:30 UTC that night."""
    night = date(2030, 10, 27)
    a_conference(first_day=night, last_day=night)
    made = a_session("Aurora", start=datetime(2030, 10, 27, tzinfo=UTC), end=datetime(2030, 10, 27, 2, tzinfo=UTC))
    for hour in (0, 1):
        a_talk(f"At {hour}", start=datetime(2030, 10, 27, hour, 30, tzinfo=UTC), session=made)
    rehearsal = rehearsed(client, "2030", suffix)
    assert told(rehearsal) == []
    assert rehearsal.is_idle("delete")
