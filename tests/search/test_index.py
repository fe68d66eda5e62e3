"""The index follows the programme by itself: what changed, and only that; for whoever may see it."""

import itertools
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from conference.programme import built
from conference.programme.models import Authorship, Conference, Person, Session, Talk
from conference.programme.releasing import release
from conference.search import index
from conference.search.models import TALK, Entry, Index, id_of
from tests.world import a_conference, a_day_of, a_person, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def finds(client, question):
    built.forget()
    return client.get(f"/2030/search/?q={question}").context["found"]


def written(client, monkeypatch, question="river"):
    """The ids that the next search writes."""
    ids = []
    write = index.engine.write
    monkeypatch.setattr(index.engine, "write", lambda texts: (ids.extend(id for id, *_ in texts), write(texts)))
    finds(client, question)
    return ids


def test_changed_rows_only(client, monkeypatch):
    a_day_of(3)
    talk = a_talk("River", at(10), authors=["Ada"])
    assert finds(client, "river").talks == [talk.pk]
    talk.title = "Lake"
    talk.save()
    assert written(client, monkeypatch) == [id_of(TALK, talk.pk)]
    assert finds(client, "river").talks == []
    assert finds(client, "lake").talks == [talk.pk]


@pytest.mark.parametrize(
    "change",
    [
        lambda talk: Talk.objects.filter(pk=talk.pk).update(title="Lake"),
        lambda talk: talk.delete(),
        lambda talk: Talk.objects.filter(pk=talk.pk).update(public=False),
        lambda talk: Talk.objects.filter(pk=talk.pk).delete(),
        lambda talk: talk.session.delete(),
    ],
)
def test_whatever_takes_it_away(change, client):
    talk = a_talk("River", at(9))
    assert finds(client, "river").talks == [talk.pk]
    change(talk)
    assert finds(client, "river").talks == []


@pytest.mark.parametrize(
    "change",
    [
        lambda talk: Person.objects.filter(name="Ada").update(name="Zoe"),
        lambda talk: Authorship.objects.create(talk=talk, person=a_person("Zoe")),
        lambda talk: Authorship.objects.filter(talk=talk).update(person=a_person("Zoe")),
    ],
)
def test_a_talk_is_found_by_its_people_as_they_are_now(change, client):
    talk = a_talk("River", at(9), authors=["Ada"])
    assert finds(client, "zoe").talks == []
    change(talk)
    assert finds(client, "zoe").talks == [talk.pk]
    assert len(finds(client, "zoe").people) == 1


def test_a_person_of_drafts_only_is_renamed(admin_client):
    talk = a_talk("River", at(9), authors=["Ada"], session=a_session("Morning", at(9)), released=False)
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    assert finds(admin_client, "ada").talks == [talk.pk]
    Person.objects.filter(name="Ada").update(name="Zoe")
    assert finds(admin_client, "zoe").talks == [talk.pk]


def test_a_draft_is_found_by_its_organizer_alone_until_its_release(client, admin_client):
    talk = a_talk("River", at(9), authors=["Ada"], session=a_session("Morning", at(9)), released=False)
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    assert finds(admin_client, "river").talks == [talk.pk]
    assert finds(admin_client, "ada").people == [a_person("Ada").pk]
    assert finds(client, "river").talks == finds(client, "ada").people == []
    release(Conference.objects.get(slug="2030"))
    assert finds(client, "river").talks == [talk.pk]
    assert finds(client, "ada").people == [a_person("Ada").pk]


def test_another_draft_costs_a_visitor_nothing(client):
    a_day_of(2)
    finds(client, "water")
    Session.objects.update(draft_cancelled=True)
    with CaptureQueriesContext(connection) as queries:
        finds(client, "water")
    assert not [query for query in queries if "search_index" in query["sql"]]


def test_who_comes_second_drops_their_work(client, monkeypatch):
    """Another process brings the index up while this one compares."""
    talk = a_talk("River", at(9))
    conference = Conference.objects.select_related("revision").get(slug="2030")
    read = index.read

    def overtaken(*args):
        monkeypatch.setattr(index, "read", read)
        assert index.bring_up(conference)
        return read(*args)

    monkeypatch.setattr(index, "read", overtaken)
    assert not index.bring_up(conference)
    assert finds(client, "river").talks == [talk.pk]
    assert Entry.objects.count() == 2


def test_another_folding_makes_the_index_anew(client, monkeypatch):
    a_talk("River", at(9), authors=["Ada"])
    finds(client, "river")
    monkeypatch.setattr(index, "FOLDING", 2)
    index._known.clear()
    assert len(written(client, monkeypatch)) == 3


def test_a_large_one_is_written_in_steps_and_what_is_there_answers(client, monkeypatch):
    a_day_of(3)
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(index, "monotonic", itertools.count(step=60).__next__)
    found = []
    for _ in range(4):
        response = client.get("/2030/search/?q=talk")
        found.append(len(response.context["found"].talks))
        assert ("Search again in a few seconds" in response.content.decode()) == (len(found) < 4)
        assert ("no-store" in response["Cache-Control"]) == (len(found) < 4)
    assert found == [2, 3, 3, 3]
    assert Entry.objects.count() == 8


def test_where_it_cannot_be_written_the_older_one_answers(client, monkeypatch):
    talk = a_talk("River", at(9))
    finds(client, "river")
    new = a_talk("River too", at(10))
    monkeypatch.setattr(index.engine, "write", lambda texts: (_ for _ in ()).throw(OperationalError("locked")))
    response = client.get("/2030/search/?q=river")
    assert response.context["found"].talks == [talk.pk]
    assert response["Cache-Control"] == "private, no-store"
    assert "Search again in a few seconds" in response.content.decode()
    assert "Nothing is found" not in client.get("/2030/search/?q=too").content.decode()
    assert client.get("/2030/search.ics?q=river").status_code == 503
    monkeypatch.undo()
    assert finds(client, "river").talks == [talk.pk, new.pk]


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_does_not_end_is_not_waited_for(client):
    talk = a_talk("River", at(9))
    finds(client, "river")
    a_talk("River too", at(10))
    holds, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Index.objects.update(number=0)
            holds.set()
            done.wait(10)
        connection.close()

    writer = threading.Thread(target=hold)
    writer.start()
    assert holds.wait(10)
    try:
        assert finds(client, "river").talks == [talk.pk]
    finally:
        done.set()
        writer.join()
    assert len(finds(client, "river").talks) == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_index_once(client):
    a_day_of(5)
    conference = Conference.objects.select_related("revision").get(slug="2030")
    results = []

    def search():
        index._known.clear()
        results.append(index.is_up_to_date(conference))
        connection.close()

    threads = [threading.Thread(target=search) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 6
    assert Entry.objects.count() == 12
    assert len(finds(client, "water").talks) == 5


def test_the_command_makes_it_anew(client, capsys):
    talk = a_talk("River", at(9), authors=["Ada"])
    a_conference("2031")
    finds(client, "river")
    Entry.objects.update(plain="")
    call_command("rebuild_search", "2030")
    assert capsys.readouterr().out == "Rivers 2030: 3 talks, sessions and people can be found.\n"
    assert finds(client, "river").talks == [talk.pk]
    with pytest.raises(CommandError, match="There is no conference 1999"):
        call_command("rebuild_search", "1999")


def test_a_conference_takes_its_entries_along(client):
    a_talk("River", at(9))
    finds(client, "river")
    Conference.objects.get(slug="2030").delete()
    assert not Entry.objects.exists()
    assert not Index.objects.exists()
