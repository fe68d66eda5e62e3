"""The second save is told what the first changed, and overwrites only knowingly."""

import re

import pytest

from conference.programme import timeline
from conference.programme.models import Person, Room, Session, Talk
from conference.programme.retiming import retime
from tests.imports.importing import imported, row
from tests.world import a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_form(admin_client):
    """`open_form(obj)` is the form's data as a browser would post it."""

    def open_form(obj):
        address = f"/admin/programme/{obj._meta.model_name}/{obj.pk}/change/"
        response = admin_client.get(address)
        form = response.context["adminform"].form
        sets = [inline.formset for inline in response.context["inline_admin_formsets"]]
        data = {bound.html_name: bound.value() for bound in form}
        for formset in sets:
            forms = [formset.management_form, *formset.forms]
            data |= {bound.html_name: bound.value() for each in forms for bound in each}
        data = {name: value for name, value in data.items() if value is not None and value is not False}
        data = {name: "on" if value is True else value for name, value in data.items()}
        return address, data | {"seen": seen(response)}

    return open_form


def seen(response):
    return re.search(r'name="seen" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def talk():
    return a_talk("Deltas", start=at(9), session=a_session(start=at(9), moderators=["Mo"]), authors=["Ada"])


def test_who_is_alone_saves_as_always(admin_client, open_form, talk):
    address, data = open_form(talk)
    assert admin_client.post(address, data | {"title": "Estuaries"}).status_code == 302
    assert Talk.objects.get().title == "Estuaries"


def test_the_second_is_shown_what_the_first_changed_and_keeps_its_input(admin_client, open_form, talk):
    address, data = open_form(talk)
    admin_client.post(address, data | {"title": "Estuaries"})
    response = admin_client.post(address, data | {"abstract": "Mine"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else saved this while you worked on it." in html
    assert "title: Deltas → Estuaries" in html
    assert "Mine" in html
    assert Talk.objects.get().abstract == ""
    admin_client.post(address, data | {"abstract": "Mine", "seen": seen(response)})
    assert (Talk.objects.get().title, Talk.objects.get().abstract) == ("Deltas", "Mine")


def test_a_sessions_form_covers_its_rows(admin_client, open_form, talk):
    session = Session.objects.get()
    address, data = open_form(session)
    Talk.objects.update(draft_start=at(9, 5))
    a_talk("New", session=session)
    talk.authorships.all().delete()
    session.moderatorships.all().delete()
    html = admin_client.post(address, data | {"title": "Evening"}).content.decode()
    assert "Deltas: start: Mon 6 May 2030 9:00 WEST → Mon 6 May 2030 9:05 WEST" in html
    assert "Talk New: nothing → added" in html
    assert "Moderator Mo: there → taken out" in html
    assert Session.objects.get().title == "Morning"


def test_a_new_name_of_a_session_room_or_person_is_no_change_of_what_stands_in_it(admin_client, open_form, talk):
    Talk.objects.update(draft_room=a_room("Aurora"))
    session = talk.session
    session_form, talk_form = open_form(session), open_form(talk)
    for thing, name in ((session, "title"), (Room.objects.get(), "name"), (Person.objects.get(name="Ada"), "name")):
        setattr(thing, name, "Renamed")
        thing.save()
    told = admin_client.post(session_form[0], session_form[1] | {"abstract": "Mine"}).content.decode()
    assert "title: Morning → Renamed" in told
    assert "session: Morning → Renamed" not in told
    assert admin_client.post(talk_form[0], talk_form[1] | {"abstract": "Mine"}).status_code == 302
    Talk.objects.update(draft_room=a_room("Borealis"))
    told = admin_client.post(talk_form[0], talk_form[1] | {"abstract": "Other"}).content.decode()
    assert "room: Aurora → Borealis" in told


def test_an_older_version_is_brought_back_only_over_what_was_seen(admin_client, open_form, talk):
    address, data = open_form(talk)
    admin_client.post(address, data | {"title": "Estuaries"})
    older = address.replace("change/", f"history/{talk.history.earliest().pk}/")
    data = data | {"seen": seen(admin_client.get(older))}
    Talk.objects.update(abstract="Theirs")
    response = admin_client.post(older, data)
    assert "abstract: empty → Theirs" in response.content.decode()
    assert (Talk.objects.get().title, Talk.objects.get().abstract) == ("Estuaries", "Theirs")
    admin_client.post(older, data | {"seen": seen(response)})
    assert (Talk.objects.get().title, Talk.objects.get().abstract) == ("Deltas", "")


def test_what_was_deleted_meanwhile_comes_back_only_knowingly_and_in_the_draft(admin_client, open_form, talk):
    address, data = open_form(talk)
    admin_client.post(address, data | {"title": "Estuaries"})
    older = address.replace("change/", f"history/{talk.history.earliest().pk}/")
    before = data | {"seen": seen(admin_client.get(older))}
    Talk.objects.all().delete()
    assert "Estuaries: there → taken out" in admin_client.post(older, before).content.decode()
    assert not Talk.objects.exists()
    assert admin_client.post(older, data | {"seen": ""}).status_code == 200
    del data["seen"]
    admin_client.post(older, data)
    back = Talk.objects.get()
    assert (back.title, back.guid, back.number, back.public) == ("Deltas", talk.guid, talk.number, False)
    Session.objects.all().delete()
    assert "Choose a session of Rivers 2030." in admin_client.post(older, data).content.decode()


def test_a_talks_form_covers_its_links(admin_client, open_form, talk):
    link = talk.further_links.create(label="Data", address="https://example.org/d")
    address, data = open_form(talk)
    talk.further_links.create(label="Project", address="https://example.org/p")
    talk.further_links.filter(pk=link.pk).update(address="https://example.org/e")
    html = admin_client.post(address, data | {"title": "Estuaries"}).content.decode()
    assert "Link Project: nothing → added" in html
    assert "Data: address: https://example.org/d → https://example.org/e" in html


def test_a_forged_note_of_what_was_seen_counts_as_nothing(admin_client, open_form, talk):
    address, data = open_form(talk)
    html = admin_client.post(address, data | {"seen": "forged", "title": "Estuaries"}).content.decode()
    assert "It cannot be told what this form was made from." in html
    assert Talk.objects.get().title == "Deltas"


def test_what_others_typed_is_escaped(admin_client, open_form, talk):
    address, data = open_form(talk)
    Talk.objects.update(title="<script>alert(1)</script>")
    html = admin_client.post(address, data | {"abstract": "Mine"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_who_deletes_is_told_what_became_of_it_since(admin_client, open_form, talk):
    address = f"/admin/programme/talk/{talk.pk}/delete/"
    looked_at = seen(admin_client.get(address))
    change, data = open_form(talk)
    admin_client.post(change, data | {"title": "Estuaries"})
    response = admin_client.post(address, {"post": "yes", "seen": looked_at}, follow=True)
    assert "title: Deltas → Estuaries" in response.content.decode()
    assert Talk.objects.exists()
    admin_client.post(address, {"post": "yes", "seen": seen(response)})
    assert not Talk.objects.exists()


def test_who_wrote_while_it_was_deleted_gets_their_words_back(admin_client, open_form, talk):
    address, data = open_form(talk)
    talk.delete()
    html = admin_client.post(address, data | {"abstract": "Mine <b>"}, follow=True).content.decode()
    assert "Somebody else deleted this while you worked on it." in html
    assert "abstract: Mine &lt;b&gt;" in html


def test_cancelling_many_keeps_what_somebody_saves_in_that_moment(admin_client, talk, monkeypatch):
    def meanwhile(model, keys):
        Talk.objects.update(title="Estuaries")

    monkeypatch.setattr("conference.organizers.base.remember", meanwhile)
    admin_client.post("/admin/programme/talk/", {"action": "cancel", "_selected_action": talk.pk})
    assert (Talk.objects.get().title, Talk.objects.get().draft_cancelled) == ("Estuaries", True)


def test_a_retimed_session_and_an_import_are_told_to_an_open_form(admin_client, open_form, talk):
    address, data = open_form(talk)
    retime(talk.draft_session, lambda session, entries: timeline.move(entries, talk.pk, 10))
    imported(row(title="Deltas", session="Morning", abstract="From the file"))
    html = admin_client.post(address, data | {"title": "Estuaries"}).content.decode()
    assert "start: Mon 6 May 2030 9:00 WEST → Mon 6 May 2030 9:10 WEST" in html
    assert "abstract: empty → From the file" in html
    assert Talk.objects.get().title == "Deltas"


def after_waiting(monkeypatch, do):
    """Where one waits for another writer, that one does this."""
    for module in ("base", "seen"):
        monkeypatch.setattr(f"conference.organizers.{module}.hold", lambda *which: do())


def test_who_deletes_waits_for_who_saves_and_then_looks(admin_client, talk, monkeypatch):
    address = f"/admin/programme/talk/{talk.pk}/delete/"
    looked_at = seen(admin_client.get(address))
    after_waiting(monkeypatch, lambda: Talk.objects.update(title="Estuaries"))
    response = admin_client.post(address, {"post": "yes", "seen": looked_at}, follow=True)
    assert "title: Deltas → Estuaries" in response.content.decode()
    assert Talk.objects.exists()


def test_what_an_import_deletes_meanwhile_is_not_cancelled_and_not_deleted_again(admin_client, talk, monkeypatch):
    address, chosen = "/admin/programme/talk/", {"_selected_action": talk.pk}
    after_waiting(monkeypatch, lambda: imported(row("Estuaries"), missing="delete"))
    page = admin_client.post(address, chosen | {"action": "cancel"}, follow=True)
    assert "0 talks marked as cancelled" in page.content.decode()
    Talk.objects.all().delete()
    talk.save()
    assert admin_client.post(address, chosen | {"action": "delete_selected", "post": "yes"}).status_code == 302
    assert [each.title for each in Talk.objects.all()] == ["Estuaries"]
