"""Two who are one are merged, one who is two is split; at once, told, and only as somebody looked at it."""

import re

import pytest
from django.db import IntegrityError

from conference.conflicts.checks import find
from conference.conflicts.loading import load
from conference.programme import merging
from conference.programme.models import Authorship, Person, Talk
from conference.programme.revision import Revision
from tests.organizers.conftest import Desk
from tests.world import a_colleague, a_conference, a_person, a_session, a_talk, at

pytestmark = pytest.mark.django_db
LIST, MERGE = "/admin/programme/person/", "/admin/programme/person/merge/"


@pytest.fixture
def talk():
    session = a_session("Morning", at(9), at(10), moderators=["A. Lovelace", "Mo"])
    return a_talk("On rivers", at(9), session=session, authors=["Ada Lovelace", "Ben", "A. Lovelace"])


@pytest.fixture
def desk(client):
    client.force_login(a_colleague("editor"))
    return Desk(client)


def adas():
    return Person.objects.filter(name__endswith="Lovelace").order_by("-name")


def merge_page(people):
    return MERGE + "?" + "&".join(f"person={person.pk}" for person in people)


def asked(desk, address):
    """What the page's form would send as it stands, but for the choices."""
    return {"seen": re.search('name="seen" value="(.*?)"', desk.read(address))[1]}


def history(desk, thing):
    page = desk.read(f"/admin/programme/{thing._meta.model_name}/{thing.pk}/history/")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition('id="change-history"')[2]))


def names(rows):
    return [row.person.name for row in rows.all()]


def test_from_the_list_to_one_person(desk, talk, client):
    kept, other = adas()
    chosen = {"action": "merge_selected", "_selected_action": [kept.pk, other.pk]}
    page = desk.client.post(LIST, chosen, follow=True)
    address = page.redirect_chain[-1][0]
    html = page.content.decode()
    assert "On rivers" in html
    assert "Morning" in html
    said = {**asked(desk, address), "kept": kept.pk, "name": "Ada Lovelace"}
    done = desk.client.post(address, said, follow=True).content.decode()
    assert "Ada Lovelace is one person now" in done
    assert "A. Lovelace (number" in done  # by what else a file may name them
    assert names(talk.authorships) == ["Ada Lovelace", "Ben"]
    assert names(talk.draft_session.moderatorships) == ["Ada Lovelace", "Mo"]
    assert client.get("/2030/people/a-lovelace/")["Location"] == "/2030/people/ada-lovelace/"
    assert "Merged with A. Lovelace (a-lovelace)" in history(desk, kept)
    assert "Merged into Ada Lovelace (ada-lovelace)" in history(desk, other)
    assert "Authors: Ada Lovelace · Ben · A. Lovelace → Ada Lovelace · Ben (people merged)" in history(desk, talk)
    assert "Moderators: A. Lovelace · Mo → Ada Lovelace · Mo" in history(desk, talk.draft_session)
    assert "editor" in history(desk, talk)
    again = desk.client.post(address, said, follow=True).content.decode()
    assert "perhaps they are merged already" in again
    assert Person.objects.count() == 3


def test_whoever_stays_takes_the_first_place_name_and_id_that_are_chosen(desk, talk):
    first, kept = adas()
    Person.objects.filter(pk=first.pk).update(foreign_id="~Ada1")
    address = merge_page([first, kept])
    said = {**asked(desk, address), "kept": kept.pk, "name": "Ada Lovelace", "foreign_id": "~Ada1"}
    before = Revision.objects.get().number
    assert desk.client.post(address, said).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.foreign_id, kept.slug) == ("Ada Lovelace", "~Ada1", "a-lovelace")
    assert list(talk.authorships.values_list("person", "position")) == [(kept.pk, 1), (a_person("Ben").pk, 2)]
    assert Revision.objects.get().number > before
    assert "Name: A. Lovelace → Ada Lovelace" in history(desk, kept)


def test_old_addresses_of_whom_is_merged_twice_lead_on(desk, talk, client):
    one, two = adas()
    three = a_person("Ada King")
    a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["Ada King"])
    merging.merge(one, [two], one.name)
    merging.merge(three, [Person.objects.get(pk=one.pk)], three.name)
    for slug in ("a-lovelace", "ada-lovelace"):
        assert client.get(f"/2030/people/{slug}/")["Location"] == "/2030/people/ada-king/"


@pytest.mark.parametrize("change", ["rename", "delete", "another talk", "taken out"])
def test_what_changed_meanwhile_is_told_and_nothing_is_written(desk, talk, change):
    kept, other = adas()
    address = merge_page([kept, other, a_person("Ben")])
    said = {**asked(desk, address), "kept": kept.pk, "name": "Ada Lovelace"}
    if change == "rename":
        Person.objects.filter(pk=other.pk).update(name="Alan")
    elif change == "delete":
        other.delete()
    elif change == "another talk":
        a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["A. Lovelace"])
    else:
        Authorship.objects.filter(person=other).delete()
    before = list(Person.objects.values()), list(Authorship.objects.values())
    page = desk.client.post(address, said, follow=True).content.decode()
    assert "Nothing is written: look again." in page
    assert (list(Person.objects.values()), list(Authorship.objects.values())) == before


def test_a_verb_looks_again_once_others_wait(talk):
    seen = merging.seen_of(adas())
    Authorship.objects.filter(person__name="A. Lovelace").delete()
    kept, other = adas()
    for verb, args in ((merging.merge, (kept, [other], "Ada")), (merging.split, (kept, "Ada", [talk.pk], []))):
        with pytest.raises(merging.Meanwhile):
            verb(*args, seen=seen)
    assert Person.objects.count() == 4


def test_half_a_merge_is_none(talk, monkeypatch):
    kept, other = adas()
    before = list(Authorship.objects.values())
    monkeypatch.setattr(merging, "note", lambda *args: (_ for _ in ()).throw(IntegrityError))
    with pytest.raises(IntegrityError):
        merging.merge(kept, [other], kept.name)
    assert list(Authorship.objects.values()) == before


def test_what_cannot_be_merged_is_told(desk, talk):
    abroad = a_person("Ada Lovelace", a_conference("2029"))
    for people in ([abroad, a_person("Ben")], [a_person("Ben")]):
        page = desk.client.get(merge_page(people), follow=True).content.decode()
        assert "There are not two people to merge" in page
    for odd in ("", "?person=x&person=9999999999999999999999", "?person=1&person=1"):
        assert desk.client.get(MERGE + odd).status_code == 302
    kept, other = adas().filter(conference=a_conference())
    address = merge_page([kept, other])
    for wrong in ({"kept": abroad.pk}, {"name": "Somebody"}, {"kept": ""}, {"foreign_id": "x"}):
        said = {**asked(desk, address), "kept": kept.pk, "name": kept.name} | wrong
        assert "press again" in desk.client.post(address, said).content.decode()
    assert adas().count() == 3


def test_people_of_two_conferences_stay_apart(admin_client, talk):
    abroad = a_person("Ada Lovelace", a_conference("2029"))
    page = admin_client.get(merge_page([abroad, *adas()]), follow=True).content.decode()
    assert "people of several conferences" in page


def test_who_look_alike_are_merged_from_the_desk(desk, talk):
    a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["Ben Q. Ode", "Ben Ode"])
    [alike] = (conflict for conflict in find(load(a_conference())) if conflict.code == "alike")
    assert alike.merge_url.replace("&", "&amp;") in desk.read("/organize/2030/")
    assert "Merge 2 people" in desk.read(alike.merge_url)


def split_page(person):
    return f"/admin/programme/person/{person.pk}/split/"


def test_one_becomes_two(desk, talk):
    lakes = a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["Ben", "Cleo"])
    ben = a_person("Ben")
    assert split_page(ben) in desk.read(f"/admin/programme/person/{ben.pk}/change/")
    said = {**asked(desk, split_page(ben)), "name": "Ben", "talks": [lakes.pk]}
    done = desk.client.post(split_page(ben), said, follow=True)
    assert "Ben is a person of their own now." in done.content.decode()
    new = Person.objects.get(slug="ben-2")
    assert list(lakes.authorships.values_list("person__slug", "position")) == [("ben-2", 1), ("cleo", 2)]
    assert list(talk.authorships.values_list("person__slug", flat=True)) == ["ada-lovelace", "ben", "a-lovelace"]
    assert "Split: some of it is now of Ben (ben-2)" in history(desk, ben)
    assert "Split from Ben (ben)" in history(desk, new)
    assert "Authors: Ben · Cleo → Ben · Cleo (people split)" in history(desk, lakes)
    assert "Nothing is written" in desk.client.post(split_page(ben), said, follow=True).content.decode()
    assert Person.objects.filter(name="Ben").count() == 2


def test_a_split_offers_the_name_of_whom_was_merged(desk, talk):
    """So that it takes a merging back; of who was never merged, the own name."""
    a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["Ben"])
    kept, other = adas()
    merging.merge(kept, [other], kept.name)
    assert 'value="A. Lovelace"' in desk.read(split_page(kept))
    assert 'value="Ben"' in desk.read(split_page(a_person("Ben")))


def test_a_split_leaves_something_on_both_sides(desk, talk):
    a_talk("On lakes", at(9, 30), session=talk.draft_session, authors=["Ben"])
    ben, keys = a_person("Ben"), list(Talk.objects.values_list("pk", flat=True))
    said = {**asked(desk, split_page(ben)), "name": "Benno"}
    for chosen, told in (([], "Tick what is the other"), (keys, "Leave something to Ben"), ([99], "valid choice")):
        assert told in desk.client.post(split_page(ben), said | {"talks": chosen}).content.decode()
    assert "required" in desk.client.post(split_page(ben), said | {"talks": keys[:1], "name": " "}).content.decode()
    assert "nothing to split" in desk.read(split_page(a_person("Idle")))
    assert Person.objects.count() == 5


def test_only_people_in_reach_are_split(desk):
    abroad = a_person("Ada", a_conference("2029"))
    assert desk.client.get(split_page(abroad)).status_code == 404
    assert desk.client.post(split_page(abroad), {"name": "x"}).status_code == 404


def test_names_with_markup_are_escaped(desk):
    session = a_session("Morning", at(9), moderators=["<b>Mo</b>", "<b>Mo"])
    two = Person.objects.all()
    for address in (merge_page(two), split_page(two[0])):
        assert "<b>Mo" not in desk.read(address)
    said = {**asked(desk, merge_page(two)), "kept": two[0].pk, "name": "<b>Mo"}
    assert "<b>Mo" not in desk.client.post(merge_page(two), said, follow=True).content.decode()
    assert session.moderatorships.count() == 1
