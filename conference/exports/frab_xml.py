"""The schedule as frab's (once pentabarf's) XML. Pure: the document of `frab.schedule` in, bytes out."""

from xml.etree import ElementTree

LONGEST = "99:59"  # all that the format's two digits can say
FIELDS = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle"),
    *("track", "type", "language", "abstract"),
)


def to_xml(document, url):
    """The bytes of programme.xml, which is found at `url`."""
    schedule = document["schedule"]
    root = ElementTree.Element("schedule")
    ElementTree.SubElement(root, "generator", name=document["generator"]["name"], system=document["generator"]["url"])
    add(root, "url", url)
    add(root, "version", schedule["version"])
    conference = ElementTree.SubElement(root, "conference")
    told = schedule["conference"]
    for name in ("acronym", "title", "start", "end"):
        add(conference, name, told[name])
    add(conference, "days", str(told["daysCount"]))
    for name in ("timeslot_duration", "time_zone_name", "url"):
        if name in told:
            add(conference, name, told[name])
    add(conference, "base_url", schedule["base_url"])
    for track in told["tracks"]:
        ElementTree.SubElement(conference, "track", track)
    for day in told["days"]:
        add_day(root, day)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def add(parent, name, text, **attributes):
    ElementTree.SubElement(parent, name, attributes).text = text


def add_day(root, day):
    element = ElementTree.SubElement(
        root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"], end=day["day_end"]
    )
    for name, events in day["rooms"].items():
        room = ElementTree.SubElement(element, "room", name=name)
        for event in events:
            add_event(room, event)


def add_event(room, event):
    element = ElementTree.SubElement(room, "event", guid=event["guid"], id=str(event["id"]))
    short = event | {"duration": event["duration"] if len(event["duration"]) <= len(LONGEST) else LONGEST}
    for name in FIELDS:
        add(element, name, short[name] or "")
    persons = ElementTree.SubElement(element, "persons")
    for person in event["persons"]:
        add(persons, "person", person["name"], id=str(person["id"]), guid=person["guid"])
    links = ElementTree.SubElement(element, "links")
    for link in event["links"]:
        add(links, "link", link["title"], href=link["url"], type=link["type"])
