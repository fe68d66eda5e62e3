"""What search engines are told: where to look, what there is, and which address is the one of a page."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from conference.exports import sitemap
from conference.programme.models import Session, Talk
from tests.world import a_conference, a_day_of, a_session, a_talk, at

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
INDEX, YEAR = "/sitemap.xml", "/2030/sitemap-1.xml"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def told(client):
    """`told(address)` is what a sitemap lists: each address, without the site's own, and its lastmod or None."""

    def told(address):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/xml; charset=utf-8"
        found = {}
        for part in ElementTree.fromstring(response.content):
            loc, lastmod = part.find(f"{NAMESPACE}loc").text, part.findtext(f"{NAMESPACE}lastmod")
            assert loc.startswith(SITE)
            found[loc.removeprefix(SITE)] = lastmod and parse_datetime(lastmod)
        return found

    return told


def test_a_year_lists_every_page_that_it_has(told, client):
    a_day_of(2)
    a_talk("Q&A", kind="Q&A", session=Session.objects.get())
    a_talk("In draft", released=False)
    pages = [*("morning-talk-1", "morning-talk-2"), *("mo", "author-1", "author-2")]
    assert list(told(YEAR)) == [
        *("/2030/", "/2030/people/", "/2030/changes/", "/2030/2030-05-06/", "/2030/sessions/morning/"),
        *(f"/2030/{'talks' if 'talk' in page else 'people'}/{page}/" for page in pages),
    ]
    for address in told(YEAR):
        assert client.get(address).status_code == 200, address


def test_a_talk_that_changed_changes_what_shows_it(told):
    a_day_of(2)
    other = a_session("Other", start=at(33))
    a_talk("Elsewhere", start=at(33), session=other)
    before = told(YEAR)
    Talk.objects.filter(slug="elsewhere").update(title="Elsewhere, anew", modified="2031-01-01T00:00:00Z")
    after = told(YEAR)
    changed = {address for address in after if after[address] != before[address] and after[address].year == 2031}
    assert changed == {"/2030/2030-05-07/", "/2030/sessions/other/", "/2030/talks/elsewhere/"}


def test_the_index_leads_to_every_published_year(told):
    a_day_of(1)
    a_conference("2031")
    a_conference("2032", published=False)
    assert list(told(INDEX)) == ["/2030/sitemap-1.xml", "/2031/sitemap-1.xml"]


def test_a_large_year_has_several_files(told, client, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 4)
    a_day_of(3)
    files = list(told(INDEX))
    assert files == ["/2030/sitemap-1.xml", "/2030/sitemap-2.xml", "/2030/sitemap-3.xml"]
    listed = [address for file in files for address in told(file)]
    assert len(listed) == len(set(listed)) == 12
    for missing in ("/2030/sitemap-4.xml", "/2030/sitemap-0.xml", "/2032/sitemap-1.xml"):
        assert client.get(missing).status_code == 404


@pytest.mark.parametrize("number", ["01", f"{'0' * 3000}1", "0", "9" * 20, "9" * 5000])
def test_a_sitemap_has_one_address(number, client):
    """Others would each be built and kept, and push out the pages."""
    a_day_of(1)
    assert client.get(f"/2030/sitemap-{number}.xml").status_code == 404


@pytest.mark.parametrize(("address", "most"), [(INDEX, 4), (YEAR, 6)])
@pytest.mark.parametrize("talks", [1, 3])
def test_it_asks_the_database_little(address, most, talks, client):
    a_day_of(talks)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == most


@pytest.mark.parametrize("address", [INDEX, YEAR])
def test_it_is_known_until_the_programme_changes(address, client):
    a_day_of(1)
    known = {"HTTP_IF_NONE_MATCH": client.get(address)["ETag"]}
    assert client.get(address, **known).status_code == 304
    Talk.objects.update(title="Anew")
    assert client.get(address, **known).status_code == 200


def test_without_a_year_there_is_no_sitemap(client):
    assert client.get(INDEX).status_code == 404
    assert client.get("/robots.txt").status_code == 200


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/2030/talks/deltas/", True),
        ("/2030/talks/search-and-the-sea/", True),
        ("/2030/people/my-schedule-is-full/", True),
        ("/2030/people/?page=2", True),
        ("/2030/programme.ics", True),
        ("/admin/login/", False),
        ("/organize/2030/", False),
        ("/2030/my-schedule/", False),
        ("/2030/my-schedule/secret.ics", False),
        ("/2030/search/?q=deltas", False),
        ("/2030/talks/deltas/bookmark", False),
        ("/2030/?tz=Asia/Tokyo", False),
    ],
)
def test_robots_are_told_where_not_to_go(address, may, client):
    assert is_allowed(client.get("/robots.txt").content.decode(), address) is may


def is_allowed(robots, address):
    """As RFC 9309 has it: of the rules that match, the longest counts."""
    assert f"\nSitemap: {SITE}/sitemap.xml\n" in robots
    rules = re.findall(r"^(Allow|Disallow): (.*)$", robots, re.MULTILINE)
    match = [(len(path), word) for word, path in rules if re.match(re.escape(path).replace(r"\*", ".*"), address)]
    return max(match, default=(0, "Allow"))[1] == "Allow"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/2030/talks/morning-talk-1/?tz=Asia/Tokyo", "/2030/talks/morning-talk-1/"),
        ("/2030/2030-05-06/?talks=shown", "/2030/2030-05-06/"),
        ("/2030/people/?page=2", "/2030/people/?page=2"),
        ("/2030/people/?role=author&page=2", "/2030/people/"),
        ("/2030/people/?page=1", "/2030/people/"),
    ],
)
def test_a_page_knows_its_one_address(address, canonical, client, monkeypatch):
    monkeypatch.setattr("conference.programme.views.PEOPLE_ON_A_PAGE", 1)
    a_day_of(3)
    html = client.get(address).content.decode()
    assert re.findall('<link rel="canonical" href="(.*?)">', html) == [SITE + canonical]


@pytest.mark.parametrize("address", ["/2030/", "/2030/changes/"])
def test_changes_can_be_followed_from_a_page(address, client):
    a_day_of(1)
    link = '<link rel="alternate" type="application/atom\\+xml" title="Changes" href="(.*?)">'
    [feed] = re.findall(link, client.get(address).content.decode())
    assert client.get(feed)["Content-Type"].startswith("application/atom+xml")
