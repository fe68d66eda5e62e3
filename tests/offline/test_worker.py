"""What the browser asks for so that it can do without a network."""

import re

import pytest
from django.test import Client

from conference.programme import built
from tests.conftest import text_of
from tests.world import a_conference, a_day_of

pytestmark = pytest.mark.django_db

REGISTERS = 'data-worker="/worker.js"'


def test_the_worker_comes_from_the_root_and_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, no-cache"
    assert re.match('const BUILD = "[0-9a-f]{12}";\n', response.content.decode())
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    assert client.get("/worker.js", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_switched_off_another_worker_takes_its_place(client, settings):
    a_day_of(1)
    known = client.get("/worker.js")["ETag"]
    assert REGISTERS in client.get("/2030/").content.decode()
    settings.OFFLINE = False
    built.forget()  # a process has one setting as long as it lives
    response = client.get("/worker.js", HTTP_IF_NONE_MATCH=known)
    assert "unregister" in response.content.decode()
    assert REGISTERS not in client.get("/2030/").content.decode()


def test_the_page_without_a_network_is_nobodys(client, from_here):
    a_day_of(1)
    client.post("/2030/talks/morning-talk-1/bookmark", {"keep": "yes"}, **from_here)
    page = Client().get("/offline/")
    assert "Kept on this device Nothing yet. Pages are kept as you read them." in text_of(page.content.decode())
    assert 'content="noindex"' in page.content.decode()
    assert "bookmarked" not in page.content.decode()
    assert client.get("/offline/")["Cache-Control"] == "private, no-store"


def test_the_programme_can_be_installed_under_its_name(client):
    a_conference(series="Rivers & Lakes")
    a_conference("2031", published=False, series="Secret")
    document = client.get("/manifest.webmanifest")
    assert document["Content-Type"] == "application/manifest+json"
    said = document.json()
    assert (said["name"], said["short_name"], said["start_url"]) == ("Rivers & Lakes programme", "Rivers & Lakes", "/")
    assert {each["sizes"] for each in said["icons"]} == {"192x192", "512x512"}


def test_a_site_without_a_conference_has_a_name_too(client):
    assert client.get("/manifest.webmanifest").json()["short_name"] == "Plenary"
