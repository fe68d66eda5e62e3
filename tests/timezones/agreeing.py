"""One programme, read back from all that tells of it: pages in a visitor's zone, calendars, exports, JSON-LD."""

import csv
import io
import json
import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from functools import cache
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from django.db.models import F
from icalendar import Calendar

from conference.attendees.models import Attendee
from conference.columns import unguard
from conference.programme import questions
from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from conference.timezones import clock
from tests.attendees.conftest import Visitor
from tests.world import a_conference, a_room, a_session, a_talk

ZONES = [
    "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Pacific/Apia", "Australia/Lord_Howe",
    "Australia/Sydney", "Australia/Adelaide", "Australia/Eucla", "Asia/Tokyo", "Asia/Pyongyang", "Asia/Shanghai",
    "Asia/Yangon", "Asia/Dhaka", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Karachi", "Asia/Kabul", "Asia/Dubai",
    "Asia/Tehran", "Asia/Beirut", "Europe/Moscow", "Africa/Cairo", "Europe/Athens", "Europe/Berlin",
    "Africa/Casablanca", "Africa/Lagos", "Europe/London", "Europe/Dublin", "Antarctica/Troll", "Atlantic/Azores",
    "America/Nuuk", "America/Noronha", "America/Sao_Paulo", "America/St_Johns", "America/Santiago", "America/Havana",
    "America/New_York", "America/Los_Angeles", "Pacific/Marquesas", "Pacific/Pago_Pago",
]  # fmt: skip
A_QUARTER = timedelta(minutes=15)
ATOM = "{http://www.w3.org/2005/Atom}"
MOVED = re.compile(r" moved to (\w+ \d+ \w+ \d+:\d\d).* \(was: (\w+ \d+ \w+ \d+:\d\d)")
TOKEN = re.compile(
    r'<h2 class="times"><time datetime="(?P<slot>[^"]+)"|id="talk-(?P<talk>[^"]+)"|id="session-(?P<session>[^"]+)"'
    r'|<time datetime="(?P<time>[^"]+)">(?P<words>[^<]*)</time>'
)


@cache
def changes(zone, year=2030):
    """The UTC moments at which the clock of a zone is set forward or back in a year."""
    zone, moment, found = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC), []
    while moment.year == year:
        after = moment + A_QUARTER
        if moment.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found.append(after)
        moment = after
    return found


def a_programme(venue, spans, day_begins=time(0)):
    """A conference whose sessions have these (start, end) in UTC, with a talk over the whole of each, and in the first
    of them one in its last quarter of an hour."""
    days = [start.astimezone(ZoneInfo(venue)).date() for start, _ in spans]
    conference = a_conference(
        zone=venue, day_begins=day_begins, first_day=min(days), last_day=max(days) + timedelta(days=1)
    )
    for n, (start, end) in enumerate(spans):
        session = a_session(f"S{n}", start, end, a_room(f"R{n}"), moderators=["Mo"])
        for m, begin in enumerate([start] if n else [start, end - A_QUARTER]):
            a_talk(f"S{n} T{m}", begin, end, session=session, authors=["Ada"])
    return conference


class Truth:
    """What the database says: (start, end) in UTC by slug, guid and address."""

    def __init__(self, conference):
        self.conference = conference
        self.talks = {talk.slug: talk for talk in Talk.objects.filter(conference=conference).released()}
        self.sessions = {each.slug: each for each in Session.objects.filter(conference=conference).released()}
        self.by_guid = {str(talk.guid): self.of(talk) for talk in self.talks.values()}
        self.by_path = {
            each.get_absolute_url(): self.of(each) for each in [*self.talks.values(), *self.sessions.values()]
        }
        self.moments = {moment for span in self.by_path.values() for moment in span}

    @staticmethod
    def of(row):
        return row.start, row.end


def check_feeds(client, conference):
    truth, base = Truth(conference), conference.get_absolute_url()
    for read in (from_ics, from_json, from_xml, from_csv):
        assert read(client, base, conference) == truth.by_guid, read.__name__
    one_of_each = [next(iter(rows.values())).get_absolute_url() for rows in (truth.talks, truth.sessions)]
    told = [pair for address in [base, *one_of_each] for pair in from_json_ld(client, address)]
    assert {path for path, _ in told} >= {*one_of_each, *(each.get_absolute_url() for each in truth.sessions.values())}
    assert all(span == truth.by_path[path] for path, span in told)


def from_ics(client, base, conference):
    return events_of(client.get(f"{base}programme.ics").content)


def events_of(body):
    events = Calendar.from_ical(body).walk("VEVENT")
    assert all(str(event[name].to_ical(), "ascii").endswith("Z") for event in events for name in ("DTSTART", "DTEND"))
    found = [(str(event["UID"]).removesuffix("@plenary"), (event.start, event.end)) for event in events]
    assert len(dict(found)) == len(found)
    return dict(found)


def from_json(client, base, conference):
    found = {}
    for day in json.loads(client.get(f"{base}programme.json").content)["schedule"]["conference"]["days"]:
        begin, end = moment(day["day_start"]), moment(day["day_end"])
        for event in (event for events in day["rooms"].values() for event in events):
            start = moment(event["date"])
            assert begin <= start < end
            assert event["guid"] not in found
            found[event["guid"]] = (start, moment(event["end"]))
    return found


def from_xml(client, base, conference):
    """By date and duration, which counts whole minutes; the seconds of an end are the test's."""
    found = {}
    for day in ElementTree.fromstring(client.get(f"{base}programme.xml").content).iter("day"):
        begin, end = moment(day.get("start")), moment(day.get("end"))
        for event in day.iter("event"):
            start = moment(event.findtext("date"))
            assert begin <= start < end
            assert day.get("date") == conference.day_of(start, conference.tz).isoformat()
            assert event.findtext("start") == f"{start.astimezone(conference.tz):%H:%M}"
            hours, minutes = map(int, event.findtext("duration").split(":"))
            found[event.get("guid")] = (start, start + timedelta(hours=hours, minutes=minutes))
    return found


def from_csv(client, base, conference):
    text = client.get(f"{base}programme.csv").content.decode("utf-8-sig")
    rows = [{name: unguard(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]
    return {row["guid"]: (moment(row["start"]), moment(row["end"])) for row in rows}


def from_json_ld(client, address):
    html = client.get(address).content.decode()
    waiting = [json.loads(script) for script in re.findall(r'"application/ld\+json">(.*?)</script>', html)]
    while waiting:
        event = waiting.pop()
        waiting += [*event.get("subEvent", []), *([event["superEvent"]] if "superEvent" in event else [])]
        if "T" in event.get("startDate", ""):
            path = "/" + event["url"].split("/", 3)[3]
            yield path, (moment(event["startDate"]), moment(event["endDate"]))


def moment(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def check_days(client, conference, *zones):
    """The days in visitors' zones: each time is one of the programme's, written as that zone's clock shows it, and
    they hold each talk once, on its date."""
    truth, base = Truth(conference), conference.get_absolute_url()
    for zone in map(ZoneInfo, zones):
        told = Counter()
        for day in questions.days(conference, zone):
            page = client.get(f"{base}{day}/?tz={zone.key}")
            told.update(check_page(page, truth, zone))
            assert all(conference.day_of(session.start, zone) == day for session in page.context["sessions"])
        assert told == Counter(truth.talks.keys())


def check_pages(client, conference, zone_name):
    """All other pages in a visitor's zone, and the calendars of its days."""
    truth, base, zone, sent = Truth(conference), conference.get_absolute_url(), ZoneInfo(zone_name), Counter()
    session, talk = (next(iter(rows.values())).get_absolute_url() for rows in (truth.sessions, truth.talks))
    for address in (base, session, talk, f"{base}people/ada/", f"{base}people/mo/"):
        check_page(client.get(f"{address}?tz={zone_name}"), truth, zone)
    for day in questions.days(conference, zone):
        sent.update(events_of(client.get(f"{base}{day}.ics?tz={zone_name}").content).keys())
    assert sent == Counter(truth.by_guid.keys())


def check_kept(conference, *zones):
    """Of somebody who keeps every talk, and whose talks then all begin a quarter of an hour later: My Schedule as list
    and as day view and what a friend sees of it, in these zones; its calendars, its table and what its feed tells."""
    before, page = Truth(conference), f"{conference.get_absolute_url()}my-schedule"
    first, *others = before.talks.values()
    somebody = Visitor().keep(first)
    Attendee.objects.get().keep_all([each.pk for each in others])
    shared, calendar, feed = somebody.make("share"), somebody.address("calendar"), somebody.address("news")
    later = {f"draft_{word}": F(f"draft_{word}") + A_QUARTER for word in ("start", "end")}
    Talk.objects.filter(conference=conference).update(**later)
    released = release(conference)
    truth = Truth(conference)
    for zone in zones:
        for address in (f"{page}/", f"{page}/?view=day", shared):
            values = {"tz": zone, "view": "day" if "?" in address else ""}
            listed = check_page(somebody.get(address, values), truth, ZoneInfo(zone))
            assert sorted(listed) == sorted(truth.talks), address
    talks = {str(talk.guid): truth.of(talk) for talk in truth.talks.values()}
    for address in (calendar, f"{shared.rstrip('/')}.ics", f"{page}.ics"):
        assert events_of(somebody.get(address).content) == talks, address
    rows = list(csv.DictReader(io.StringIO(somebody.get(f"{page}.csv").content.decode("utf-8-sig"))))
    assert [(moment(row["start"]), moment(row["end"])) for row in rows] == sorted(talks.values())
    expected = {slug: (talk.start, before.talks[slug].start) for slug, talk in truth.talks.items()}
    assert from_atom(somebody.get(feed).content, released.released_at) == {
        slug: tuple(shown(start.astimezone(conference.tz)) for start in starts) for slug, starts in expected.items()
    }


def from_atom(body, released_at):
    """By the slug of a talk, when its feed says that it begins and began, on the clock of the venue."""
    found = {}
    for entry in ElementTree.fromstring(body).iter(f"{ATOM}entry"):
        assert moment(entry.findtext(f"{ATOM}updated")) == released_at
        new, old = MOVED.search(entry.findtext(f"{ATOM}title")).groups()
        slug = entry.find(f"{ATOM}link").get("href").rstrip("/").rpartition("/")[2]
        assert slug not in found
        found[slug] = new, old
    return found


def shown(local):
    return f"{local:%a %-d %b %-H:%M}"


def check_page(response, truth, zone):
    """The slugs of the talks that a page lists, after a look at each time on it."""
    assert response.status_code == 200
    talks, slot, entry = [], None, None
    for token in TOKEN.finditer(response.content.decode().partition("<footer")[0]):
        if token["slot"]:
            slot = moment(token["slot"])
        elif token["session"]:
            assert slot in (None, truth.sessions[token["session"]].start)
        elif token["talk"]:
            entry = truth.talks[token["talk"]]
            talks.append(entry.slug)
        else:
            local = datetime.fromisoformat(token["time"])
            shown = local.astimezone(zone)
            assert local.utcoffset() == shown.utcoffset(), token[0]
            assert clock.clock_time(shown) in token["words"], token[0]
            assert (entry.start if entry else local) == local
            assert local in truth.moments
            entry = None
    return talks
