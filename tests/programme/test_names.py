"""The names of people in lists, as templates show them."""

import pytest
from django.template import Context, Template

from conference.programme.models import Conference, Person
from conference.programme.templatetags.programme import remembered_links
from tests.conftest import text_of
from tests.world import a_session, a_talk, at

ADA, BEN, CEM, DEE, EVE = (Person(name=name, slug=name.lower()) for name in ("Ada", "Ben", "Cem", "Dee", "Eve"))


def html_of(people, arguments="", year="2030", tz_query=""):
    context = Context({"people": people, "conference": Conference(slug=year), "tz_query": tz_query})
    return Template("{% load programme %}{% names people " + arguments + " %}").render(context)


def test_each_is_a_link_to_a_page():
    assert '<a href="/2030/people/ada/"><bdi>Ada</bdi></a> ·' in html_of([ADA, BEN])
    assert '<a href="/2030/people/ben/"><bdi>Ben</bdi></a></span>' in html_of([ADA, BEN])


def test_of_many_the_first_few_are_named():
    assert text_of(html_of([ADA, BEN, CEM, DEE, EVE], "limit=3")) == "Ada · Ben · Cem and 2 more"
    assert text_of(html_of([ADA, BEN, CEM, DEE], "limit=3")) == "Ada · Ben · Cem · Dee"
    assert text_of(html_of([ADA, BEN, CEM, DEE, EVE])) == "Ada · Ben · Cem · Dee · Eve"
    assert text_of(html_of([])) == ""


def test_what_is_remembered_of_one_list_is_not_shown_in_another():
    for _ in range(2):
        assert 'href="/2031/people/ada/"' in html_of([ADA], year="2031")
        assert 'href="/2030/people/ada/?tz=Asia/Tokyo"' in html_of([ADA], tz_query="?tz=Asia/Tokyo")
        assert 'href="/2030/people/ada/"' in html_of([ADA])
        assert 'id="first-ada"' in html_of([ADA], "key='first'")
        assert "id=" not in html_of([ADA])
        assert text_of(html_of([Person(name="Ada Byron", slug="ada")])) == "Ada Byron"


def test_of_what_anybody_may_ask_for_nothing_is_remembered():
    html_of([ADA, EVE])
    before = remembered_links.cache_info()
    html_of([ADA, EVE])
    html_of([ADA, EVE], tz_query="?tz=Asia/Tokyo")
    after = remembered_links.cache_info()
    assert (after.hits, after.misses, after.currsize) == (before.hits + 1, before.misses, before.currsize)


def test_a_name_is_only_a_text():
    assert "<bdi>&lt;i&gt;Ada</bdi>" in html_of([Person(name="<i>Ada", slug="ada")])


ALL, FOUR, THREE = "Ada · Ben · Cem · Dee · Eve · Fay", "Ada · Ben · Cem · Dee and 2 more", "Ada · Ben · Cem and 3 more"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("session", "address", "names"),
    [
        ("Morning", "/2030/sessions/morning/", ALL),
        ("Morning", "/2030/talks/on-rivers/", ALL),
        ("Morning", "/2030/people/ada/", ALL),
        ("Morning", "/2030/2030-05-06/", FOUR),
        ("Morning", "/2030/my-schedule/", THREE),
        # A session with its only talk's title is that talk.
        ("On rivers", "/2030/2030-05-06/", FOUR),
        ("On rivers", "/2030/now/?at=2030-05-06T09:05", THREE),
    ],
)
def test_wherever_a_talk_is_listed_its_people_are(session, address, names, client, read, from_here):
    a_talk("On rivers", start=at(9), session=a_session(session, start=at(9)), authors=ALL.split(" · "))
    client.post("/2030/talks/on-rivers/bookmark", {"keep": "yes"}, **from_here)
    assert names in read(address)


@pytest.mark.django_db
def test_on_the_page_of_now_a_name_has_an_id_by_which_it_is_found_when_the_page_refreshes_itself(client):
    a_talk("On rivers", start=at(9), session=a_session("On rivers", start=at(9)), authors=["Ada"])
    assert 'id="on-rivers-ada"' in client.get("/2030/now/?at=2030-05-06T09:05").content.decode()
