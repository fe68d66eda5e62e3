import logging

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from conference.conflicts import checks, people
from conference.conflicts.checks import find
from conference.conflicts.conflict import Severity, about, tally
from conference.conflicts.loading import load
from conference.programme.models import Conference, Session
from tests.world import a_conference, a_day_of, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def clash():
    """Ada moderates Morning in Aurora and presents in Noon in Boreal."""
    a_session(start=at(9), room=a_room("Aurora"), moderators=["Ada"])
    noon = a_session("Noon", start=at(9), room=a_room("Boreal"), moderators=["Ben"])
    return a_talk("On rivers", start=at(9), end=at(10), session=noon, authors=["Ada"])


def test_the_seed_has_no_error(seed):
    conflicts = find(load(Conference.objects.get(slug="2021")))
    assert [str(conflict) for conflict in conflicts if conflict.severity > Severity.HINT] == []


def test_errors_come_first():
    a_session("Bare", start=at(20))
    a_talk("Bare", start=at(9), authors=["Ada"])
    severities = [conflict.severity for conflict in find(load(a_conference()))]
    assert severities == sorted(severities, reverse=True)
    assert set(severities) >= {Severity.ERROR, Severity.WARNING}


def test_it_is_the_draft_that_is_checked(clash, found):
    """As a release leaves it: the released columns say what the draft no longer does."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programme_talk SET released_start = NULL, released_end = NULL")
    assert found() == ["person_twice"]


def test_another_conference_is_none_of_ours(clash, found):
    assert found(conference=a_conference("2031")) == []


def test_six_queries_for_one_and_for_three():
    def count():
        conference = a_conference()
        with CaptureQueriesContext(connection) as queries:
            find(load(conference))
        return len(queries)

    a_day_of(1, room=a_room())
    few = count()
    a_day_of(3, "Noon", room=a_room())
    a_day_of(3, "Evening", room=a_room("Boreal"))
    assert count() == few <= 6


def test_items_lead_to_the_admin_and_to_the_public_page(clash):
    [conflict] = find(load(a_conference()))
    ada, morning, talk = conflict.items
    assert ada.admin_url == f"/admin/programme/person/{a_person('Ada').pk}/change/"
    assert talk.admin_url == f"/admin/programme/talk/{clash.pk}/change/"
    assert [item.public_url for item in (ada, morning, talk)] == [
        "/2030/people/ada/",
        "/2030/sessions/morning/",
        "/2030/talks/on-rivers/",
    ]
    assert [item.label for item in (ada, morning, talk)] == ["Ada", "Morning", "On rivers"]


def test_nothing_unpublished_has_a_public_page(clash):
    Conference.objects.update(published=False)
    [conflict] = find(load(a_conference()))
    assert [item.public_url for item in conflict.items] == ["", "", ""]


def test_a_draft_has_no_public_page_nor_has_who_is_only_in_it(clash):
    for table in ("talk", "session"):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE programme_{table} SET public = %s", [False])
    [conflict] = find(load(a_conference()))
    assert [item.public_url for item in conflict.items] == ["", "", ""]


def test_a_room_has_no_public_page():
    a_session("One", start=at(9), room=a_room(), moderators=["Ada"])
    a_session("Two", start=at(9), room=a_room(), moderators=["Ben"])
    [conflict] = find(load(a_conference()))
    assert conflict.items[0].model == "room"
    assert conflict.items[0].public_url == ""
    assert conflict.items[0].admin_url.startswith("/admin/programme/room/")


def test_about_one_session_talk_person_room(clash):
    conflicts = find(load(a_conference()))
    morning, noon = Session.objects.order_by("pk")
    for concerned in (clash, morning, a_person("Ada"), noon):
        assert about(conflicts, concerned) == conflicts, concerned
    for other in (a_person("Ben"), a_room("Aurora"), a_session("Other", moderators=["Ben"])):
        assert about(conflicts, other) == [], other


def test_keys_are_of_their_model():
    session = a_session("Bare", pk=77, start=at(9))
    a_person("Nobody", pk=77)
    conflicts = find(load(a_conference()))
    assert about(conflicts, session)
    assert about(conflicts, a_person("Nobody")) == []


def test_a_check_that_fails_is_told_and_hides_no_other(clash, monkeypatch, caplog, found):
    bad = a_talk("Poison", session=a_session("Quiet", start=at(15), moderators=["Ben"]), authors=["Cleo"])

    def fragile(talk, programme):
        if talk.key == bad.pk:
            raise ValueError("Poison")
        yield from people.no_speakers(talk, programme)

    monkeypatch.setattr(checks, "CHECKS", [("talks", fragile), *checks.CHECKS])
    with caplog.at_level(logging.ERROR):
        codes = found()
    assert sorted(codes) == ["not_checked", "person_twice"]
    assert found("not_checked") == [f"The talk {bad.pk} could not be checked (fragile). The log says why."]
    assert "Poison" in caplog.text
    [conflict] = [conflict for conflict in find(load(a_conference())) if conflict.code == "not_checked"]
    assert about([conflict], bad) == [conflict]


def test_what_was_found_before_a_failure_is_kept(monkeypatch, found):
    a_session("Bare", start=at(9))

    def breaks_off(session, programme):
        yield from people.no_moderators(session, programme)
        raise ValueError

    monkeypatch.setattr(checks, "CHECKS", [("sessions", breaks_off)])
    assert sorted(found()) == ["no_moderators", "not_checked"]


def test_a_failure_of_the_whole_programme(monkeypatch, found):
    def breaks(programme, _programme):
        raise ValueError

    monkeypatch.setattr(checks, "CHECKS", [("whole", breaks)])
    assert found("not_checked") == ["The programme 2030 could not be checked (breaks). The log says why."]


def test_thousands_of_one_sort_are_told_by_the_first(found):
    room = a_room()
    for n in range(9):
        a_session(f"S{n}", start=at(9), room=room, moderators=[f"Mo {n}"])
    sentences = found("room_twice")
    assert len(sentences) == checks.MOST + 1
    assert sentences[-1] == "Aurora has further conflicts like these 20. Mend these first."


def test_the_tally():
    a_session("Bare", start=at(9))
    a_session("Bare too", start=at(30))
    assert tally(find(load(a_conference()))) == "1 error, 2 warnings"
    assert tally([]) == "no conflicts"


HOSTILE = "<img src=x onerror=alert(1)>\n\"'&{{7*7}}"


def test_hostile_names_stay_text():
    a_session(HOSTILE, start=at(9), room=a_room(HOSTILE), moderators=[HOSTILE])
    a_session(HOSTILE, start=at(9), room=a_room(HOSTILE), moderators=[HOSTILE])
    conflicts = find(load(a_conference()))
    html = render_to_string("conflicts/_list.html", {"conflicts": conflicts})
    assert len(conflicts) == 2
    assert "<img" not in html
    assert "{{7*7}}" in html
    assert all("\n" not in str(conflict) for conflict in conflicts)


def test_the_list_says_and_links(clash):
    html = render_to_string("conflicts/_list.html", {"conflicts": find(load(a_conference()))})
    assert "<strong>Error:</strong> Ada is in two places: " in html
    assert f'<a href="/admin/programme/talk/{clash.pk}/change/">Edit On rivers</a>' in html
    assert '<a href="/2030/talks/on-rivers/"' in html


def test_an_empty_list_says_so():
    assert "No conflicts." in render_to_string("conflicts/_list.html", {"conflicts": []})
