"""No two elements of a page share an id, whatever titles and names are given."""

import re

import pytest

from tests.world import a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db

FRAME = ["Main", "Years", "tz", "trouble", "kept-count", "Bookmark 2", "Subscribe", "feed", "q"]


def test_ids_are_unique(client, from_here):
    for n, title in enumerate(FRAME):
        session = a_session(title, start=at(9), room=a_room(f"R{n}"), moderators=["Mo"])
        for _ in range(2):
            talk = a_talk(title, start=at(9), session=session, authors=["Ada", "Mo"])
        client.post(f"/2030/talks/{talk.slug}/bookmark", {"keep": "yes"}, **from_here)
    keynote = a_session("Main", start=at(11))
    a_talk("Main", start=at(11), session=keynote)
    addresses = [
        "2030-05-06/",
        "2030-05-06/?talks=shown",
        "sessions/main/",
        "talks/main/",
        "people/mo/",
        "my-schedule/",
        "",
    ]
    for address in addresses:
        html = client.get(f"/2030/{address}").content.decode()
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert sorted(ids) == sorted(set(ids)), address


def test_titles_differ_from_page_to_page(client):
    a_talk("Deltas", start=at(9), session=a_session(start=at(9)), authors=["Ada"])
    addresses = ["/2030/", "/2030/2030-05-06/", "/2030/sessions/morning/", "/2030/talks/deltas/", "/2030/people/",
                 "/2030/people/ada/", "/2030/my-schedule/", "/2030/changes/", "/time-zone/", "/cookies/"]  # fmt: skip
    titles = [re.search(r"<title>(.*?)</title>", client.get(a).content.decode())[1] for a in addresses]
    assert len(set(titles)) == len(addresses), titles


@pytest.mark.parametrize(
    "address", ["", "2030-05-06/", "people/", "people/ada/", "changes/", "nothing/", "talks/deltas/"]
)
def test_a_zone_in_the_address_goes_along_every_link(address, client):
    a_talk("Deltas", start=at(9), session=a_session(start=at(9)), authors=["Ada"])
    html = client.get(f"/2030/{address}?tz=Etc/GMT%2B5").content.decode()
    pages = [link for link in re.findall(r'href="((?:/2030/|\?)[^"#]*)"', html) if "." not in link]
    assert pages
    assert [link for link in pages if "tz=Etc/GMT%2B5" not in link] == []


def test_the_zones_page_stays_in_the_year_it_came_from(client):
    from tests.world import a_conference

    a_session(start=at(9))
    a_conference("2041", series="Later", first_day="2041-05-06", last_day="2041-05-06")
    html = client.get("/time-zone/?next=/2030/sessions/morning/").content.decode()
    assert "Select Year: (2030)" in html
