import logging
import os
import socket
import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client

from conference import health, trouble
from conference.programme import built, views
from conference.programme.models import Session
from tests.tools import need
from tests.world import a_conference, a_session, a_talk, at

pytestmark = pytest.mark.django_db
READERS = 4  # at once


def test_an_address_is_logged_without_the_secret_word_in_it():
    word = "m2Y1x_-" * 7
    right = ["/2030/my-schedule/{}.ics", "/2030/my-schedule/{}/keep", "/2030/my-schedule/open/{}/"]
    mistyped = [
        "/2030/my-schedule/{0}/{0}",
        "/2030/my-schedule//{}.ics",
        "/2030/my-schedule/open/ {}",
        "/2030/My-Schedule/links/{}/",
    ]
    for path in (*right, *mistyped):
        record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (path.format(word),)})
        assert trouble.Discreet().format(record) == "Not Found: " + path.format("…")
    assert any(isinstance(handler.formatter, trouble.Discreet) for handler in logging.getLogger().handlers)


def test_a_404_inside_a_year_keeps_its_menus_and_offers_the_agenda(client, the_day_before):
    a_conference("2031", name="Other 2031", series="Other")
    a_session(start=at(9))
    for address in ("/2030/talks/rethinking-atention/", "/2030/talks/x/y/z", "/2030/nothing"):
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 404
        assert "There is no page here" in html
        assert f'Nothing in Rivers 2030 has the address <b class="address">{address}</b>' in html
        assert "Select Year: (2030)" in html
        assert '<a href="/2030/2030-05-06/">Agenda</a>' in html


@pytest.mark.parametrize("address", ["/nowhere/", "/2030/talks/none/", "/2030/people/none/", "/2030/2031-01-01/"])
def test_a_page_that_is_not_there_is_no_place_in_the_menu(address, client):
    a_session(start=at(9))
    bar = client.get(address).content.decode().partition('aria-label="Programme"')[2]
    assert "Agenda</a>" in bar
    assert "aria-current" not in bar


def test_405_says_what_is_wrong(client):
    a_session(start=at(9))
    for response in (client.get("/2030/sessions/morning/bookmark"), client.post("/2030/")):
        assert response.status_code == 405
        assert response["Allow"]
        assert "<h1>Nothing opens here</h1>" in response.content.decode()


def test_an_address_is_escaped(client):
    a_conference()
    html = client.get("/2030/<script>alert(1)</script>/").content.decode()
    assert "<script>alert" not in html


def test_a_404_without_any_year_is_a_page_too(client):
    assert "There is no page here" in client.get("/nothing/").content.decode()


def test_a_missing_talk_looks_like_an_unreleased_one(client):
    session = a_session("Secret", start=at(9))
    type(session).objects.update(public=False)
    hidden, missing = client.get("/2030/sessions/secret/"), client.get("/2030/sessions/absent/")
    assert hidden.content.replace(b"secret", b"absent") == missing.content
    assert dict(hidden.headers) == dict(missing.headers)


def test_403_says_why(client):
    a_session(start=at(9))
    response = client.post("/2030/my-schedule/delete", HTTP_ORIGIN="https://evil.example")
    assert response.status_code == 403
    assert "This form came from another site." in response.content.decode()
    assert "Select Year: (2030)" in response.content.decode()


def test_400_is_in_the_sites_own_look(client):
    response = client.get("/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "Your browser sent something odd" in response.content.decode()
    assert "evil.example" not in response.content.decode()


def test_500_says_sorry_and_leaks_nothing(monkeypatch):
    def breaks(request):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views, "conferences", breaks)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something broke here" in html
    assert "secret detail" not in html
    assert "css/listing" in html


def test_who_writes_what_another_wrote_in_that_moment_is_told_so(monkeypatch, admin_client):
    """As two presses that make one conference: the form of the second is valid until the first is done."""
    a_session(start=at(9))
    conference = a_conference("2031")
    form = {name: getattr(conference, name) for name in ("name", "series", "zone", "first_day", "last_day", "language")}
    duties = {"duties-TOTAL_FORMS": 0, "duties-INITIAL_FORMS": 0}
    monkeypatch.setattr(type(conference), "validate_unique", lambda *which, **more: None)
    monkeypatch.setattr(type(conference), "validate_constraints", lambda *which, **more: None)
    response = admin_client.post(
        "/admin/programme/conference/add/", form | duties | {"slug": "2031", "day_begins": "00:00"}
    )
    assert response.status_code == 409
    assert "Somebody was quicker" in response.content.decode()


def test_a_silent_database_is_a_503_with_a_word_on_when_to_come_back(monkeypatch, client):
    def breaks(request):
        raise OperationalError("no route to secret-host")

    monkeypatch.setattr(views, "conferences", breaks)
    response = client.get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "The programme is not answering" in response.content.decode()
    assert "secret-host" not in response.content.decode()


def test_healthz_asks_the_database(client, monkeypatch):
    assert client.get("/healthz").content == b"ok\n"

    class Down:
        def cursor(self):
            raise OperationalError("down")

    monkeypatch.setattr(health, "connection", Down())
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("address", ["/", "/2030/", "/nothing/", "/2030/programme.ics", "/healthz", "/admin/login/"])
def test_every_answer_carries_its_headers(address, client):
    a_session(start=at(9))
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self';" in policy
    assert ("'unsafe-inline'" in policy) == address.startswith("/admin/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "address",
    ["/2030/%00/", "/2030/talks/" + "9" * 500 + "/", "/2030/9999-99-99/", "/%ff/", "/2030/people/?page=x&role=%00", "/?tz=%00",
     "/2030/?tz=" + "a" * 5000, "/2030/0000-00-00/", "/2030/0001-01-01/", "/2030/9999-12-31/", "/2030/9999-12-31.ics",
     "/2030/0001-01-01.ics", "/2030/people/?page=99999999999999999999", "/2030/2030-05-06/?talks[]=x", "/2030//talks//"],
)  # fmt: skip
def test_nothing_that_can_be_typed_into_an_address_breaks_it(address, client):
    a_session(start=at(9))
    assert client.get(address).status_code < 500


@pytest.mark.parametrize(
    "address", ["/2030/x%00%1B/", "/2030/?tz=%00%7F", "/2030/now/?at=%00", "/time-zone/?q=%00", "/2030/search/?q=%00"]
)
def test_no_page_repeats_what_html_may_not_hold(address, client):
    a_conference()
    text = client.get(address).content.decode()
    assert not [sign for sign in text if not sign.isprintable() and sign != "\n"]


def test_a_zone_that_is_none_is_quoted_in_part(client):
    a_conference()
    text = client.get("/2030/", {"tz": "x" * 500}).content.decode()
    assert f"There is no time zone “{'x' * 100}”." in text


@pytest.mark.parametrize("method", ["trace", "options", "put", "patch", "delete"])
def test_pages_take_get_and_head_only(method, client):
    a_session(start=at(9))
    assert getattr(client, method)("/2030/sessions/morning/").status_code == 405
    assert client.head("/2030/sessions/morning/").status_code == 200


def test_no_page_repeats_the_visitors_host(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    a_session(start=at(9))
    for address in ("/2030/", "/2030/sessions/morning/", "/2030/programme.ics", "/2030/nothing/"):
        response = client.get(address, HTTP_HOST="visitor.example", HTTP_X_FORWARDED_HOST="visitor.example")
        assert b"visitor.example" not in response.content


def test_every_page_says_as_of_when(client):
    a_session(start=at(9))
    for address in (
        "/2030/",
        "/2030/2030-05-06/",
        "/2030/people/",
        "/2030/my-schedule/",
        "/cookies/",
        "/time-zone/",
        "/2030/x/",
    ):
        assert "Programme as of " in client.get(address).content.decode(), address


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "column", "types", "told"),
    [
        ("programme_session", "title", ["varchar(600)", "varchar(500)"], {"200"}),
        ("programme_revision", "number", ["numeric", "bigint"], {"200", "200110 "}),
    ],
)
def test_an_update_of_the_tables_costs_no_page(table, column, types, told, pool, caplog):
    """Plans that are older than a table are thrown away, a page's is made anew, the revision's costs a warning; also
    where several threads meet theirs at the same moment."""
    a_session(start=at(9))
    together, first, later = threading.Barrier(READERS + 1, timeout=30), [], []
    by_itself = threading.Lock()  # or some would get the pages that others built, and their connections plan nothing

    def reader():
        with by_itself:
            planned = {read(column == "title") for _ in range(10)}  # all on one connection
        for _ in types:
            together.wait()
            together.wait()  # between the two the table becomes another
            first.append(read(column == "title"))
            connection.close()  # as at the end of each request in life
            together.wait()
            later.append(read(column == "title"))
        later.extend(planned)
        connection.close()

    threads = [threading.Thread(target=reader) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for kind in types:
        together.wait()
        alter(table, column, kind)
        together.wait()
        together.wait()
    for thread in threads:
        thread.join()
    assert set(first) <= told
    assert set(first) != {"200"} or "cached plan must not change" in caplog.text  # they did meet an old one
    assert later == ["200"] * (3 * READERS)
    assert connection.pool is pool  # nobody closed what others were using


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_mistake_of_ours_is_no_old_plan():
    """What PostgreSQL cannot do has the same code."""
    a_session(start=at(9))
    with pytest.raises(DatabaseError) as found, transaction.atomic():
        list(Session.objects.select_related("draft_room").select_for_update())
    assert found.value.__cause__.sqlstate == "0A000"
    assert not trouble.is_no_answer(found.value)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/2030/sessions/morning/", "/2030/my-schedule/", "/"])
def test_a_restart_of_the_database_costs_no_page(address, client, pool, caplog):
    a_session(start=at(9))
    client.get(address)
    connection.close()
    built.forget()
    end_connections()
    assert client.get(address).status_code in (200, 302)
    assert "The database gives no answer" in caplog.text


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_is_asked_twice_and_not_by_each(client, pool, monkeypatch):
    a_session(start=at(9))
    monkeypatch.setattr(pool, "timeout", 0.1)
    client.get("/2030/my-schedule/")
    connection.close()
    with nobody_let_in():
        assert client.get("/2030/my-schedule/").status_code == 503
        assert trouble.silence.lasts()
        connection.close()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_writes_is_not_done_twice(client, pool):
    a_talk("Deltas", start=at(9), session=a_session(start=at(9)))
    connection.close()
    end_connections()
    for status in (503, 302):
        pressed = client.post("/2030/talks/deltas/bookmark", {"keep": "yes"}, headers={"sec-fetch-site": "same-origin"})
        assert pressed.status_code == status
        connection.close()  # as at the end of each request in life


@pytest.mark.postgresql
def test_a_database_that_vanishes_is_given_up_after_seconds():
    """Without it, who waits for an answer of a machine that is gone does so for a quarter of an hour."""
    need(hasattr(socket, "TCP_USER_TIMEOUT"), "the system knows no TCP_USER_TIMEOUT: run it on Linux")
    connection.ensure_connection()
    with socket.socket(fileno=os.dup(connection.connection.fileno())) as wire:
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 3_000
        assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 5


def read(anew):
    """What a visitor gets: the status, and the number of a warning."""
    if anew:
        built.forget()
    try:
        response = Client().get("/2030/2030-05-06/")
    except Exception as error:
        return repr(error)
    return f"{response.status_code}{response.get('Warning', '')[:4]}"


@contextmanager
def server():
    """A connection of another program."""
    values = connection.settings_dict
    where = {"host": values["HOST"], "user": values["USER"], "password": values["PASSWORD"], "port": values["PORT"]}
    given = {name: value for name, value in where.items() if value}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as another:
        yield another


def end_connections():
    """As a restart does: all of ours, though none of them knows yet."""
    with server() as another:
        another.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [connection.settings_dict["NAME"]],
        )


@contextmanager
def nobody_let_in():
    """The database is away."""
    with server() as another:
        another.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} ALLOW_CONNECTIONS false")
        try:
            end_connections()
            yield
        finally:
            another.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} ALLOW_CONNECTIONS true")


def alter(table, column, kind):
    """As another program does."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}")


@pytest.fixture
def pool(monkeypatch):
    """Threads take their connections from a pool, as in life."""
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(
            connection.settings_dict["OPTIONS"], "pool", {"min_size": 1, "max_size": READERS + 1, "timeout": 20}
        )
        yield connection.pool
        connection.close()
        connection.close_pool()
