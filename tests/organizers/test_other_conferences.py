"""Next year's organizer asks for everything of this year's by every way there is: nothing is told, nothing changes."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import serializers

from conference.programme.duties import Duty
from conference.programme.models import Authorship, Conference, Kind, Moderatorship, Person, Room, Session, Talk, Track
from conference.programme.named import FormerSlug
from tests.organizers.conftest import Desk
from tests.world import a_colleague, a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = "xcanary"


def a_year(slug, word):
    """A conference whose things have the same slugs as every other's, and names with this word."""
    conference = a_conference(slug)
    room, kind = a_room("Aurora", conference, order=1), a_kind("Oral", conference)
    track = Track.objects.create(conference=conference, name=f"Water {word}", slug="water")
    session = a_session(
        f"Morning {word}", at(9), room=room, conference=conference, moderators=["Mo"], track=track, slug="morning"
    )
    talk = a_talk(f"On rivers {word}", at(9), session=session, authors=["Ada", "Ben"], abstract=word, slug="on-rivers")
    Duty.objects.create(conference=conference, user=a_colleague(role=None, name=f"chair{slug}"), role="organizer")
    return {
        "conference": conference, "room": room, "track": track, "kind": kind, "session": session, "talk": talk,
        "person": a_person("Ada", conference),
    }  # fmt: skip


@pytest.fixture
def ours():
    return a_year("2031", "open")


@pytest.fixture
def theirs():
    return a_year("2030", SECRET)


@pytest.fixture
def chair(client, ours, theirs):
    client.force_login(Duty.objects.get(conference=ours["conference"]).user)
    return Desk(client)


def dump(conference):
    """All of a conference, as text."""
    rows = [Conference.objects.filter(pk=conference.pk)]
    rows += [model.objects.filter(conference=conference) for model in (Room, Track, Kind, Person, Session, Talk, Duty)]
    rows += [FormerSlug.objects.filter(conference=conference), Authorship.objects.filter(talk__conference=conference)]
    rows += [Moderatorship.objects.filter(session__conference=conference)]
    history = [model.history.filter(conference=conference) for model in (Room, Track, Kind, Person, Session, Talk)]
    return [serializers.serialize("json", each.order_by("pk")) for each in [*rows, *history]]


@pytest.fixture(autouse=True)
def theirs_stays(theirs):
    before = dump(theirs["conference"])
    yield
    assert dump(theirs["conference"]) == before


def form(thing, page="change/"):
    return f"/admin/programme/{thing._meta.model_name}/{thing.pk}/{page}"


def test_every_page_of_theirs_is_as_one_that_is_not_there(chair, theirs):
    for word, thing in theirs.items():
        version = thing.history.latest().pk
        for page in ("", "change/", "delete/", "history/", f"history/{version}/"):
            missing = form(thing, page).replace(f"/{thing.pk}/", "/987654/", 1)
            for send in (chair.client.get, lambda address: chair.client.post(address, {"post": "yes", "name": "Mine"})):
                answers = [send(address) for address in (form(thing, page), missing)]
                statuses = [answer.status_code for answer in answers]
                assert statuses[0] == statuses[1] or (word, page) == ("conference", "delete/"), form(thing, page)
                assert statuses[0] in (302, 403, 404)
                assert SECRET not in answers[0].content.decode() + answers[0].headers.get("Location", "")


def test_lists_choices_and_look_ups_hold_only_ours(chair, theirs):
    for word, thing in theirs.items():
        queries = [
            "",
            f"?conference={theirs['conference'].pk}",
            f"?q={SECRET[:-1]}",
            f"?conference__id__exact={thing.pk}",
        ]
        if word in ("session", "talk"):
            queries += [f"?{name}={theirs[name].pk}" for name in ("room", "track", "kind")]
            queries += [f"?moderator={theirs['person'].pk}", "?day=2030-05-06"]
        for query in queries:
            page = chair.client.get(f"/admin/programme/{word}/{query}", follow=True).content.decode()
            assert SECRET not in page, query
            assert "Rivers 2030" not in page
        for address in ("add/", f"add/?conference={theirs['conference'].pk}"):
            assert SECRET not in chair.client.get(f"/admin/programme/{word}/{address}").content.decode()
    people = Person.objects.filter(conference=theirs["conference"]).values_list("pk", flat=True)
    for model, field in (("authorship", "person"), ("talk", "draft_session"), ("duty", "user"), ("session", "track")):
        query = {"app_label": "programme", "model_name": model, "field_name": field, "term": ""}
        for conference in ({}, {"conference": theirs["conference"].pk}):
            answer = chair.client.get("/admin/autocomplete/", query | conference)
            assert answer.status_code in (200, 403)
            found = answer.json()["results"] if model == "authorship" else []
            assert not {row["id"] for row in found} & {str(key) for key in people}
            assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("action", ["cancel", "take_back", "delete_selected", "merge_selected"])
def test_actions_do_nothing_to_theirs(chair, ours, theirs, action):
    people = [person.pk for person in Person.objects.filter(conference=theirs["conference"])]
    for word in theirs:
        keys = people if word == "person" else [theirs[word].pk]
        data = {"action": action, "_selected_action": keys, "post": "yes", "select_across": "1"}
        if action != "merge_selected":
            data.pop("select_across")
        page = chair.client.post(f"/admin/programme/{word}/", data, follow=True)
        assert SECRET not in page.content.decode()


def test_a_form_of_ours_takes_nothing_of_theirs(chair, ours, theirs):
    session, talk = ours["session"], ours["talk"]
    far = {word: thing.pk for word, thing in theirs.items()}
    mine = Duty.objects.get(conference=theirs["conference"])
    refused = [
        (session, "draft_room", "room"), (session, "track", "track"), (session, "moderatorships-0-person", "person"),
        (session, "draft_talks-0-kind", "kind"), (session, "draft_talks-0-draft_session", "session"),
        (session, "moderatorships-0-session", "session"), (talk, "draft_session", "session"), (talk, "kind", "kind"),
        (talk, "draft_room", "room"), (talk, "authorships-0-person", "person"), (talk, "authorships-0-talk", "talk"),
        (ours["conference"], "duties-0-conference", "conference"),
    ]  # fmt: skip
    for thing, field, word in refused:
        assert chair.refused(form(thing), **{field: far[word]}), field
    # A row that is none of the form's is passed over.
    chair.save(form(session), **{"draft_talks-0-id": far["talk"], "draft_talks-0-title": "Mine"})
    chair.save(form(session), **{"moderatorships-0-id": theirs["session"].moderatorships.get().pk})
    chair.save(form(talk), **{"authorships-0-id": theirs["talk"].authorships.first().pk, "authorships-0-DELETE": "on"})
    chair.save(form(ours["conference"]), **{"duties-0-id": mine.pk, "duties-0-DELETE": "on"})


def test_nothing_new_comes_into_theirs(chair, theirs):
    there, session = theirs["conference"].pk, theirs["session"].pk
    for word in ("room", "track", "kind", "person", "session"):
        assert chair.refused(f"/admin/programme/{word}/add/", conference=there, name="Mine", title="Mine")
    kind = theirs["kind"].pk
    assert chair.refused("/admin/programme/talk/add/", draft_session=session, title="Mine", kind=kind)
    address = f"/admin/programme/talk/add/?draft_session={session}"
    assert SECRET not in chair.read(address)


def test_merging_and_splitting_stay_at_home(chair, ours, theirs):
    people = f"?person={ours['person'].pk}&person={theirs['person'].pk}"
    page = chair.client.post(f"/admin/programme/person/merge/{people}", {"kept": ours["person"].pk}, follow=True)
    assert "two people to merge" in page.content.decode()
    split = f"/admin/programme/person/{ours['person'].pk}/split/"
    a_talk("On lakes", session=ours["session"], authors=["Ada"])
    seen = re.search('name="seen" value="(.*?)"', chair.read(split))[1]
    told = chair.client.post(split, {"seen": seen, "name": "X", "talks": [theirs["talk"].pk]}).content.decode()
    assert "valid choice" in told


def test_the_desk_the_preview_and_the_import_of_theirs_are_not_there(chair, theirs):
    for word in ("", "import/", "import/sample.csv"):
        assert chair.client.get(f"/organize/2030/{word}").status_code == 404
    for word in ("preview", "release", "put-back", "import/", "import/1/apply"):
        answer = chair.client.post(f"/organize/2030/{word}", {"show": "yes", "which": "all"})
        assert answer.status_code == 404
    stored = chair.client.session
    stored["preview"] = theirs["conference"].pk
    stored.save()
    assert "Preview of the draft." not in chair.read("/2030/")
    theirs["talk"].draft_cancelled = True
    assert "Rivers 2030" not in chair.read("/organize/2031/")


def test_no_row_is_found_by_the_number_of_its_table(chair, theirs):
    for thing in theirs.values():
        table = ContentType.objects.get_for_model(thing).pk
        assert chair.client.get(f"/admin/r/{table}/{thing.pk}/").status_code == 404


def test_an_editor_there_and_organizer_here_cancels_only_here(chair, ours, theirs):
    user = Duty.objects.get(conference=ours["conference"]).user
    Duty.objects.create(conference=theirs["conference"], user=user, role="editor")
    keys = [ours["talk"].pk, theirs["talk"].pk]
    chair.client.post("/admin/programme/talk/", {"action": "cancel", "_selected_action": keys})
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    assert chair.client.post("/admin/programme/talk/", data).status_code in (200, 403)
    ours["talk"].refresh_from_db()
    assert ours["talk"].draft_cancelled
    Duty.objects.filter(conference=theirs["conference"], user=user).delete()


def test_who_organizes_here_adds_nothing_where_they_only_edit(chair, ours, theirs):
    user = Duty.objects.get(conference=ours["conference"]).user
    Duty.objects.create(conference=theirs["conference"], user=user, role="editor")
    for word in ("talk", "session", "person"):
        where = form(theirs[word])
        assert chair.save(where, _saveasnew="yes", draft_session=theirs["session"].pk).status_code == 400
    Duty.objects.filter(conference=theirs["conference"], user=user).delete()
