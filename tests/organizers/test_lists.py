"""Lists: what they show, how they narrow, and that their length costs no queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.programme.models import Kind, Person, Room, Session, Talk, Track
from tests.world import DAY, a_colleague, a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = ["conference", "room", "track", "kind", "person", "session", "talk"]


def address(model, query=""):
    return f"/admin/programme/{model}/{query}"


def shown(desk, model, query=""):
    """The titles in a list, in its order."""
    response = desk.client.get(address(model, query))
    assert response.status_code == 200, f"{query} is {response.status_code}"
    return [str(row) for row in response.context["cl"].result_list]


def ten_more(of):
    conference = a_conference()
    for n in range(10):
        kind = a_kind(f"Kind {of}{n}", conference)
        session = a_session(
            f"Session {of}{n}", at(9), room=a_room(f"Room {of}{n}"), moderators=[f"Mo {of}{n}", "Ada"], cancelled=n % 2
        )
        Track.objects.create(conference=conference, name=f"Track {of}{n}")
        for start in (at(9), at(9, 20)):
            a_talk(f"Talk {of}{n}", start, session=session, kind=kind, authors=[f"Author {of}{n}", "Ben"])


def queries_of_each_list(desk):
    counted = {}
    for model in LISTS:
        with CaptureQueriesContext(connection) as captured:
            desk.read(address(model))
        counted[model] = len(captured)
    return counted


def test_long_lists_take_as_many_queries_as_short_ones(desk):
    a_conference("2029")
    ten_more("a")
    queries_of_each_list(desk)  # content types and the like are looked up once in a process
    few = queries_of_each_list(desk)
    for more in "bcdef":
        ten_more(more)
    many = queries_of_each_list(desk)
    print(few, many)
    assert few == many
    assert max(few.values()) < 20


def test_times_are_the_conference_s_own_with_the_zone_named(desk, seed):
    page = desk.read(address("talk"))
    assert '<span class="nowrap">Wed 5 May</span> <span class="nowrap">3:00 - 3:15 PDT</span>' in page
    assert "3:00 - 6:08 PDT" in desk.read(address("session"))


def test_each_row_is_in_the_zone_of_its_own_conference(desk):
    a_session("Here", at(9))
    tokyo = a_conference("2031", zone="Asia/Tokyo")
    a_session("There", at(9), conference=tokyo)
    page = desk.read(address("session"))
    assert "9:00 - 10:00 WEST" in page
    assert "17:00 - 18:00 JST" in page


def test_a_session_s_row_tells_room_moderators_and_talks(desk):
    session = a_session("Morning", at(9), room=a_room("Aurora"), moderators=["Mo", "Li", "Jo", "Bo"])
    a_talk(session=session)
    a_talk("Q&A", session=session, kind="Q&A")
    page = desk.read(address("session"))
    assert "Mo · Li · Jo and 1 more" in page
    assert '<td class="field-talks">1</td>' in page
    assert "Aurora" in page


def test_a_person_s_row_counts_both_roles(desk):
    session = a_session(moderators=["Ada"])
    a_talk("One", session=session, authors=["Ada"])
    a_talk("Two", session=session, authors=["Ada"])
    page = desk.read(address("person"))
    assert '<td class="field-moderates">1</td><td class="field-presents">2</td>' in page


def test_sessions_are_narrowed_by_room_kind_moderator_and_cancellation(desk):
    a_session("Morning", at(9), room=a_room("Aurora"), moderators=["Mo"])
    noon = a_session("Noon", at(12), room=a_room("Boreal"), cancelled=True)
    a_talk(session=noon, kind="Poster")
    a_talk(session=noon, kind="Poster")
    room, kind, person = Room.objects.get(name="Boreal"), Kind.objects.get(), Person.objects.get()
    assert shown(desk, "session") == ["Morning", "Noon"]
    assert shown(desk, "session", f"?room={room.pk}") == ["Noon"]
    assert shown(desk, "session", f"?kind={kind.pk}") == ["Noon"]
    assert shown(desk, "session", f"?moderator={person.pk}") == ["Morning"]
    assert shown(desk, "session", "?cancelled=yes") == ["Noon"]
    assert shown(desk, "session", "?cancelled=no") == ["Morning"]


def test_talks_are_where_their_session_is_unless_they_say_otherwise(desk):
    aurora, boreal = a_room("Aurora"), a_room("Boreal")
    session = a_session(room=aurora, moderators=["Mo"])
    a_talk("Here", session=session)
    a_talk("There", session=session, room=boreal)
    a_talk("Apart", session=a_session("Other"))
    assert shown(desk, "talk", f"?room={aurora.pk}") == ["Here"]
    assert shown(desk, "talk", f"?room={boreal.pk}") == ["There"]
    assert shown(desk, "talk", f"?moderator={Person.objects.get().pk}") == ["Here", "There"]


def test_a_late_night_belongs_to_the_day_before(desk):
    a_conference(day_begins="04:00")
    a_session("Party", at(25))
    a_session("Breakfast", at(24 + 8))
    assert shown(desk, "session", f"?day={DAY}") == ["Party"]
    assert shown(desk, "session", "?day=2030-05-07") == ["Breakfast"]


def test_days_are_the_conference_s_not_utc_s(desk):
    tokyo = a_conference(zone="Asia/Tokyo")
    a_session("Early", at(8, zone="Asia/Tokyo"), conference=tokyo)
    assert shown(desk, "session", f"?day={DAY}") == ["Early"]
    assert shown(desk, "session", "?day=2030-05-05") == []
    assert shown(desk, "session", "?draft_start__year=2030&draft_start__month=5&draft_start__day=6") == ["Early"]


def test_what_has_no_time_yet_can_be_found(desk):
    a_session("Morning", at(9))
    a_session("Some time")
    assert shown(desk, "session", "?day=unknown") == ["Some time"]
    assert "Time not known yet" in desk.read(address("session"))


def test_only_people_who_moderate_are_offered_as_moderators(desk):
    a_session(moderators=["Mo"])
    a_person("Ada")
    a_conference("2029", first_day="2029-05-06", last_day="2029-05-06")
    page = desk.client.get(address("session")).context["cl"]
    [moderators] = (spec for spec in page.filter_specs if spec.title == "moderator")
    assert [name for _, name in moderators.lookup_choices] == ["Mo"]


def test_people_are_found_by_role(desk):
    a_talk(session=a_session(moderators=["Mo"]), authors=["Ada"])
    a_person("Idle")
    assert shown(desk, "person", "?role=moderator") == ["Mo"]
    assert shown(desk, "person", "?role=author") == ["Ada"]
    assert shown(desk, "person", "?role=none") == ["Idle"]


def test_search_finds_titles_people_and_ids(desk):
    session = a_session("Morning", moderators=["Mo"])
    a_talk("On rivers", session=session, authors=["Ada", "Ben"], foreign_id="xyz9")
    a_talk("On lakes", session=session)
    assert shown(desk, "session", "?q=mo") == ["Morning"]
    assert shown(desk, "talk", "?q=ben") == ["On rivers"]
    assert shown(desk, "talk", "?q=xyz9") == ["On rivers"]
    assert shown(desk, "talk", "?q=lakes") == ["On lakes"]


@pytest.mark.parametrize(
    "query",
    [
        "?day=soon", "?day=9999-12-31", "?day=0001-01-01", "?room=x", f"?room={10**30}", "?kind=-1", "?moderator=%00",
        "?conference=x", "?cancelled=maybe", "?q=%00", "?draft_start__year=x", "?draft_start__year=99999", "?nothing=1",
        "?conference=99999", "?day=2030-05-06",
    ],
)  # fmt: skip
def test_a_mistyped_address_is_no_error_page(desk, query):
    a_conference(zone="Asia/Tokyo")
    assert desk.client.get(address("talk", query)).status_code in (200, 302)


@pytest.mark.parametrize(
    "query",
    [
        "title__regex=(",
        "title__regex=(a%2B)%2B$",
        "title=%00",
        "conference__name__iregex=[",
        "draft_start__year__regex=(",
    ],
)
def test_no_address_asks_more_than_a_list_offers(desk, query):
    """Nothing is looked for, least of all by an expression that takes hours with some titles."""
    a_talk("On rivers")
    for model in ("talk", "session", "room", "conference"):
        assert desk.client.get(address(model, f"?{query}"))["Location"] == address(model)
    assert desk.client.get(f"/admin/auth/user/?{query}")["Location"] == "/admin/auth/user/"


@pytest.mark.parametrize("key", ["\0", "x", "1e5", "-1", "", "9" * 30])
def test_what_no_list_selects_is_refused(desk, key):
    for where in ("/admin/auth/user/", address("talk"), address("person")):
        data = {"action": "delete_selected", "_selected_action": ["1", key]}
        assert desk.client.post(where, data).status_code == 400


@pytest.mark.parametrize("words", ["a+" * 1_500, "a%00b", "%22" * 999])
def test_what_is_looked_for_is_some_plain_words(desk, words):
    a_session("Morning")
    for model in ("talk", "session", "person", "conference"):
        assert desk.client.get(address(model, f"?q={words}")).status_code == 200
    look_up = "/admin/autocomplete/?app_label=programme&model_name=talk&field_name=draft_session&term="
    assert desk.client.get(look_up + words).status_code == 200


def test_a_whole_title_is_found(desk):
    title = ("On rivers that run " * 24).strip()
    a_talk(title)
    assert shown(desk, "talk", f"?q={title}") == [title]


def test_the_conference_column_is_there_only_where_there_are_several(desk):
    a_session("Morning")
    assert "column-conference" not in desk.read(address("session"))
    a_conference("2029")
    assert "column-conference" in desk.read(address("session"))


def act(desk, model, action, rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.client.post(address(model), data, follow=True).content.decode()


def test_several_are_cancelled_at_once_each_with_its_history(desk):
    talks = [a_talk("One", at(9)), a_talk("Two", at(10)), a_talk("Off", at(11), cancelled=True)]
    before = a_conference().revision.draft_number
    page = act(desk, "talk", "cancel", talks)
    assert "2 talks marked as cancelled, in the draft." in page
    talk = Talk.objects.get(title="One")
    assert talk.draft_cancelled
    assert not talk.released_cancelled
    assert talk.history.first().history_user.username == "admin"
    assert talk.history.count() == 2
    assert Talk.objects.get(title="Off").history.count() == 1
    conference = a_conference()
    conference.revision.refresh_from_db()
    assert conference.revision.draft_number >= before + 2
    assert "Cancelled:</strong> no → yes" in desk.read(f"/admin/programme/talk/{talk.pk}/history/")


def test_a_cancellation_is_taken_back(desk):
    session = a_session("Morning", at(9), cancelled=True)
    assert "1 session no longer marked as cancelled, in the draft." in act(desk, "session", "take_back", [session])
    assert not Session.objects.get().draft_cancelled


def test_an_editor_cannot_cancel(client):
    client.force_login(a_colleague("editor"))
    session = a_session("Morning", at(9), moderators=["Mo"])
    client.post(address("session"), {"action": "cancel", "_selected_action": [session.pk]})
    assert not Session.objects.get().draft_cancelled
