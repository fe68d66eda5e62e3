"""An editor changes texts and people; an organizer everything, and shares out the duties of the conference."""

import pytest
from django.core.exceptions import ValidationError

from conference.programme.duties import Duty
from conference.programme.models import Person, Session, Talk
from conference.programme.revision import Revision
from conference.programme.rights import Deed, may, may_somewhere, reachable
from tests.organizers.conftest import Desk
from tests.world import a_colleague, a_conference, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
OURS = "/admin/programme/conference/{0.pk}/change/"


def form(thing, page="change/"):
    return f"/admin/programme/{thing._meta.model_name}/{thing.pk}/{page}"


@pytest.fixture
def talk():
    session = a_session("Morning", at(9), at(10), room=a_room("Aurora"), moderators=["Mo"])
    return a_talk("On rivers", at(9), session=session, authors=["Ada"])


@pytest.fixture
def editor(client):
    client.force_login(a_colleague("editor"))
    return Desk(client)


@pytest.fixture
def organizer(client):
    client.force_login(a_colleague("organizer"))
    return Desk(client)


def test_what_each_role_may(django_user_model):
    here, there = a_conference(), a_conference("2029")
    user, organizer, nobody = a_colleague("editor"), a_colleague("organizer"), a_colleague(role=None)
    for colleague, allowed in ((user, {Deed.TEXTS}), (organizer, set(Deed)), (nobody, set())):
        assert {deed for deed in Deed if may(colleague, deed, here)} == allowed
    user = django_user_model.objects.get(pk=user.pk)
    Duty.objects.create(user=user, conference=there, role="organizer")
    assert (may(user, Deed.RELEASE, here), may(user, Deed.RELEASE, there)) == (False, True)
    assert list(reachable(user, Deed.RELEASE, type(here).objects.all())) == [there]
    assert not may(user, Deed.TEXTS, None)
    root = django_user_model.objects.create_superuser("root")
    assert may(root, Deed.IMPORT, here)
    for lost in ("is_staff", "is_active"):
        gone = django_user_model.objects.get(username="organizer")
        setattr(gone, lost, False)
        assert not may_somewhere(gone, Deed.TEXTS)


def test_an_editor_changes_texts_links_and_people(editor, talk):
    cleo = a_person("Cleo")
    editor.saved(form(talk), title="On seas", language="pt", paper="https://a.example/", **{
        "authorships-1-person": cleo.pk
    })  # fmt: skip
    talk.refresh_from_db()
    assert (talk.title, talk.language, talk.paper) == ("On seas", "pt", "https://a.example/")
    assert [person.name for person in talk.authors_in_order] == ["Ada", "Cleo"]
    editor.saved(form(talk.draft_session), abstract="Water.", **{"draft_talks-0-title": "On lakes"})
    talk.refresh_from_db()
    assert (talk.title, talk.draft_session.abstract) == ("On lakes", "Water.")
    editor.saved(form(cleo), name="Cléo")
    editor.saved("/admin/programme/person/add/", name="Dan")
    assert set(Person.objects.values_list("name", flat=True)) == {"Mo", "Ada", "Cléo", "Dan"}


def test_an_editor_sees_times_and_places_but_cannot_change_them(editor, talk):
    session, boreal = talk.draft_session, a_room("Boreal")
    page = editor.read(form(session))
    assert "Mon 6 May 9:00 - 10:00 WEST" in page
    assert "Aurora" in page
    assert 'name="draft_start"' not in page
    before = [list(model.objects.order_by("pk").values()) for model in (Session, Talk)]
    forged = {
        "draft_start": "2030-05-06 11:00", "draft_end": "2030-05-06 12:00", "draft_room": boreal.pk, "slug": "mine",
        "draft_cancelled": "on", "draft_position": 7, "kind": 99, "track": 99, "foreign_id": "X",
    }  # fmt: skip
    rows = {f"draft_talks-0-{name}": value for name, value in forged.items()} | {"draft_talks-0-DELETE": "on"}
    new = {"draft_talks-TOTAL_FORMS": 2, "draft_talks-1-title": "New", "draft_talks-1-kind": talk.kind_id}
    editor.saved(form(session), **forged, **rows, **new)
    editor.saved(form(talk), **forged, draft_session=99)
    assert [list(model.objects.order_by("pk").values()) for model in (Session, Talk)] == before


def test_an_editor_looks_at_the_rest(editor, talk):
    for thing in (a_conference(), a_room("Aurora"), talk.kind):
        editor.read(form(thing))
        assert editor.client.post(form(thing), {"name": "Mine"}).status_code == 403
    assert "duties-0-user" not in editor.read(form(a_conference()))
    for thing in (talk, talk.draft_session, a_person("Ada"), a_conference()):
        assert editor.client.post(form(thing, "delete/"), {"post": "yes"}).status_code == 403
    for model in ("conference", "room", "track", "kind", "session", "talk"):
        assert editor.client.get(f"/admin/programme/{model}/add/").status_code == 403


def test_an_editor_brings_back_no_older_version_with_its_times(editor, talk):
    talk.draft_start = at(9, 5)
    talk.save()
    first = talk.history.earliest()
    editor.read(form(talk, f"history/{first.pk}/"))
    assert editor.client.post(form(talk, f"history/{first.pk}/"), {"title": "x"}).status_code == 403
    assert Talk.objects.get().draft_start == at(9, 5)


def test_an_editor_at_the_desk_previews_and_does_not_release(editor, talk):
    Talk.objects.update(draft_cancelled=True)
    page = editor.read("/organize/2030/")
    assert "On rivers" in page
    for offered in ('/organize/2030/release"', "/organize/2030/import/", 'value="all"', "Tick On rivers"):
        assert offered not in page
    for word in ("release", "put-back"):
        assert editor.client.post(f"/organize/2030/{word}", {"which": "all"}).status_code == 403
    assert editor.client.get("/organize/2030/import/").status_code == 403
    editor.client.post("/organize/2030/preview", {"show": "yes"})
    assert "Preview of the draft." in editor.read("/2030/")
    Duty.objects.all().delete()
    assert "Preview of the draft." not in editor.read("/2030/")


def test_pages_offer_to_edit_only_what_is_ones_own(editor, talk):
    a_session("Abroad", conference=a_conference("2029"))
    assert "Edit this session" in editor.read("/2030/sessions/morning/")
    assert "Edit this" not in editor.read("/2030/")
    assert "Edit this" not in editor.read("/2029/sessions/abroad/")


def test_an_organizer_does_everything_but_make_or_delete_a_conference(organizer, talk):
    organizer.saved(form(a_conference()), name="Seas 2030")
    organizer.saved(form(talk.draft_session), draft_start="2030-05-06 8:30")
    organizer.saved("/admin/programme/room/add/", name="Boreal")
    assert organizer.client.get("/admin/programme/conference/add/").status_code == 403
    assert organizer.client.post(form(a_conference(), "delete/"), {"post": "yes"}).status_code == 403
    assert organizer.client.post(form(talk, "delete/"), {"post": "yes"}).status_code == 302
    assert not Talk.objects.exists()


def test_an_organizer_shares_out_duties_by_exact_user_name(organizer):
    a_colleague(role=None, name="Ben")
    address, before = OURS.format(a_conference()), Revision.objects.get().number
    organizer.saved(address, **{"duties-1-user": "Ben", "duties-1-role": "editor"})
    assert Duty.objects.get(user__username="Ben").role == "editor"
    organizer.saved(address, **{"duties-1-role": "organizer"})
    assert Duty.objects.get(user__username="Ben").role == "organizer"
    organizer.saved(address, **{"duties-0-DELETE": "on"})  # of two organizers the first by name
    assert [duty.user.username for duty in Duty.objects.all()] == ["organizer"]
    told = organizer.read(form(a_conference(), "history/"))
    assert "Duties: organizer (organizer) → organizer (organizer) · Ben (editor)" in told
    assert Revision.objects.get().number == before


@pytest.mark.parametrize("typed", ["be", "Be%", "outsider", "1", "ben ", "\0"])
def test_a_name_that_is_nobody_of_the_staff_is_refused_all_alike(organizer, django_user_model, typed):
    django_user_model.objects.create_user("outsider")
    a_colleague(role=None, name="Ben")
    told = organizer.refused(OURS.format(a_conference()), **{"duties-1-user": typed, "duties-1-role": "editor"})
    assert "No account with staff status has this user name." in told or "Null characters" in told
    assert Duty.objects.count() == 1


def test_nobody_takes_away_their_own_duty_and_nobody_has_two(organizer):
    address = OURS.format(a_conference())
    assert "Nobody changes their own duty." in organizer.refused(address, **{"duties-0-DELETE": "on"})
    assert "Nobody changes their own duty." in organizer.refused(address, **{"duties-0-role": "editor"})
    twice = {"duties-1-user": "organizer", "duties-1-role": "editor"}
    assert organizer.refused(address, **twice)
    assert Duty.objects.get().role == "organizer"
    with pytest.raises(ValidationError, match="has a duty"):
        Duty(conference=a_conference(), user=Duty.objects.get().user).full_clean()
