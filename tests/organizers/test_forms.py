"""Forms: each opens, what is typed arrives, and what is wrong is told and not written."""

from datetime import UTC, datetime, timedelta

import pytest

from conference.programme.models import Conference, Kind, Moderatorship, Person, Room, Session, Talk
from conference.programme.releasing import release
from conference.programme.revision import Revision
from tests.world import DAY, a_colleague, a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MODELS = ["conference", "room", "track", "kind", "person", "session", "talk"]


def form(thing, page="change/"):
    return f"/admin/programme/{thing._meta.model_name}/{thing.pk}/{page}"


def california(**fields):
    return a_conference("2021", first_day="2021-05-05", last_day="2021-05-05", zone="America/Los_Angeles", **fields)


@pytest.mark.parametrize("model", MODELS)
def test_every_empty_form_opens_even_before_there_is_a_conference(desk, model):
    desk.read(f"/admin/programme/{model}/add/")
    a_conference()
    a_conference("2029")
    desk.read(f"/admin/programme/{model}/add/")
    desk.read(f"/admin/programme/{model}/add/?_popup=1")


def test_every_form_history_and_deletion_page_opens(desk, seed):
    conference = Conference.objects.get()
    things = [conference, a_room(conference=conference), Kind.objects.first(), Person.objects.first()]
    for thing in [*things, Session.objects.get(), Talk.objects.first()]:
        for page in ("change/", "history/", "delete/"):
            desk.read(form(thing, page))


@pytest.mark.parametrize("page", ["change/", "history/", "history/1/", "history/x/", "delete/"])
@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_what_does_not_exist_is_no_error_page(desk, page, key):
    assert desk.client.get(f"/admin/programme/session/{key}/{page}").status_code in (302, 404)


def test_the_way_to_the_desk_is_to_that_of_the_conference_at_hand(desk):
    """After a conference's own form, too, which is one step of what is done there."""
    session = a_session("Morning", start=at(9))
    a_conference("2035", first_day=DAY + timedelta(days=2000), last_day=DAY + timedelta(days=2000))
    assert '<a href="/organize/2030/">Desk</a>' in desk.read(form(session))
    assert '<a href="/organize/">Desk</a>' in desk.read("/admin/")
    assert desk.saved(form(session.conference)).url == "/organize/2030/"


def test_saving_a_form_as_it_stands_changes_nothing(desk, seed):
    for thing in (Session.objects.get(), Talk.objects.first(), Conference.objects.get(), Person.objects.first()):
        before, records = Revision.objects.get().number, thing.history.count()
        desk.saved(form(thing))
        assert Revision.objects.get().number == before
        assert thing.history.count() == records


def test_who_saves_is_told_what_waits_for_a_release_in_the_session_or_in_a_row_of_it(desk):
    session = a_session("Morning", start=at(9), end=at(10))
    a_talk("On rivers", start=at(9), session=session)
    waits = "A new place or time is in the draft."
    desk.saved(form(session), title="Noon")
    assert waits not in desk.read("/admin/")
    desk.saved(form(session), **{"draft_talks-0-draft_start": "2030-05-06 9:05"})
    told = desk.read("/admin/")
    assert waits in told
    assert "<a href='/organize/2030/#release'>the next release</a>" in told


def test_a_session_with_talks_and_a_moderator_appears_on_the_site(desk, client):
    conference = california()
    kind, room, mo = a_kind(conference=conference), a_room(conference=conference), a_person("Mo", conference)
    desk.saved(
        "/admin/programme/session/add/",
        **{
            "title": "Oral Session 1",
            "draft_start": "2021-05-05 3:00",
            "draft_end": "2021-05-05 3:30",
            "draft_room": room.pk,
            "moderatorships-0-person": mo.pk,
            "draft_talks-TOTAL_FORMS": 2,
            "draft_talks-0-kind": kind.pk,
            "draft_talks-0-title": "On rivers",
            "draft_talks-0-draft_start": "2021-05-05 3:00",
            "draft_talks-0-draft_end": "2021-05-05 3:15",
            "draft_talks-1-kind": kind.pk,
            "draft_talks-1-title": "On lakes",
            "draft_talks-1-draft_start": "2021-05-05 3:15",
        },
    )
    session = Session.objects.get()
    assert client.get("/2021/sessions/oral-session-1/").status_code == 404
    release(conference)
    session.refresh_from_db()
    assert session.released_start == datetime(2021, 5, 5, 10, tzinfo=UTC)
    assert [talk.title for talk in session.released_talks.order_by("released_position")] == ["On rivers", "On lakes"]
    page = client.get("/2021/sessions/oral-session-1/").content.decode()
    for word in ("Oral Session 1", "Mo", "On rivers", "On lakes", "3:00"):
        assert word in page
    assert client.get("/2021/talks/on-lakes/").status_code == 200


def test_times_are_shown_and_typed_on_the_conference_s_clock(desk):
    conference = california()
    session = a_session("Morning", datetime(2021, 5, 5, 10, tzinfo=UTC), conference=conference)
    page = desk.read(form(session))
    assert 'value="2021-05-05 3:00"' in page
    assert "Start (PDT)" in page
    assert "Time in Los Angeles" in page
    desk.saved(form(session), draft_start="2021-05-05 3:10")
    session.refresh_from_db()
    assert session.draft_start == datetime(2021, 5, 5, 10, 10, tzinfo=UTC)


def test_the_visitor_s_own_zone_does_not_matter_here(desk):
    session = a_session("Morning", at(9))
    desk.client.cookies["time_zone"] = "Asia/Tokyo"
    assert 'value="2030-05-06 9:00"' in desk.read(form(session) + "?tz=Asia/Tokyo")


def test_a_time_that_the_clock_skips_or_repeats_is_explained(desk):
    session = a_session("Night", conference=california())
    a_talk(session=session)
    row = {"draft_talks-0-draft_start": "2021-03-14 2:30"}
    assert "2:30 does not exist that day in Los Angeles" in desk.refused(form(session), **row)
    assert "does not exist that day in Los Angeles" in desk.refused(form(session), draft_start="2021-03-14 2:30")
    told = desk.refused(form(session), draft_start="2021-11-07 1:30")
    assert "comes twice" in told
    assert "2021-11-07 1:30-07:00 or 2021-11-07 1:30-08:00" in told
    desk.saved(form(session), draft_start="2021-11-07 1:30-08:00")
    session.refresh_from_db()
    assert session.draft_start == datetime(2021, 11, 7, 9, 30, tzinfo=UTC)
    desk.saved(form(session))  # the form shows it so that it can be sent again
    session.refresh_from_db()
    assert session.draft_start == datetime(2021, 11, 7, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["soon", "2030-05-06", "9:00", "0001-01-01 0:00", "9999-12-31 23:59", "2030-02-30 9:00"]
)
def test_a_time_that_is_none_is_refused_with_a_word(desk, typed):
    session = a_session("Morning", at(9))
    assert "Write" in desk.refused(form(session), draft_start=typed)
    session.refresh_from_db()
    assert session.draft_start == at(9)


def test_a_conference_may_have_a_percent_sign_in_its_name(desk):
    a_conference(name="100 % (all) %d Rivers")
    told = desk.refused(form(a_talk("On rivers", at(9))), draft_room="7")
    assert "Choose a room of 100 % (all) %d Rivers." in told


def test_wrong_input_is_told_and_nothing_is_written(desk):
    elsewhere = a_conference("2029")
    session, other = a_session("Morning", at(9), at(10)), a_session("Noon", at(12))
    room, kind = a_room("Far", elsewhere), a_kind("Talk", elsewhere)
    talk = a_talk("On rivers", at(9), session=session)
    abroad = a_session("Abroad", conference=elsewhere)
    number = a_conference().revision.number
    assert "has this slug" in desk.refused(form(session), slug=other.slug)
    assert "The end is before the start." in desk.refused(form(session), draft_end="2030-05-06 8:00")
    assert "Choose a room of Rivers 2030." in desk.refused(form(session), draft_room=room.pk)
    assert "Choose a kind of Rivers 2030." in desk.refused(form(talk), kind=kind.pk)
    assert "Choose a session of Rivers 2030." in desk.refused(form(talk), draft_session=abroad.pk)
    assert "Choose a room of Rivers 2030." in desk.refused(form(talk), draft_room=10**30)
    assert "is not a time zone" in desk.refused(form(a_conference()), zone="Mars/Olympus")
    assert "/admin/ is another page" in desk.refused(form(a_conference()), slug="admin")
    assert "The last day is before" in desk.refused(form(a_conference()), last_day="2030-05-01")
    revision = Revision.objects.get(conference=a_conference())
    assert revision.number == number


def test_wrong_rows_are_told_and_nothing_is_written(desk):
    elsewhere = a_conference("2029")
    session = a_session("Morning", at(9), at(10), moderators=["Mo"])
    a_talk("On rivers", at(9), session=session)
    a_talk("Q&A", at(10), session=session, kind="Q&A")
    person, kind, mo = a_person("Far", elsewhere), a_kind("Talk", elsewhere), Person.objects.get(name="Mo")
    number = a_conference().revision.number
    row = "draft_talks-0-"
    assert "The end is before the start." in desk.refused(form(session), **{row + "draft_end": "2030-05-06 8:00"})
    assert "Choose a kind of Rivers 2030." in desk.refused(form(session), **{row + "kind": kind.pk})
    assert "date and time" in desk.refused(form(session), **{row + "draft_start": "soon"})
    assert "required" in desk.refused(form(session), **{row + "title": ""})
    assert "Choose a person of Rivers 2030." in desk.refused(form(session), **{"moderatorships-1-person": person.pk})
    assert "duplicate" in desk.refused(form(session), **{"moderatorships-1-person": mo.pk})
    assert desk.refused(form(session), **{row + "draft_position": 10**30})
    assert desk.refused(form(session), **{row + "draft_position": -1})
    assert desk.refused(form(session), **{"draft_talks-2-title": "Half a talk"})
    assert Revision.objects.get(conference=a_conference()).number == number


def test_choices_follow_the_conference_that_the_new_thing_is_for(desk):
    a_conference("2031", first_day="2031-05-06", last_day="2031-05-06")
    old = a_conference()
    a_room("Old room")
    newest, old_form = "/admin/programme/session/add/", f"/admin/programme/session/add/?conference={old.pk}"
    assert "Old room" not in desk.read(newest)
    assert f'href="?conference={old.pk}"' in desk.read(newest)
    assert "Old room" in desk.read(old_form)
    assert "Old room" in desk.read(f"{newest}?_changelist_filters=conference%3D{old.pk}")
    room = Room.objects.get()
    assert "Choose a room of Rivers 2031." in desk.refused(newest, title="New", draft_room=room.pk)
    desk.saved(old_form, title="New", draft_room=room.pk)
    assert Session.objects.get().conference == old


def test_the_conference_of_a_thing_stays(desk):
    session, other = a_session("Morning"), a_conference("2029")
    desk.saved(form(session), conference=other.pk)
    session.refresh_from_db()
    assert session.conference == a_conference()


def test_a_new_talk_belongs_to_its_session_s_conference_and_comes_last(desk):
    session = a_session("Morning", conference=a_conference("2029"))
    a_talk(session=session, position=7)
    a_conference("2031", first_day="2031-05-06", last_day="2031-05-06")
    kind = a_kind(conference=session.conference)
    desk.saved("/admin/programme/talk/add/", kind=kind.pk, title="New", draft_session=session.pk)
    talk = Talk.objects.get(title="New")
    assert (talk.conference, talk.draft_position, talk.draft_session) == (session.conference, 8, session)


def test_a_talk_without_a_session_is_refused(desk):
    kind = a_kind()
    assert "required" in desk.refused("/admin/programme/talk/add/", kind=kind.pk, title="Lost")


def test_rows_left_without_a_position_come_last_in_their_order(desk):
    session = a_session("Morning", moderators=["Mo"])
    li, jo = a_person("Li"), a_person("Jo")
    desk.saved(
        form(session),
        **{"moderatorships-TOTAL_FORMS": 3, "moderatorships-1-person": li.pk, "moderatorships-2-person": jo.pk},
    )
    assert [row.person.name for row in Moderatorship.objects.all()] == ["Mo", "Li", "Jo"]


def found(desk, model, field, term, conference):
    query = {
        "app_label": "programme",
        "model_name": model,
        "field_name": field,
        "term": term,
        "conference": conference.pk,
    }
    return [result["text"] for result in desk.client.get("/admin/autocomplete/", query).json()["results"]]


def test_people_and_sessions_are_looked_up_within_the_conference(desk):
    elsewhere = a_conference("2029")
    session = a_session("Morning")
    a_person("Ada Here")
    a_person("Ada There", elsewhere)
    a_session("Morning there", conference=elsewhere)
    assert found(desk, "moderatorship", "person", "ada", session.conference) == ["Ada Here"]
    assert found(desk, "talk", "draft_session", "morning", elsewhere) == ["Morning there"]
    assert f"/admin/autocomplete/?conference={session.conference_id}" in desk.read(form(session))


def test_view_on_site_leads_to_the_page_and_from_a_plain_entry_to_its_session(desk):
    session = a_session("Morning")
    talk, pause = a_talk("On rivers", session=session), a_talk("Q&A", session=session, kind="Q&A")
    assert 'href="/2030/talks/on-rivers/" class="viewsitelink"' in desk.read(form(talk))
    assert 'href="/2030/sessions/morning/" class="viewsitelink"' in desk.read(form(pause))
    hidden = a_session("Hidden", conference=a_conference("2029", published=False))
    assert "viewsitelink" not in desk.read(form(hidden))


def test_a_person_s_form_shows_what_they_do(desk):
    a_talk("On rivers", at(9), session=a_session("Morning", at(9), moderators=["Ada"]), authors=["Ada"])
    page = desk.read(form(Person.objects.get()))
    assert "9:00 - 10:00 WEST" in page
    assert "On rivers</a>, Mon 6 May 9:00 - 9:15 WEST" in page


def test_what_is_in_use_is_kept_and_a_conference_goes_with_all_it_has(desk):
    room = a_room("Aurora")
    session = a_session("Morning", at(9), room=room, moderators=["Mo"])
    a_talk("On rivers", at(9), session=session, authors=["Ada"])
    assert "would require deleting" in desk.read(form(room, "delete/"))
    desk.client.post(form(room, "delete/"), {"post": "yes"})
    assert Room.objects.exists()
    desk.client.post(form(a_conference(), "delete/"), {"post": "yes"})
    assert not Conference.objects.exists()


def test_nobody_else_gets_in(client):
    session = a_session("Morning")
    for address in ("/admin/", form(session), form(session, "history/"), "/admin/programme/session/"):
        assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(a_colleague(role=None))
    assert client.get(form(session)).status_code == 403
    assert client.get(form(session, "history/")).status_code == 404


def test_pages_bring_no_script_of_their_own(desk, seed):
    for address in (
        "/admin/",
        form(Session.objects.get()),
        "/admin/programme/talk/",
        form(Session.objects.get(), "history/"),
    ):
        page = desk.read(address)
        assert "css/admin.css" in page
        assert "<script>" not in page
        assert "onclick" not in page


def test_a_session_of_more_talks_than_django_takes_fields_can_be_saved(desk):
    session = a_session("Posters", at(9), at(12))
    kind = a_kind("Poster", session.conference)
    Talk.objects.bulk_create(
        Talk(conference=session.conference, draft_session=session, kind=kind, title=f"P{n}", draft_position=n)
        for n in range(150)
    )
    desk.saved(form(session), title="All posters")
    session.refresh_from_db()
    assert session.title == "All posters"


@pytest.mark.parametrize("word", ["a", "9" * 25, "1;2"])
def test_who_is_no_key_is_refused_in_words(desk, word):
    a_session("Morning", at(9), moderators=["Mo"])
    address = "/admin/programme/session/add/"
    assert "Choose a person of" in desk.refused(address, **{"moderatorships-0-person": word})
