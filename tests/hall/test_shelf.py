"""The shelf, and what stands on it."""

import gzip
import random
import threading

import brotli
import pytest
from django.http import HttpResponse

from conference.shelf import LARGE, OFTEN, OVERHEAD, Built, Shelf, coding_for, packing

pytestmark = pytest.mark.once

PAGE = b"<p>Rivers and their deltas.</p>" * 40


def a_page(body=PAGE):
    return Built(body, {}, '"tag"', mark=1)


def test_what_was_not_asked_for_longest_falls_off():
    shelf = Shelf(room=3 * a_page().weight)
    for place in "abc":
        shelf.put(place, a_page())
    shelf.get("a")
    shelf.put("d", a_page())
    assert [place for place in "abcd" if shelf.get(place)] == ["a", "c", "d"]


def test_a_newer_page_takes_the_place_and_the_weight_of_the_older():
    shelf = Shelf(room=10**6)
    for _ in range(5):
        shelf.put("a", a_page())
    assert shelf.taken == a_page().weight


def test_it_never_takes_more_than_its_room():
    shelf = Shelf(room=20_000)
    for n in range(100):
        shelf.put(n, a_page(b"x" * n * 137))
        assert shelf.taken == sum(each.weight for each in shelf.things.values()) <= 20_000
    shelf.put("whale", a_page(b"x" * 30_000))
    assert shelf.get("whale") is None


def test_what_is_only_known_keeps_the_last_one_that_was_here_and_no_other():
    page = a_page()
    known = Built(None, {}, '"new"', mark=2, before=page)
    newer = Built(None, {}, '"newer"', mark=3, before=known)
    assert (known.before, newer.before, a_page().before) == (page, page, None)
    assert known.weight == newer.weight == page.weight + OVERHEAD


def test_each_coding_is_made_once_and_weighs_what_was_said():
    page = a_page()
    for coding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        body, found = page.body(coding)
        assert (unpack(body), found) == (PAGE, coding)
        assert page.body(coding)[0] is body
    assert sum(len(body) for body in page.bodies.values()) + OVERHEAD <= page.weight


def test_what_is_asked_for_often_is_packed_more_tightly():
    page = a_page(b"".join(b"<p>Talk %d of %d</p>" % (n * n, n) for n in range(300)))
    loose = page.body("br")[0]
    for _ in range(OFTEN):
        page.body("br")
    tight = page.body("br")[0]
    assert len(tight) < len(loose)
    assert brotli.decompress(tight) == page.body("")[0]


def test_what_does_not_get_smaller_stays_as_it_is():
    noise = random.Random(1).randbytes(1000)
    assert a_page(noise).body("br") == a_page(noise).body("gzip") == (noise, "")
    assert a_page(b"short").body("br") == (b"short", "")


def test_what_is_large_is_only_kept_compressed():
    page = a_page(b"talk " * LARGE)
    assert page.body("")[0] == b"talk " * LARGE
    assert gzip.decompress(page.body("br")[0]) == page.body("")[0]
    assert sum(len(body) for body in page.bodies.values()) < LARGE


def test_only_one_has_the_turn_of_a_place():
    shelf, order = Shelf(1000), []

    def build(name):
        with shelf.turn("a"):
            order.extend([name, name])

    threads = [threading.Thread(target=build, args=[n]) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order[::2] == order[1::2]
    assert shelf.turn("a") is not shelf.turn("b")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("identity, *;q=0", ""),
        ("", ""),
        ("gzip;q=0", ""),
        ("br;\tq=0, gzip", "gzip"),
        ("br; q=0., gzip;q=0.001", "gzip"),
    ],
)
def test_which_coding_a_client_takes(accepted, coding):
    assert coding_for(accepted) == coding


@pytest.mark.parametrize(("accepted", "coding"), [("gzip", "gzip"), ("gzip;q=0", None), ("br, gzip;q=0", None)])
def test_nobody_gets_packed_what_they_refuse(accepted, coding, rf):
    """Neither what is built for one, which Django packs."""
    response = packing(lambda request: HttpResponse(PAGE))(rf.get("/", HTTP_ACCEPT_ENCODING=accepted))
    assert response.get("Content-Encoding") == coding
    assert response["Vary"] == "Accept-Encoding"
