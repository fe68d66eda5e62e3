"""What is built once: the same for all, outdated by the next change, and never somebody's own."""

import gzip
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference import shelf, trouble
from conference.exports import views as export_views
from conference.programme import built, door, views
from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from conference.search import views as search_views
from tests.world import a_conference, a_day_of, at

pytestmark = pytest.mark.django_db

PAGES = [
    "/2030/",
    "/2030/2030-05-06/",
    "/2030/2030-05-06/?talks=shown",
    "/2030/sessions/morning/",
    "/2030/talks/morning-talk-1/",
    "/2030/people/",
    "/2030/people/mo/",
    "/2030/changes/",
]
FEEDS = [
    "/2030/programme.ics",
    "/2030/2030-05-06.ics",
    "/2030/sessions/morning.ics",
    "/2030/talks/morning-talk-1.ics",
    "/2030/people/mo.ics",
    "/2030/programme.json",
    "/2030/programme.xml",
    "/2030/programme.csv",
    "/2030/sessions/morning.bib",
    "/2030/changes.atom",
]
TALK, DAY, SEARCH = "/2030/talks/morning-talk-1/", "/2030/2030-05-06/", "/2030/search/?q=talk+"


@pytest.fixture
def morning():
    return a_day_of(3)


@pytest.fixture
def renders(monkeypatch):
    """The paths of the talk pages that were rendered, one entry each time."""
    rendered, talk_page = [], views.render
    monkeypatch.setattr(
        views, "render", lambda request, *rest: rendered.append(request.path) or talk_page(request, *rest)
    )
    return rendered


@pytest.mark.parametrize("address", PAGES + FEEDS)
def test_the_second_visitor_costs_one_query_and_gets_the_same(address, morning):
    first = Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(address)
    assert len(queries) == 1
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))
    assert first["Cache-Control"] == "public, no-cache"
    assert not second.cookies


@pytest.mark.once
@pytest.mark.parametrize("address", PAGES + FEEDS)
def test_who_holds_it_already_is_told_304_for_one_query(address, morning):
    tag = Client().get(address)["ETag"]
    for form in (tag, f"W/{tag}"):  # the second is what a proxy makes of it that packs
        with CaptureQueriesContext(connection) as queries:
            again = Client().get(address, HTTP_IF_NONE_MATCH=f'"other", {form}')
        assert (again.status_code, again.content, again["ETag"], len(queries)) == (304, b"", form, 1)
    headers = vary_and_tag(Client().get(address))
    assert vary_and_tag(again) == (headers[0], f"W/{tag}")
    built.forget()
    first = Client().get(address, HTTP_IF_NONE_MATCH=tag)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(address, HTTP_IF_NONE_MATCH=tag)
    assert (first.status_code, *vary_and_tag(first)) == (304, *headers)
    assert (second.status_code, second.headers, len(queries)) == (304, first.headers, 1)


@pytest.mark.parametrize("address", FEEDS)
def test_whoever_was_found_to_hold_it_packed_or_not_the_others_are_told_too(address, morning):
    tag = Client().get(address)["ETag"]
    for first, second in ((tag, f"W/{tag}"), (f"W/{tag}", tag)):
        built.forget()
        Client().get(address, HTTP_IF_NONE_MATCH=first)
        with CaptureQueriesContext(connection) as queries:
            again = Client().get(address, HTTP_IF_NONE_MATCH=second)
        assert (again.status_code, again["ETag"], len(queries)) == (304, second, 1)


@pytest.mark.parametrize("address", FEEDS)
def test_what_is_only_known_to_be_held_is_built_for_who_does_not_hold_it(address, morning):
    whole = Client().get(address)
    built.forget()
    assert Client().get(address, HTTP_IF_NONE_MATCH=whole["ETag"]).status_code == 304
    for asked_after in ({}, {"HTTP_IF_NONE_MATCH": '"other"'}):
        again = Client().get(address, **asked_after)
        assert (again.status_code, again.content, again.headers) == (200, whole.content, whole.headers)
    rename()
    again = Client().get(address, HTTP_IF_NONE_MATCH=whole["ETag"])
    assert (again.status_code, again["ETag"] != whole["ETag"]) == (200, True)


def test_who_waits_while_it_is_only_found_to_be_held_gets_it_whole(morning, monkeypatch):
    whole, take = Client().get("/2030/programme.ics"), built.take
    built.forget()

    def take_after_another(*turn):
        monkeypatch.setattr(built, "take", take)
        assert Client().get("/2030/programme.ics", HTTP_IF_NONE_MATCH=whole["ETag"]).status_code == 304
        take(*turn)

    monkeypatch.setattr(built, "take", take_after_another)
    again = Client().get("/2030/programme.ics")
    assert (again.status_code, again.content) == (200, whole.content)
    assert built.take is take


def vary_and_tag(response):
    return set(response["Vary"].split(", ")), response["ETag"]


@pytest.mark.parametrize("address", [TALK, "/2030/programme.ics"])
def test_a_head_has_the_headers_of_the_page(address, morning):
    head = Client().head(address)
    page = Client().get(address)
    assert (head.content, dict(head.headers)) == (b"", dict(page.headers))
    assert page["Content-Length"] == str(len(page.content))


def test_each_coding_is_the_same_page(morning):
    plain, zipped = Client().get(TALK), Client().get(TALK, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] == f"W/{plain['ETag']}"
    assert {"Cookie", "Accept-Encoding"} <= {name.strip() for name in plain["Vary"].split(",")}
    again = Client().get(TALK, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=zipped["ETag"])
    assert again.status_code == 304
    assert "Content-Encoding" not in again


@pytest.mark.parametrize("address", [TALK, "/2030/programme.ics", "/2030/now/", "/cookies/", "/2030/talks/absent/"])
@pytest.mark.parametrize("cookie", ["", "attendee", "session"])
def test_whatever_is_told_is_packed_once(address, cookie, morning, client, from_here, now):
    now(at(9))
    if cookie == "attendee":
        client.post(f"{TALK}bookmark", {"keep": "yes"}, **from_here)
    elif cookie:
        client.cookies[cookie] = "1"
    for _ in range(2):
        plain, zipped = client.get(address), client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        assert zipped["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.content) == plain.content
        assert "Content-Encoding" not in plain
        assert "Accept-Encoding" in zipped["Vary"] or zipped["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Talk.objects.filter(slug="morning-talk-1").update(title="Renamed"),
        lambda: Talk.objects.get(slug="morning-talk-1").delete(),
        lambda: a_conference().delete(),
        lambda: Session.objects.update(draft_start=at(8)) and release(a_conference()),
        lambda: a_conference("2031"),
    ],
)
def test_each_change_is_seen_at_once(change, morning):
    before = Client().get(TALK)
    change()
    after = Client().get(TALK)
    assert after.content != before.content
    assert after.get("ETag") != before["ETag"]


def test_a_year_that_is_no_longer_published_is_gone_at_once(morning):
    year = a_conference()
    Client().get(TALK)
    year.published = False
    year.save()
    assert Client().get(TALK).status_code == 404


def test_what_changes_elsewhere_is_seen_without_a_word(morning):
    """Another process writes; this one has nothing but the database to know it by."""
    before = Client().get(TALK).content
    with connection.cursor() as cursor:
        cursor.execute("UPDATE programme_talk SET title = 'Renamed'")
        assert Client().get(TALK).content == before
        cursor.execute("UPDATE programme_revision SET number = number + 1")
    assert b"Renamed" in Client().get(TALK).content


def test_who_takes_a_large_file_in_one_coding_only_gets_no_other(morning, monkeypatch):
    """Large ones are kept in gzip."""
    monkeypatch.setattr(shelf, "LARGE", 10)
    for accepted, coding in (("br, gzip", "gzip"), ("br", None), ("br, gzip;q=0", None)):
        told = Client().get("/2030/programme.json", HTTP_ACCEPT_ENCODING=accepted)
        assert told.get("Content-Encoding") == coding
        body = gzip.decompress(told.content) if coding else told.content
        assert body.startswith(b"{")


def test_who_holds_a_large_file_is_told_so_without_unpacking_it(morning, monkeypatch):
    monkeypatch.setattr(shelf, "LARGE", 100)
    tag = Client().get("/2030/programme.ics")["ETag"]
    monkeypatch.setattr(shelf.gzip, "decompress", lambda packed: 1 / 0)
    assert Client().get("/2030/programme.ics", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert Client().get("/2030/programme.ics", HTTP_ACCEPT_ENCODING="gzip").status_code == 200


def test_a_draft_is_never_on_the_shelf(morning, admin_client):
    Session.objects.update(draft_cancelled=True)
    admin_client.post("/organize/2030/preview", {"show": "yes"})
    assert b"Cancelled" in admin_client.get(TALK).content
    assert b"Cancelled" not in Client().get(TALK).content
    assert b"Cancelled" in admin_client.get(TALK).content


def test_an_organizer_gets_their_own_page_and_nobody_else_does(morning, admin_client):
    Client().get(TALK)
    page = admin_client.get(TALK)
    assert b"Edit this talk" in page.content
    assert page["Cache-Control"] == "private, no-store"
    built.forget()
    admin_client.get(TALK)
    assert b"Edit this talk" not in Client().get(TALK).content


def test_each_zone_has_its_own(morning):
    tokyo = Client()
    tokyo.cookies["time_zone"] = "Asia/Tokyo"
    page = tokyo.get(TALK)
    assert b"JST" in page.content
    assert page["Cache-Control"] == "private, no-cache"
    assert b"JST" not in Client().get(TALK).content
    assert b"JST" in Client().get(f"{TALK}?tz=Asia/Tokyo").content
    with CaptureQueriesContext(connection) as queries:
        assert tokyo.get(TALK).content == page.content
    assert len(queries) == 1
    tokyo.cookies["time_zone"] = "Nowhere/At-All"
    assert tokyo.get(TALK).content == Client().get(TALK).content


def test_what_htmx_asks_for_stands_in_another_place(rf):
    htmx, autoencoded = {"HTTP_HX_REQUEST": "true"}, {"HTTP_HX_REQUEST_URI_AUTOENCODED": "true"}
    asked = [{}, htmx, htmx | {"HTTP_HX_BOOSTED": "true"}, htmx | {"HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}]
    assert len({built.place_of(rf.get(TALK, **headers)) for headers in asked}) == 4
    disguised = rf.get(TALK, HTTP_HX_REQUEST="%74rue", **autoencoded)
    assert built.place_of(disguised) == built.place_of(rf.get(TALK, **htmx))


def test_nothing_that_anybody_may_invent_pushes_out_a_page(morning, monkeypatch):
    monkeypatch.setattr(built.asked, "room", 100_000)
    Client().get(TALK)
    for n in range(20):
        assert Client().get(f"{TALK}?print={n}").status_code == 200
    assert built.asked.taken <= 100_000
    with CaptureQueriesContext(connection) as queries:
        Client().get(TALK)
    assert len(queries) == 1


@pytest.mark.parametrize("address", ["/2030/sitemap-99.xml", "/2030/2031-01-01.ics"])
def test_of_what_anybody_may_name_nothing_is_known_where_there_is_nothing(address, morning):
    """`*` needs no ETag, and whoever sends it could invent as many days and sitemaps as push out every page."""
    assert Client().get(address, HTTP_IF_NONE_MATCH="*").status_code == 404
    assert not built.plain.things


@pytest.mark.parametrize("address", FEEDS)
def test_who_holds_anything_at_all_has_a_feed_built_for_the_others(address, morning):
    assert Client().get(address, HTTP_IF_NONE_MATCH="*").status_code == 304
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    assert len(queries) == 1


@pytest.mark.parametrize("address", ["/2030/talks/absent/", "/2030/my-schedule/", "/cookies/", "/", "/healthz"])
def test_nothing_else_is_kept(address, morning):
    Client().get(address)
    assert not built.plain.things
    assert not built.asked.things


def test_a_host_that_is_not_ours_gets_no_page(morning):
    Client().get(TALK)
    assert Client().get(TALK, HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("address", ["/2030/", "/2030/2030-05-06/", TALK])
def test_a_page_is_true_until_the_next_day_begins(address, morning, monkeypatch):
    now = at(23)
    monkeypatch.setattr(timezone, "now", lambda: now)
    before = Client().get(address)
    assert built.plain.get((address, "", "", ())).until == at(24)
    now = at(24)
    after = Client().get(address)
    assert after["ETag"] != before["ETag"]
    assert Client().get(address, HTTP_IF_NONE_MATCH=before["ETag"]).status_code == 200


def test_what_is_over_stays_true(morning, rf, monkeypatch):
    year, request = a_conference(), rf.get("/")
    monkeypatch.setattr(timezone, "now", lambda: at(72))
    door.today(request, year)
    assert not hasattr(request, "good_until")


def test_where_the_database_is_away_what_is_there_is_told_with_a_warning(morning, monkeypatch):
    page = Client().get(TALK)

    def away(conference):
        raise OperationalError("away")

    monkeypatch.setattr(built, "mark_of", away)
    stale = Client().get(TALK)
    assert (stale.status_code, stale.content) == (200, page.content)
    assert stale["Warning"] == '110 - "Response is Stale"'


@pytest.fixture
def elsewhere():
    """`elsewhere(client, address, change)`: another process builds the page anew after the change; its ETag."""

    def build(client, address, change):
        client.get(address)
        ours = [(things, dict(things)) for things in (built.plain.things, built.asked.things)]
        change()
        tag = client.get(address, HTTP_ACCEPT_ENCODING="gzip")["ETag"]
        for things, before in ours:
            things.clear()
            things.update(before)
        return tag

    return build


def rename():
    Talk.objects.update(title="Renamed")


@pytest.mark.parametrize("zone", ["", "Asia/Tokyo"])
def test_what_another_process_built_is_known_without_building_it(zone, morning, renders, client, elsewhere):
    if zone:
        client.cookies["time_zone"] = zone
    tag = elsewhere(client, TALK, rename)
    with CaptureQueriesContext(connection) as queries:
        told = client.get(TALK, HTTP_IF_NONE_MATCH=tag)
    assert (told.status_code, told["ETag"], len(queries), len(renders)) == (304, tag, 1, 2)
    assert b"Renamed" in client.get(TALK).content
    assert client.get(TALK, HTTP_IF_NONE_MATCH=tag).headers == told.headers
    assert told["Cache-Control"] == ("private, no-cache" if zone else "public, no-cache")
    assert {"Vary", "Content-Security-Policy", "X-Frame-Options"} <= told.headers.keys()
    Talk.objects.update(title="Renamed again")
    assert b"Renamed again" in client.get(TALK, HTTP_IF_NONE_MATCH=tag).content


def test_where_the_database_is_away_who_does_not_hold_what_is_only_known_gets_the_one_before(
    morning, client, elsewhere, monkeypatch
):
    address = "/2030/programme.ics"
    before = client.get(address)
    tag = elsewhere(client, address, rename)
    assert client.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    with monkeypatch.context() as outage:
        outage.setattr(built, "revision_of", away)
        held, old = client.get(address, HTTP_IF_NONE_MATCH=tag), client.get(address)
    assert (held.status_code, held["ETag"]) == (304, tag)
    assert (old.status_code, old.content, old["ETag"]) == (200, before.content, before["ETag"])
    assert held["Warning"] == old["Warning"] == built.STALE
    trouble.silence.ended()
    assert b"Renamed" in client.get(address).content
    assert [page.before for page in built.plain.things.values()] == [None]


def test_where_the_database_is_away_what_is_only_known_is_no_answer_to_who_does_not_hold_it(
    morning, client, monkeypatch
):
    tag = client.get("/2030/programme.ics")["ETag"]
    built.forget()
    assert client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=tag).status_code == 304
    monkeypatch.setattr(built, "revision_of", away)
    assert client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH=tag)["Warning"] == built.STALE
    assert client.get("/2030/programme.ics", HTTP_IF_NONE_MATCH='"other"').status_code == 503


def away(*args):
    raise OperationalError("away")


def test_what_another_process_built_is_not_good_for_longer(morning, client, elsewhere, now):
    """A day's page tells whether it is today."""
    now(at(9))
    tag = elsewhere(client, DAY, rename)
    assert client.get(DAY, HTTP_IF_NONE_MATCH=tag).status_code == 304
    now(at(9) + timedelta(days=3))
    assert client.get(DAY, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_who_holds_anything_at_all_is_told_of_what_there_is(morning, client):
    """`*` names whatever there is; of a page that is outdated nobody knows yet whether it still exists."""
    client.get(TALK)
    assert client.get(TALK, HTTP_IF_NONE_MATCH="*").status_code == 304
    Talk.objects.get(slug="morning-talk-1").delete()
    assert client.get(TALK, HTTP_IF_NONE_MATCH="*").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_burst_renders_a_page_once(morning, renders):
    gate, pages = threading.Barrier(8), []

    def visit():
        client = Client()
        gate.wait()
        pages.append(client.get(TALK).content)
        connections.close_all()

    for burst in (1, 2):
        threads = [threading.Thread(target=visit) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert renders == [TALK] * burst
        assert len(set(pages)) == burst
        Talk.objects.update(title="Renamed")


@pytest.mark.django_db(transaction=True)
def test_a_burst_makes_a_search_once_also_after_the_index_was_behind(morning, monkeypatch):
    """What is found meanwhile is for nobody else; that is so of one answer, and not of all that come later."""
    gate, made, page, client = threading.Barrier(8), [], search_views.page, Client()
    client.get(SEARCH + "0")
    with monkeypatch.context() as patch:
        patch.setattr(search_views, "is_up_to_date", lambda conference: False)
        assert client.get(SEARCH + "1")["Cache-Control"] == "private, no-store"
    client.get(SEARCH + "2")

    def slowly(*args):
        made.append(args)
        time.sleep(0.2)
        return page(*args)

    def visit():
        visitor = Client()
        visitor.handler = client.handler  # of the same process
        gate.wait()
        visitor.get(SEARCH + "3")
        connections.close_all()

    monkeypatch.setattr(search_views, "page", slowly)
    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_page_keeps_no_connection_from_others(morning, monkeypatch):
    """A pool has eight: nine who wait for a large file would stop the site. SQLite has one for each thread."""
    from_a_pool = connection.vendor == "postgresql"
    building, go_on, open_ones, found = threading.Event(), threading.Event(), [], []
    enter, is_true = views.enter, built.is_true

    def slowly(*args):
        building.set()
        go_on.wait(60)
        return enter(*args)

    def asking(page, mark):
        told = is_true(page, mark)
        open_ones.append(connections["default"])
        return told

    def visit():
        found.append(Client().get(TALK).status_code)
        connections.close_all()

    Client().get(TALK)
    Talk.objects.update(title="Renamed")
    monkeypatch.setattr(views, "enter", slowly)
    monkeypatch.setattr(built, "is_true", asking)
    threads = [threading.Thread(target=visit) for _ in range(3)]
    threads[0].start()
    assert building.wait(60)
    for thread in threads[1:]:
        thread.start()
    soon = time.monotonic() + 20
    while time.monotonic() < soon and [each.connection is None for each in open_ones] != [
        False,
        from_a_pool,
        from_a_pool,
    ]:
        time.sleep(0.01)
    given_back = [each.connection is None for each in open_ones]
    go_on.set()
    for thread in threads:
        thread.join()
    assert given_back == [False, from_a_pool, from_a_pool]
    assert found == [200, 200, 200]


def test_a_page_that_fails_lets_the_next_one_try(morning, monkeypatch):
    monkeypatch.setattr(views.questions, "neighbours", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    assert client.get(TALK).status_code == 500
    assert not built.builders[True].locked()
    monkeypatch.undo()
    assert client.get(TALK).status_code == 200


@pytest.mark.parametrize("address", [TALK, "/2030/programme.json"])
def test_one_page_and_one_file_are_built_at_a_time(address, morning, monkeypatch):
    locked, is_page = [], address.endswith("/")
    enter = door.enter

    def noting(*args):
        locked.append({sort: builder.locked() for sort, builder in built.builders.items()})
        return enter(*args)

    monkeypatch.setattr(views if is_page else export_views, "enter", noting)
    for _ in ("built", "from the shelf"):
        assert Client().get(address).status_code == 200
        assert not any(builder.locked() for builder in built.builders.values())
    assert locked == [{is_page: True, not is_page: False}]


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_stuck_does_not_stop_the_others(morning, monkeypatch):
    monkeypatch.setattr(built, "PATIENCE", 0)
    with built.builders[True]:
        assert Client().get(TALK).status_code == 200
        assert built.builders[True].locked()


def test_while_the_database_is_silent_one_asks_and_the_others_do_not_wait(morning, client, monkeypatch):
    client.get(TALK)
    asked, later = [], time.monotonic()

    def away(*args):
        asked.append(args)
        raise OperationalError("away")

    with monkeypatch.context() as outage:
        outage.setattr(built, "revision_of", away)
        assert [client.get(TALK)["Warning"] for _ in range(5)] == [built.STALE] * 5
        assert len(asked) == 1
        outage.setattr(time, "monotonic", lambda: later + 60)
        assert [client.get(TALK)["Warning"] for _ in range(5)] == [built.STALE] * 5
        assert len(asked) == 2
    monkeypatch.setattr(time, "monotonic", lambda: later + 120)
    assert "Warning" not in client.get(TALK)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_page_that_cannot_be_built_does_not_wait_for_each_before(morning, monkeypatch):
    tried, statuses, gate = [], [], threading.Barrier(6)

    def away(*args):
        tried.append(args)
        trouble.silence.began()
        raise OperationalError("away")

    def visit():
        gate.wait()
        statuses.append(Client().get(TALK).status_code)
        connections.close_all()

    monkeypatch.setattr(views, "enter", away)
    monkeypatch.setattr(time, "monotonic", lambda: 1000)
    visitors = [threading.Thread(target=visit) for _ in range(6)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    assert (statuses, len(tried)) == ([503] * 6, 1)


def test_an_address_longer_than_any_of_ours_is_answered_and_not_kept(morning, client):
    assert client.get("/2030/?print=" + "y" * 1_100).status_code == 200
    assert not built.asked.things
    client.get("/2030/?print=y")
    assert len(built.asked.things) == 1


def test_the_same_question_in_other_words_is_the_same_page(morning, client):
    asked = ["talks=shown&tz=Asia/Tokyo", "%74z=Asia%2FTokyo&talks=&x&talks=shown", "tz=Asia/Tokyo&talks=shown&tz2=UTC"]
    pages = [client.get(f"/2030/2030-05-06/?{query}") for query in asked]
    assert len(built.asked.things) == 1
    assert len({page.content for page in pages}) == 1
    assert b"JST" in pages[0].content


def test_a_file_is_the_same_in_every_zone(morning, client):
    client.cookies["time_zone"] = "Asia/Tokyo"
    file = client.get("/2030/programme.ics?utm_source=mail")
    assert file.content == Client().get("/2030/programme.ics").content
    assert (len(built.plain.things), len(built.asked.things)) == (1, 0)
