import json
import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.exports.structured import is_pdf
from conference.exports.templatetags import exports
from conference.programme.models import Conference, Person, Session, Talk
from tests.world import a_conference, a_session, a_talk

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SITE = "http://127.0.0.1:8000"


def data(html):
    [text] = re.findall('<script type="application/ld\\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(text)


@pytest.fixture
def event_on(client):
    def event_on(address):
        return data(client.get(address).content.decode())

    return event_on


def the_session():
    return a_conference().sessions.released().with_moderators().with_timeline().get(slug="morning")


def the_talk():
    return a_conference().talks.released().with_session().with_authors().get(slug="deltas")


def test_a_session_is_an_event_of_events(morning, event_on):
    Session.objects.update(join="https://example.org/join")
    event = event_on("/2030/sessions/morning/")
    sub = event.pop("subEvent")
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Morning",
        "url": f"{SITE}/2030/sessions/morning/",
        "startDate": "2030-05-06T09:00:00+01:00",
        "endDate": "2030-05-06T10:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Aurora", "address": "Rivers 2030"},
            {"@type": "VirtualLocation", "url": "https://example.org/join"},
        ],
        "performer": [{"@type": "Person", "name": "Mo", "url": f"{SITE}/2030/people/mo/"}],
        "superEvent": {
            "@type": "Event",
            "name": "Rivers 2030",
            "url": f"{SITE}/2030/",
            "startDate": "2030-05-06",
            "endDate": "2030-05-06",
            "eventStatus": "https://schema.org/EventScheduled",
        },
    }
    assert [(each["name"], each["url"], each["startDate"]) for each in sub] == [
        ("Deltas", f"{SITE}/2030/talks/deltas/", "2030-05-06T09:00:00+01:00"),
        ("Q&A", f"{SITE}/2030/sessions/morning/", "2030-05-06T09:15:00+01:00"),
    ]
    assert not any("performer" in each for each in sub)  # their own addresses tell it


def test_a_talk_belongs_to_its_session_and_year(morning, event_on):
    event = event_on("/2030/talks/deltas/")
    assert event["description"] == "We show any x²."
    assert event["location"] == [{"@type": "Place", "name": "Aurora", "address": "Rivers 2030"}]
    assert "eventAttendanceMode" not in event
    assert event["superEvent"]["name"] == "Morning"
    assert event["superEvent"]["superEvent"]["name"] == "Rivers 2030"


def test_a_year_lists_its_sessions(morning, event_on):
    event = event_on("/2030/")
    assert (event["name"], event["startDate"], event["inLanguage"]) == ("Rivers 2030", "2030-05-06", "en")
    assert [each["url"] for each in event["subEvent"]] == [f"{SITE}/2030/sessions/morning/"]


def test_a_year_of_many_sessions_stays_light(morning, monkeypatch):
    monkeypatch.setattr(exports, "MOST_SESSIONS", 0)
    groups = [(None, list(a_conference().sessions.released()))]
    assert "subEvent" not in data(exports.json_ld_conference(a_conference(), groups))


def test_what_is_cancelled_says_so(morning, event_on):
    Session.objects.update(released_cancelled=True)
    event = event_on("/2030/sessions/morning/")
    assert {each["eventStatus"] for each in [event, *event["subEvent"]]} == {"https://schema.org/EventCancelled"}
    assert event_on("/2030/talks/deltas/")["eventStatus"] == "https://schema.org/EventCancelled"


def test_what_has_no_time_has_no_dates(event_on):
    a_talk("Deltas", session=a_session("Morning"))
    assert "startDate" not in event_on("/2030/sessions/morning/")
    assert "startDate" not in event_on("/2030/talks/deltas/")


@pytest.mark.parametrize("address", ["/2030/", "/2030/sessions/morning/", "/2030/talks/deltas/"])
def test_nothing_gets_out_of_the_script(address, morning, event_on, client):
    evil = "</script><script>x()</script><!-- ]]> & \u2028 \x1b"
    for model, word in ((Conference, "name"), (Person, "name"), (Session, "title"), (Talk, "title")):
        model.objects.update(**{word: evil})
    Conference.objects.update(description=evil)
    assert "</script><script>x()</script><!-- ]]> &" in str(event_on(address))
    script = re.search("ld\\+json.>(.*?)</script>", client.get(address).content.decode(), re.DOTALL)[1]
    assert not set("<>&\u2028\x1b") & set(script)


def test_no_tag_asks_the_database(morning):
    session, talk = the_session(), the_talk()
    groups = [(None, list(a_conference().sessions.released()))]
    conference = a_conference()
    with CaptureQueriesContext(connection) as queries:
        exports.json_ld_session(session)
        exports.json_ld_talk(talk)
        exports.citation(talk)
        exports.json_ld_conference(conference)
        exports.json_ld_conference(conference, groups)
    assert len(queries) == 0


def test_a_tag_that_fails_leaves_the_page_alone(morning, caplog):
    session = the_session()
    session.slug = ""
    with caplog.at_level(logging.ERROR):
        assert exports.json_ld_session(session) == ""
    assert "left out of its page" in caplog.text


def test_papers_can_be_cited(morning, client):
    Talk.objects.filter(slug="deltas").update(title='"Deltas" & $x^2$', paper="https://openreview.net/pdf?id=a&b")
    html = client.get("/2030/talks/deltas/").content.decode()
    assert re.findall('<meta name="(citation_.*?)" content="(.*?)">', html) == [
        ("citation_title", "&quot;Deltas&quot; &amp; x²"),
        ("citation_author", "Ada"),
        ("citation_author", "Ben"),
        ("citation_conference_title", "Rivers 2030"),
        ("citation_publication_date", "2030/05/06"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}/2030/talks/deltas/"),
        ("citation_abstract_html_url", f"{SITE}/2030/talks/deltas/"),
        ("citation_pdf_url", "https://openreview.net/pdf?id=a&amp;b"),
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "looks"),
    [
        ("https://a.example/x.PDF", True),
        ("https://openreview.net/pdf?id=x", True),
        ("https://arxiv.org/pdf/2010.11929v2", True),
        ("https://openreview.net/forum?id=x", False),
        ("https://a.example/?f=x.pdf", False),
        ("https://a.example/pdfs", False),
        ("", False),
    ],
)
def test_what_looks_like_a_pdf(address, looks):
    assert is_pdf(address) is looks


def test_a_person_is_a_person_of_events(morning, event_on):
    person = event_on("/2030/people/mo/")
    [event] = person.pop("performerIn")
    assert person == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Mo",
        "url": f"{SITE}/2030/people/mo/",
    }
    assert event["url"] == f"{SITE}/2030/sessions/morning/"
    assert [event["name"] for event in event_on("/2030/people/ada/")["performerIn"]] == ["Deltas"]


# What schema.org lets each type say, as far as we use it, and what search engines want of it at least.
VOCABULARY = {
    "Event": {
        *("name", "url", "description", "inLanguage", "startDate", "endDate", "eventStatus", "eventAttendanceMode"),
        *("location", "performer", "superEvent", "subEvent"),
    },
    "Place": {"name", "address"},
    "VirtualLocation": {"url"},
    "Person": {"name", "url", "performerIn"},
}
NEEDED = {"Event": {"name", "startDate"}, "Place": {"name", "address"}, "VirtualLocation": {"url"}, "Person": {"name"}}


def things(value):
    """Every thing with a type in a document."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from things(each)


@pytest.mark.parametrize("join", ["", "https://example.org/join"])
@pytest.mark.parametrize("room", [True, False])
@pytest.mark.parametrize(
    "address", ["/2030/", "/2030/sessions/morning/", "/2030/talks/deltas/", "/2030/people/mo/", "/2030/people/ada/"]
)
def test_pages_say_what_search_engines_want(address, room, join, morning, event_on):
    Session.objects.update(join=join, **({} if room else {"released_room": None, "draft_room": None}))
    whole = event_on(address)
    for thing in things(whole):
        said = thing.keys() - {"@type", "@context"}
        assert NEEDED[thing["@type"]] <= said <= VOCABULARY[thing["@type"]], thing
    if "sessions" in address or "talks" in address:
        assert {place["@type"] for place in whole["location"]} == (
            {"Place"} if not join else {"Place", "VirtualLocation"} if room else {"VirtualLocation"}
        )
