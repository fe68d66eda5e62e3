"""The questions of days and years, which are not asked by way of their sessions, find what those lead to."""

import pytest

from conference.programme import questions
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_days():
    """Two years with the same slugs; a draft with other days, sessions and orders; and what is not released."""
    for year in map(a_conference, ("2031", "2030")):
        early, late, next_day = (
            a_session(title, start=start, room=a_room(room, year), conference=year, moderators=names)
            for title, start, room, names in (
                ("Early", at(9), "Boreal", ["Mo", "Ada"]),
                ("Late", at(9), "Aurora", ["Ada"]),
                ("Next day", at(33), "Aurora", ["Mo"]),
            )
        )
        unseen = a_session("Unseen", start=at(10), conference=year, moderators=["Eve"], released=False)
        last = a_talk("Last", session=early, position=2, authors=["Ben", "Ada"])
        first = a_talk("First", start=at(9), session=early, position=1, authors=["Ada"], room=a_room("Cascade", year))
        a_talk("Alone", session=late, authors=["Ben"], cancelled=True)
        a_talk("Tomorrow", session=next_day, authors=["Ada"])
        a_talk("Pause", session=late, kind=a_kind("Break", year))
        a_talk("Secret", session=late, authors=["Eve"], released=False)
        a_talk("Unseen talk", session=unseen, authors=["Eve"], released=False)
        # What attendees do not know yet.
        change(last, draft_session=late, draft_position=9)
        change(first, draft_position=7, draft_cancelled=True)
        change(next_day, draft_start=at(8), draft_end=at(9), draft_cancelled=True)
        change(early, draft_room=None)


def change(item, **fields):
    for name, value in fields.items():
        setattr(item, name, value)
    item.save()


def told(sessions):
    return [
        (
            (session.pk, session.version, session.start, session.room, session.cancelled),
            session.moderators_in_order,
            [(entry.pk, entry.version, entry.start, entry.position, entry.place, entry.is_cancelled, entry.kind, entry.session, entry.authors_in_order)
             for entry in session.timeline],
        )
        for session in sessions
    ]  # fmt: skip


@pytest.mark.parametrize("version", ["released", "draft"])
@pytest.mark.parametrize(("begin", "end"), [(at(0), at(24)), (at(24), at(48)), (at(9), at(9, 1)), (at(8), at(9))])
def test_a_day_is_told_as_its_sessions_tell_it(version, begin, end, two_days):
    for conference in (a_conference("2030"), a_conference("2031")):
        conference.version = version
        sessions = conference.shown_sessions.between(begin, end).in_order().with_moderators().with_timeline()
        day = questions.day(conference, begin, end)
        assert told(day) == told(sessions)
        assert all(each.conference is conference for session in day for each in [session, *session.timeline])


def test_nothing_of_other_days_or_years_is_asked_for(two_days):
    conference, minute = a_conference(), (at(9), at(9, 1))
    conference.version = "draft"
    day = questions.day(conference, *minute)
    entries = [entry for session in day for entry in session.timeline]
    assert len(questions.entries_starting(conference, *minute)) == len(entries) == 5
    assert len(questions.authors_starting(conference, *minute)) == sum(len(each.authors_in_order) for each in entries)
    assert len(questions.moderators_starting(conference, *minute)) == sum(len(each.moderators_in_order) for each in day)


def test_what_is_not_released_is_only_in_the_draft(two_days):
    conference, found = a_conference(), {}
    for conference.version in ("released", "draft"):
        day = questions.day(conference, at(0), at(24))
        found[conference.version] = {str(each): list(map(str, each.timeline)) for each in day}
    assert found == {
        "released": {"Late": ["Alone", "Pause"], "Early": ["First", "Last"]},
        "draft": {
            "Next day": ["Tomorrow"],
            "Late": ["Alone", "Pause", "Secret", "Last"],
            "Early": ["First"],
            "Unseen": ["Unseen talk"],
        },
    }


@pytest.mark.parametrize("version", ["released", "draft"])
def test_a_year_is_told_as_its_sessions_tell_it(version, two_days):
    for conference in (a_conference("2030"), a_conference("2031")):
        conference.version = version
        found, expected = questions.sessions(conference), conference.shown_sessions.in_order().with_moderators()
        assert [(each, each.version, each.moderators_in_order) for each in found] == [
            (each, each.version, each.moderators_in_order) for each in expected
        ]
        talks = conference.shown_talks.filter(kind__is_talk=True)
        assert questions.counts(conference) == (len(expected), talks.count())
        assert found[0].moderators_in_order


def test_a_year_without_sessions_has_none():
    assert questions.counts(a_conference("2030")) == (0, 0)
