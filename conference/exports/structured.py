"""JSON-LD: sessions, talks and conferences as schema.org's Event, people as its Person; and the tags by which papers
are cited."""

from urllib.parse import urlsplit

from django.template.defaultfilters import truncatechars

from conference import tex
from conference.addresses import address_of

from .plain import is_entry, moment, one_line, people_of, spared, uri

SCHEMA = "https://schema.org"
LONGEST_DESCRIPTION = 300
MOST_EVENTS = 100  # of a person; more would make the page heavy


def conference_event(conference, sessions, site_url):
    """A conference, with the sessions that are given."""
    return filled(
        {
            **conference_stub(conference, site_url),
            "description": one_line(conference.description),
            "inLanguage": conference.language,
            "subEvent": list(spared(lambda session: stub(session, conference, site_url), sessions)),
        }
    )


def session_event(session, conference, site_url):
    """A session with its moderators and the entries of its timeline; who gives a talk stands at the talk's address."""
    entries = spared(lambda entry: stub(entry, conference, site_url), session.timeline)
    return filled(
        {
            **stub(session, conference, site_url, people=True),
            **where(session.room, session, conference),
            "description": description(session),
            "superEvent": conference_stub(conference, site_url),
            "subEvent": list(entries),
        }
    )


def talk_event(talk, conference, site_url):
    session = talk.session
    return filled(
        {
            **stub(talk, conference, site_url, people=True),
            **where(talk.place, session, conference),
            "description": description(talk),
            "inLanguage": talk.language or conference.language,
            "superEvent": {
                **stub(session, conference, site_url),
                "superEvent": conference_stub(conference, site_url),
            },
        }
    )


def stub(row, conference, site_url, people=False):
    """What every mention of a session or an entry says."""
    row.conference = conference
    if is_entry(row):
        row.session.conference = conference
    status = "EventCancelled" if row.is_cancelled else "EventScheduled"
    return filled(
        {
            "@type": "Event",
            "name": tex.to_text(row.title),
            "url": site_url + row.get_absolute_url(),
            "startDate": moment(row.start, conference.tz) if row.start else "",
            "endDate": moment(row.end, conference.tz) if row.start and row.end else "",
            "eventStatus": f"{SCHEMA}/{status}",
            "performer": [person_of(person, conference, site_url) for person in people_of(row)] if people else [],
        }
    )


def conference_stub(conference, site_url):
    return {
        "@type": "Event",
        "name": one_line(conference.name),
        "url": site_url + conference.get_absolute_url(),
        "startDate": conference.first_day.isoformat(),
        "endDate": conference.last_day.isoformat(),
        "eventStatus": f"{SCHEMA}/EventScheduled",
    }


def where(room, session, conference):
    """Room and link to join. How to attend is only known where there is a link: a room may be one on a screen.

    Search engines want a location with an address; the conference is as near to one as the programme knows.
    """
    join = uri(session.join)
    venue = one_line(conference.name)
    place = (room or not join) and {"@type": "Place", "name": one_line(room.name) if room else venue, "address": venue}
    online = join and {"@type": "VirtualLocation", "url": join}
    mode = ("Mixed" if room else "Online") if join else ""
    return {
        "location": [each for each in (place, online) if each],
        "eventAttendanceMode": mode and f"{SCHEMA}/{mode}EventAttendanceMode",
    }


def person_of(person, conference, site_url):
    url = site_url + address_of("programme:person", conference.slug, person.slug)
    return {"@type": "Person", "name": one_line(person.name), "url": url}


def person_page(person, conference, sessions, talks, site_url):
    """A person with the sessions that they moderate and the talks that they present."""
    events = spared(lambda row: stub(row, conference, site_url), [*sessions, *talks][:MOST_EVENTS])
    return filled({**person_of(person, conference, site_url), "performerIn": list(events)})


def description(row):
    return truncatechars(tex.to_text(row.abstract), LONGEST_DESCRIPTION)


def filled(values):
    return {name: value for name, value in values.items() if value}


def citation(talk, conference, site_url):
    """(name, content) of the meta tags by which Google Scholar and Zotero know a paper."""
    talk.conference = conference
    day = conference.day_of(talk.start, conference.tz) if talk.start else conference.first_day
    yield "citation_title", tex.to_text(talk.title)
    for person in talk.authors_in_order:
        yield "citation_author", one_line(person.name)
    yield "citation_conference_title", one_line(conference.name)
    yield "citation_publication_date", day.isoformat().replace("-", "/")
    yield "citation_language", talk.language or conference.language
    yield "citation_public_url", site_url + talk.get_absolute_url()
    yield "citation_abstract_html_url", site_url + talk.get_absolute_url()
    if is_pdf(paper := uri(talk.paper)):
        yield "citation_pdf_url", paper


def is_pdf(address):
    """Whether an address looks like that of a PDF: /x.pdf, /pdf/2010.11929, /pdf?id=x."""
    path = urlsplit(address).path.lower()
    return path.endswith(".pdf") or "pdf" in path.split("/")
