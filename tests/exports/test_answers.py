"""What all exports have in common: who may read them, how often, at what cost."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.programme import built
from conference.programme.models import Conference, Session, Talk
from tests.world import a_session, a_talk, at

pytestmark = pytest.mark.django_db

FILES = ["programme.xml", "programme.json", "programme.csv", "talks/deltas.bib", "sessions/morning.bib"]
TYPES = ["application/xml", "application/json", "text/csv", *["application/x-bibtex"] * 2]


@pytest.mark.parametrize(("file", "content_type"), list(zip(FILES, TYPES, strict=True)))
def test_each_says_what_it_is_and_may_be_kept(file, content_type, morning, client):
    response = client.get(f"/2030/{file}")
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Content-Disposition"] == f'inline; filename="2030-{file.replace("/", "-")}"'
    assert client.head(f"/2030/{file}").status_code == 200
    assert client.post(f"/2030/{file}").status_code == 405


@pytest.mark.parametrize("file", FILES)
def test_the_same_data_is_the_same_bytes_and_a_304(file, morning, client):
    first = client.get(f"/2030/{file}")
    assert client.get(f"/2030/{file}").content == first.content
    unchanged = client.get(f"/2030/{file}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", first["ETag"])
    Talk.objects.update(abstract="New")
    assert client.get(f"/2030/{file}", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_any_page_may_read_the_api(morning, client):
    first = client.get("/2030/programme.json")
    again = client.get("/2030/programme.json", HTTP_IF_NONE_MATCH=first["ETag"])
    assert first["Access-Control-Allow-Origin"] == again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("file", FILES)
def test_an_unpublished_year_has_none(file, morning, client):
    Conference.objects.update(published=False)
    assert client.get(f"/2030/{file}").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_what_is_not_released_is_not_told(file, morning, client):
    secret = a_session("XCANARY session", start=at(11), moderators=["XCANARY mod"])
    a_talk("XCANARY talk", start=at(11), session=secret, authors=["XCANARY author"], kind="XCANARY kind")
    hidden = a_talk("XCANARY other", start=at(9, 30), session=morning)
    Session.objects.filter(pk=secret.pk).update(public=False)
    Talk.objects.filter(pk__in=[hidden.pk, *secret.draft_talks.values_list("pk", flat=True)]).update(public=False)
    answer = client.get(f"/2030/{file}")
    assert answer.status_code == 200
    assert b"XCANARY" not in answer.content
    assert client.get("/2030/talks/xcanary-other.bib").status_code == 404
    assert client.get("/2030/sessions/xcanary-session.bib").status_code == 404


@pytest.mark.parametrize("file", ["programme.xml", "programme.json", "programme.csv"])
def test_three_hundred_talks_cost_as_few_queries_as_one(file, client):
    a_talk("Deltas", start=at(9), session=a_session("Morning", start=at(9), moderators=["Mo"]), authors=["Ada"])
    call_command("make_sample", talks=300, verbosity=0)
    few, many = (count(client, f"/{year}/{file}") for year in ("2030", "2026"))
    assert few == many <= 8


@pytest.mark.parametrize("file", ["talks/deltas.bib", "sessions/morning.bib"])
def test_a_citation_costs_few_queries(file, morning, client):
    few = count(client, f"/2030/{file}")
    for n in range(5):
        a_talk(f"More {n}", start=at(10), session=morning, authors=[f"Author {n}"])
    assert count(client, f"/2030/{file}") == few <= 5


def count(client, address):
    built.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
