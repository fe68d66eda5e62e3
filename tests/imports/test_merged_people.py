"""Two people whom an organizer merged stay one, whatever file still names both; split, they are two again."""

import io
import json

import pytest

from conference.imports.applying import apply
from conference.imports.rehearsal import rehearse
from conference.programme import merging
from conference.programme.models import Person, Talk
from conference.programme.releasing import release
from tests.world import a_conference, a_person

pytestmark = pytest.mark.django_db
NAMES = [["Ada Lovelace", "Ben"], ["A. Lovelace"], ["Ben", "A. Lovelace", "Ada Lovelace"]]
IDS = {"Ada Lovelace": 7, "A. Lovelace": 9, "Ben": 8}


def as_table(names, ids):
    lines = [f'Talk {n},"{"; ".join(each)}",Morning' for n, each in enumerate(names)]
    return "\n".join(["Title,Speakers,Session", *lines]).encode()


def as_json(names, ids, guids=False):
    def person(name):
        guid = {"guid": f"00000000-0000-4000-8000-00000000000{ids[name]}"} if guids else {}
        return {"id": ids[name], "public_name": name, **guid}

    events = [
        {"id": n, "title": f"Talk {n}", "start": f"{9 + n}:00", "duration": "0:30", "room": "Aurora", "date":
         f"2030-05-06T{9 + n:02}:00:00+01:00", "persons": [person(name) for name in each]}
        for n, each in enumerate(names)
    ]  # fmt: skip
    day = {"index": 1, "date": "2030-05-06", "rooms": {"Aurora": events}}
    conference = {"title": "Rivers", "acronym": "r", "time_zone_name": "Europe/Lisbon", "days": [day]}
    return json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()


def as_json_with_guids(names, ids):
    return as_json(names, ids, guids=True)


def as_xml(names, ids):
    out = io.StringIO()
    out.write("<schedule><conference><title>Rivers</title><time_zone_name>Europe/Lisbon</time_zone_name></conference>")
    out.write('<day index="1" date="2030-05-06"><room name="Aurora">')
    for n, each in enumerate(names):
        persons = "".join(f'<person id="{ids[name]}">{name}</person>' for name in each)
        out.write(f'<event id="{n}"><date>2030-05-06T{9 + n:02}:00:00+01:00</date><duration>0:30</duration>')
        out.write(f"<title>Talk {n}</title><persons>{persons}</persons></event>")
    return (out.getvalue() + "</room></day></schedule>").encode()


every_format = pytest.mark.parametrize("format", [as_table, as_json, as_json_with_guids, as_xml])


def imported(file):
    rehearsal = rehearse(file, a_conference(), "file")
    assert not rehearsal.errors, [str(each) for each in rehearsal.errors]
    apply(rehearsal, a_conference())
    return rehearsal


def changes_nothing(file):
    rehearsal = rehearse(file, a_conference(), "file")
    assert (rehearsal.in_words, rehearsal.is_idle("delete")) == ("nothing new", True)
    assert apply(rehearsal, a_conference(), missing="delete") is None
    return rehearsal


def person(name):
    return Person.objects.get(name=name)


def authors():
    return [[each.name for each in talk.authors_in_order] for talk in Talk.objects.order_by("title")]


@every_format
@pytest.mark.parametrize(("kept", "name"), [("Ada Lovelace", "Ada Lovelace"), ("A. Lovelace", "Ada Lovelace")])
def test_a_merge_outlives_the_same_file(format, kept, name):
    file = format(NAMES, IDS)
    imported(file)
    [other] = {"Ada Lovelace", "A. Lovelace"} - {kept}
    merging.merge(person(kept), [person(other)], name)
    for _ in range(2):
        rehearsal = changes_nothing(file)
        assert "A. Lovelace is Ada Lovelace" in " ".join(map(str, rehearsal.findings))
    assert authors() == [["Ada Lovelace", "Ben"], ["Ada Lovelace"], ["Ben", "Ada Lovelace"]]


@every_format
def test_who_is_merged_is_found_where_the_file_names_only_them(format):
    imported(format(NAMES, IDS))
    merging.merge(person("Ben"), [person("A. Lovelace"), person("Ada Lovelace")], "Ben")
    imported(format([["A. Lovelace"], ["Ada Lovelace", "Ben"], ["Ada Lovelace"]], IDS))
    assert authors() == [["Ben"], ["Ben"], ["Ben"]]
    assert Person.objects.count() == 1


@every_format
def test_who_is_merged_twice_stays_so(format):
    imported(format(NAMES, IDS))
    merging.merge(person("A. Lovelace"), [person("Ada Lovelace")], "A. Lovelace")
    merging.merge(person("Ben"), [person("A. Lovelace")], "Countess")
    changes_nothing(format(NAMES, IDS))


@every_format
@pytest.mark.parametrize("back", ["A. Lovelace", "Ada Lovelace"])
def test_who_is_split_off_again_is_who_they_were(format, back):
    file = format(NAMES, IDS)
    imported(file)
    [kept] = {"Ada Lovelace", "A. Lovelace"} - {back}
    ids = Person.objects.filter(name=back).values("number", "guid", "foreign_id")
    before = ids.get()
    merging.merge(person(kept), [person(back)], kept, person(kept).foreign_id)
    theirs = [n for n, names in enumerate(NAMES) if back in names and kept not in names]
    merging.split(person(kept), back, [Talk.objects.get(title=f"Talk {n}").pk for n in theirs], [])
    assert ids.all().get() == before
    imported(file)
    assert authors() == NAMES
    assert Person.objects.count() == 3
    changes_nothing(file)


def test_two_of_one_name_are_told_apart_by_their_ids():
    names, ids = [["Ben"], ["Ben "]], {"Ben": 1, "Ben ": 2}
    imported(as_json(names, ids))
    one, two = Person.objects.order_by("pk")
    merging.merge(one, [two], "Ben", one.foreign_id)
    changes_nothing(as_json(names, ids))
    assert not [item for item in rehearse(as_table(names, ids), a_conference()).new if item.noun == "person"]
    merging.split(Person.objects.get(), "Ben", [Talk.objects.get(title="Talk 1").pk], [])
    changes_nothing(as_json(names, ids))


@every_format
def test_somebody_else_who_has_the_old_name_now_is_meant_by_it(format):
    imported(format([["Ada Lovelace"], ["A. Lovelace"]], IDS))
    merging.merge(person("Ada Lovelace"), [person("A. Lovelace")], "Ada Lovelace")
    a_person("A. Lovelace", foreign_id="" if format is as_table else "9")
    imported(format([["Ada Lovelace"], ["A. Lovelace"]], IDS))
    assert authors() == [["Ada Lovelace"], ["A. Lovelace"]]


@pytest.mark.parametrize("suffix", ["csv", "xml", "json", "ics"])
def test_what_was_exported_before_or_after_changes_nothing(client, suffix):
    imported(as_json(NAMES, IDS))
    release(a_conference())
    before = client.get(f"/2030/programme.{suffix}").content
    merging.merge(person("Ada Lovelace"), [person("A. Lovelace")], "Ada Lovelace")
    for file in (before, client.get(f"/2030/programme.{suffix}").content, before):
        changes_nothing(file)
    assert b"A. Lovelace" in before
    assert Person.objects.count() == 2
