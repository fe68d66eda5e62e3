"""Who changed what, from what to what."""

import re

import pytest
from django.contrib.auth import get_user_model

from conference.programme.models import Authorship, Person, Revision, Session, Talk
from tests.imports.importing import imported, row
from tests.world import a_conference, a_person, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def form(thing, page="change/"):
    return f"/admin/programme/{thing._meta.model_name}/{thing.pk}/{page}"


def history(desk, thing):
    """The history page's text, in one line."""
    page = desk.read(form(thing, "history/")).partition('id="change-history"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_old_and_new_stand_beside_each_other_with_who_and_when(desk):
    session = a_session("Morning", at(9), at(10), room=a_room("Aurora"))
    boreal = a_room("Boreal")
    desk.saved(form(session), title="Noon", draft_start="2030-05-06 9:30", draft_room=boreal.pk, draft_cancelled="on")
    told = history(desk, session)
    assert "Title: Morning → Noon" in told
    assert "Start: Mon 6 May 2030 9:00 WEST → Mon 6 May 2030 9:30 WEST" in told
    assert "Room: Aurora → Boreal" in told
    assert "Cancelled: no → yes" in told
    assert "admin" in told
    assert re.search(r"\d{4} \d+:\d\d WES?T", told)


def test_bookkeeping_stays_out(desk):
    session = a_session("Morning", at(9), at(10))
    desk.saved(form(session), draft_start="2030-05-06 9:30")
    told = history(desk, session).lower()
    assert "released" not in told
    assert "sequence" not in told
    assert "modified" not in told
    assert "public" not in told


def test_a_field_that_was_empty_is_said_to_have_been(desk):
    session = a_session("Morning")
    desk.saved(form(session), abstract="Water.", draft_start="2030-05-06 9:00")
    told = history(desk, session)
    assert "Abstract: empty → Water." in told
    assert "Start: empty → Mon 6 May 2030 9:00 WEST" in told


def authors(talk):
    return [row.person.name for row in talk.authorships.all()]


def test_an_author_who_is_replaced_is_told(desk):
    talk = a_talk("On rivers", authors=["Ada", "Ben"])
    cleo = a_person("Cleo")
    desk.saved(form(talk), **{"authorships-1-person": cleo.pk})
    assert authors(talk) == ["Ada", "Cleo"]
    assert "Authors: Ada · Ben → Ada · Cleo" in history(desk, talk)


def test_another_order_is_told_and_so_is_who_leaves(desk):
    talk = a_talk("On rivers", authors=["Ada", "Ben"])
    desk.saved(form(talk), **{"authorships-0-position": 3})
    assert "Authors: Ada · Ben → Ben · Ada" in history(desk, talk)
    desk.saved(form(talk), **{"authorships-0-DELETE": "on", "authorships-1-DELETE": "on"})
    assert not Authorship.objects.exists()
    assert "Authors: Ben · Ada → nobody" in history(desk, talk)


def test_further_links_are_rows_of_the_form_and_told(desk):
    talk = a_talk("On rivers")
    desk.saved(form(talk), **{"further_links-0-label": "Data", "further_links-0-address": "https://example.org/d"})
    assert talk.links == [("Data", "https://example.org/d")]
    assert "Links: none → Data https://example.org/d" in history(desk, talk)
    assert "valid URL" in desk.refused(form(talk), **{"further_links-0-address": "javascript:alert(1)"})
    desk.saved(form(talk), **{"further_links-0-DELETE": "on"})
    assert "Links: Data https://example.org/d → none" in history(desk, talk)


def test_moderators_are_told_and_many_of_them_fit(desk):
    names = [f"Moderator with a long name {n}" for n in range(12)]
    session = a_session("Morning", moderators=names)
    desk.saved(form(session), **{"moderatorships-0-DELETE": "on"})
    assert session.moderatorships.count() == 11
    assert "Moderators: Moderator with a long name 0" in history(desk, session)
    reason = session.history.model._meta.get_field("history_change_reason")
    assert reason.max_length is None or len(session.history.first().history_change_reason) <= reason.max_length


def test_a_talk_changed_in_its_session_s_form_has_its_own_history(desk):
    session = a_session("Morning", at(9), at(10))
    talk = a_talk("On rivers", at(9), session=session)
    other = a_talk("On lakes", at(9, 30), session=session)
    desk.saved(form(session), **{"draft_talks-0-title": "On seas"})
    assert "Title: On rivers → On seas" in history(desk, talk)
    assert talk.history.first().history_user.username == "admin"
    assert other.history.count() == 1
    assert session.history.count() == 1


def test_an_older_version_can_be_brought_back(desk):
    session = a_session("Morning", at(9), at(10))
    desk.saved(form(session), title="Noon")
    first = session.history.earliest()
    desk.saved(form(session, f"history/{first.pk}/"))
    session.refresh_from_db()
    assert session.title == "Morning"
    assert "Title: Noon → Morning" in history(desk, session)


def test_a_long_history_tells_every_change_across_its_pages(desk, monkeypatch):
    from conference.organizers.admin import PersonAdmin

    monkeypatch.setattr(PersonAdmin, "history_list_per_page", 2)
    person = a_person("A")
    for name in "BCD":
        desk.saved(form(person), name=name)
    assert "Name: B → C" in history(desk, person)
    page = desk.read(form(person, "history/") + "?p=2")
    assert "A → B" in re.sub(r"<[^>]+>", "", page)


def test_the_history_of_what_is_deleted_can_still_be_read(desk):
    talk = a_talk("On rivers", at(9))
    address = form(talk, "history/")
    desk.client.post(form(talk, "delete/"), {"post": "yes"})
    assert not Talk.objects.exists()
    assert "Deleted" in desk.read(address)


def test_a_title_with_markup_is_escaped_everywhere(desk):
    session = a_session("<script>alert(1)</script>", at(9), moderators=["<b>Mo</b>"])
    talk = a_talk("<img src=x>", at(9), session=session, authors=["<i>Ada</i>"])
    desk.saved(form(talk), title="<u>x</u>", **{"authorships-0-DELETE": "on"})
    pages = ["/admin/programme/session/", "/admin/programme/talk/", "/admin/programme/person/"]
    pages += [
        form(thing, page)
        for thing in (session, talk, Person.objects.get(name__contains="Mo"))
        for page in ("change/", "history/", "delete/")
    ]
    for address in pages:
        page = desk.read(address)
        for markup in ("<script>alert", "<img src=x", "<b>Mo", "<i>Ada", "<u>x"):
            assert markup not in page, address


def test_a_session_in_another_zone_has_its_history_on_its_own_clock(desk):
    tokyo = a_conference("2031", zone="Asia/Tokyo")
    session = a_session("Morning", at(9, zone="Asia/Tokyo"), conference=tokyo)
    desk.saved(form(session), draft_start="2030-05-06 9:30")
    assert "Mon 6 May 2030 9:00 JST → Mon 6 May 2030 9:30 JST" in history(desk, Session.objects.get())


def test_the_first_change_of_what_a_fixture_brought_is_told_from_what(desk, seed):
    session, talk = Session.objects.get(), Talk.objects.get(title="Implicit Normalizing Flows")
    row = next(name for name, value in desk.fields(form(session)).items() if value == talk.title)
    desk.saved(form(session), title="Oral Session 8", **{row: "Explicit Flows"})
    assert "Title: Oral Session 7 → Oral Session 8" in history(desk, session)
    assert "Title: Implicit Normalizing Flows → Explicit Flows" in history(desk, talk)
    assert "A command or an import" in history(desk, talk)


def test_what_is_put_back_released_or_imported_is_told_with_who_and_when(desk):
    talk = a_talk("On rivers", at(9))
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    number = Revision.objects.get().draft_number
    desk.client.post("/organize/2030/put-back", {"which": "all", "draft_number": number})
    told = history(desk, talk)
    assert "Put back to what is released" in told
    assert "admin" in told
    Talk.objects.update(draft_cancelled=True)
    number = a_conference().revision.draft_number
    desk.client.post("/organize/2030/release", {"draft_number": number})
    imported(row(), row("On seas"), by=get_user_model().objects.get())
    told = history(desk, a_conference())
    assert "Release 1: 1 change" in told
    assert re.search(r"admin Import of file.csv: 1 new", told)


def test_a_person_who_is_deleted_is_told_in_their_talks(desk):
    talk = a_talk("On rivers", at(9), authors=["Ada", "Ben"])
    other = a_talk("On lakes", at(9), authors=["Cleo"])
    desk.client.post(form(a_person("Ada"), "delete/"), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [a_person("Cleo").pk], "post": "yes"}
    desk.client.post("/admin/programme/person/", chosen)
    assert "Authors: Ada · Ben → Ben (people deleted)" in history(desk, talk)
    assert "Authors: Cleo → nobody (people deleted)" in history(desk, other)


def test_the_history_of_a_conference_s_things_goes_with_it_and_its_own_stays(desk):
    a_talk("On rivers", at(9), authors=["Ada"])
    gone, other = a_conference(), a_session("Abroad", conference=a_conference("2029"))
    desk.client.post(form(gone, "delete/"), {"post": "yes"})
    for model in (Person, Session, Talk):
        assert set(model.history.values_list("conference", flat=True)) <= {other.conference_id}
    assert "Deleted" in desk.read(form(gone, "history/"))
    assert other.history.exists()
