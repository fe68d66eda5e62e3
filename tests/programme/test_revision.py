"""Every way of writing the programme raises the revision, in the transaction of the change."""

import pytest
from django.core.management import call_command
from django.db import transaction

from conference.programme import releasing
from conference.programme.models import Authorship, Conference, Kind, Link, Person, Room, Session, Talk, Track
from conference.programme.revision import Revision
from tests.world import a_conference, a_kind, a_person, a_room, a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


def change_in_admin(admin_client, talk):
    form = {"title": "New", "kind": talk.kind_id, "draft_session": talk.draft_session_id, "draft_position": 1}
    rows = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    form |= {f"{many}-{name}": value for many in ("authorships", "further_links") for name, value in rows.items()}
    response = admin_client.post(f"/admin/programme/talk/{talk.pk}/change/", form)
    assert response.status_code == 302, response.context["errors"]


def save_changed(talk, **_):
    talk.title = "New"
    talk.save()


WAYS = {
    "save": save_changed,
    "save some fields": lambda talk, **_: talk.save(update_fields=["title"]),
    "create": lambda talk, **_: Authorship.objects.create(talk=talk, person=Person.objects.get(name="Ben")),
    "get_or_create": lambda talk, **_: Authorship.objects.get_or_create(
        talk=talk, person=Person.objects.get(name="Ben")
    ),
    "update_or_create": lambda talk, **_: Room.objects.update_or_create(
        conference=talk.conference, name="Aurora", defaults={"order": 7}
    ),
    "update": lambda talk, **_: Talk.objects.filter(pk=talk.pk).update(title="New"),
    "bulk_create": lambda talk, **_: Authorship.objects.bulk_create(
        [Authorship(talk=talk, person=Person.objects.get(name="Ben"))]
    ),
    "bulk_update": lambda talk, **_: Talk.objects.bulk_update([talk], ["title"]),
    "update of a room": lambda talk, **_: Room.objects.update(name="New"),
    "save of a kind": lambda talk, **_: talk.kind.save(),
    "save of a track": lambda talk, **_: talk.track.save(),
    "release": lambda talk, **_: Talk.objects.update(draft_cancelled=True) and releasing.release(talk.conference),
    "save of a person": lambda talk, **_: Person.objects.first().save(),
    "save of the conference": lambda talk, **_: talk.conference.save(),
    "update of the conference": lambda talk, **_: Conference.objects.update(description="New"),
    "delete": lambda talk, **_: talk.delete(),
    "delete many": lambda talk, **_: Talk.objects.all().delete(),
    "delete a session": lambda talk, **_: Session.objects.all().delete(),
    "delete a person": lambda talk, **_: Person.objects.all().delete(),
    "add an author": lambda talk, **_: talk.authors.add(Person.objects.get(name="Ben")),
    "remove an author": lambda talk, **_: talk.authors.remove(Person.objects.get(name="Ada")),
    "set authors": lambda talk, **_: talk.authors.set([]),
    "add a link": lambda talk, **_: talk.further_links.create(label="Data", address="https://example.org/d"),
    "bulk_create links": lambda talk, **_: Link.objects.bulk_create([Link(talk=talk, label="D", address="https://d")]),
    "clear authors": lambda talk, **_: talk.authors.clear(),
    "add from the other side": lambda talk, **_: Person.objects.first().moderated_sessions.add(Session.objects.first()),
    "reorder authors": lambda talk, **_: Authorship.objects.update(position=3),
    "related manager": lambda talk, **_: talk.conference.rooms.update(order=3),
    "fixture": lambda talk, **_: call_command("loaddata", "iclr2021", verbosity=0),
    "admin": lambda talk, admin_client: change_in_admin(admin_client, talk),
}


@pytest.fixture
def talk():
    session = a_session(start=at(9), room=a_room())
    a_person("Ben")
    track = Track.objects.create(conference=session.conference, name="Rivers")
    return a_talk("Deltas", start=at(9), session=session, authors=["Ada"], track=track)


@pytest.mark.parametrize("way", WAYS)
def test_it_rises_with(way, talk, admin_client):
    if way == "fixture":
        call_command("loaddata", "iclr2021", verbosity=0)
        before = Revision.objects.get(conference__slug="2021")
    else:
        before = Revision.objects.get()
    WAYS[way](talk, admin_client=admin_client)
    after = Revision.objects.get(pk=before.pk)
    assert after.number > before.number
    assert after.draft_number > before.draft_number
    assert after.changed_at > before.changed_at


@pytest.mark.parametrize("way", ["save", "update", "bulk_create", "delete", "add an author", "bulk_update"])
def test_a_change_that_is_taken_back_takes_the_revision_back(way, talk):
    before = Revision.objects.get().number
    with transaction.atomic():
        WAYS[way](talk)
        transaction.set_rollback(True)
    assert Revision.objects.get().number == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["save", "update", "bulk_create", "delete", "add an author"])
def test_revision_and_change_are_one_transaction(way, talk, monkeypatch):
    count, before = Talk.objects.count(), Revision.objects.get().number

    def breaks(*args, **kwargs):
        raise RuntimeError("pulled plug")

    for model in (Talk, Authorship):
        monkeypatch.setattr(model, "pass_on", breaks)
    with pytest.raises(RuntimeError):
        WAYS[way](talk)
    assert (Talk.objects.count(), Revision.objects.get().number) == (count, before)


def test_another_conferences_revision_stays(talk):
    other = a_conference("2031")
    before = Revision.objects.get(conference=other).number
    talk.save()
    Room.objects.filter(conference=talk.conference).update(order=2)
    assert Revision.objects.get(conference=other).number == before


def test_a_new_year_changes_every_years_menu(talk):
    before = Revision.objects.get().number
    a_conference("2031")
    assert Revision.objects.get(conference=talk.conference).number > before


def test_reading_raises_nothing(talk, client):
    before = Revision.objects.get().number
    client.get(talk.get_absolute_url())
    client.get("/2030/programme.ics")
    assert Revision.objects.get().number == before


def save_draft(talk, write=None, **how):
    talk.draft_start = at(8)
    (write or talk.save)(**how)


DRAFTS = {
    "save": save_draft,
    "save a field": lambda talk: save_draft(talk, update_fields=["draft_start"]),
    "update": lambda talk: Talk.objects.update(draft_start=at(8), draft_cancelled=True),
    "bulk_update": lambda talk: save_draft(talk, lambda: Talk.objects.bulk_update([talk], ["draft_start"])),
    "new talk": lambda talk: a_talk("New", session=talk.draft_session, released=False),
    "new session": lambda talk: a_session("New", released=False, moderators=["Ben"]),
    "new room": lambda talk: a_room("Boreal"),
    "rename what nobody sees": lambda talk: Person.objects.filter(name="Ben").update(name="Benjamin"),
    "delete what nobody sees": lambda talk: Person.objects.filter(name="Ben").delete(),
    "text of a draft": lambda talk: Talk.objects.filter(pk=a_talk("N", released=False).pk).update(title="M"),
    "put back": lambda talk: releasing.put_back(talk.conference),
}


@pytest.mark.parametrize("way", DRAFTS)
def test_a_draft_moves_nothing_that_attendees_could_watch(way, talk, client):
    before = Revision.objects.get()
    seen = Talk.objects.filter(pk=talk.pk).values("modified", "sequence", "released_start").get()
    feed = client.get("/2030/programme.ics")
    DRAFTS[way](talk)
    after = Revision.objects.get()
    assert (after.number, after.changed_at) == (before.number, before.changed_at)
    assert after.draft_number > before.draft_number
    assert Talk.objects.filter(pk=talk.pk).values("modified", "sequence", "released_start").get() == seen
    assert client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=feed["ETag"]).status_code == 304


def test_sequence_rises_with_time_place_and_cancellation_only(talk):
    def sequence():
        return Talk.objects.get().sequence

    assert sequence() == 0
    release(talk, title="Estuaries")
    assert sequence() == 0
    release(talk, draft_start=at(8))
    assert sequence() == 1
    Talk.objects.update(released_cancelled=True)
    assert sequence() == 2
    Talk.objects.get().save()
    assert sequence() == 2


def test_a_session_that_moves_room_or_is_cancelled_moves_its_talks(talk):
    session = Session.objects.get()
    release(session, draft_room=a_room("Boreal"))
    assert Talk.objects.get().sequence == 1
    release(session, draft_cancelled=True)
    assert Talk.objects.get().sequence == 2
    release(session, draft_end=at(11))
    assert (Talk.objects.get().sequence, Session.objects.get().sequence) == (2, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Talk.objects.update(title="New"),
        lambda: Person.objects.filter(name="Ada").update(name="Ada L"),
        lambda: Room.objects.get().save() or Room.objects.update(name="B"),
        lambda: Kind.objects.update(name="Talk"),
        lambda: Session.objects.update(title="Evening"),
        lambda: Authorship.objects.all().delete(),
        lambda: Talk.objects.get().authors.add(a_person("Ben")),
    ],
    ids=["title", "name", "room", "kind", "session", "no authors", "one more author"],
)
def test_modified_moves_with_all_that_a_calendar_shows(change, talk):
    before = Talk.objects.get().modified
    change()
    assert Talk.objects.get().modified > before


def test_saving_unchanged_leaves_modified(talk):
    before = Talk.objects.get().modified
    Talk.objects.get().save()
    a_kind().save()
    assert Talk.objects.get().modified == before


def test_a_slug_is_not_changed_past_its_redirect(talk):
    with pytest.raises(ValueError, match="row by row"):
        Talk.objects.update(slug="other")
