"""frab and pentabarf XML, element by element, so that a large file needs little memory."""

import re

from .. import limits
from ..limits import Refused
from ..texts import decoded, without_controls
from .frab import ABOUT, Schedule
from .guarded import Guard

ENCODINGS = {
    **dict.fromkeys(["utf-8", "utf8", "us-ascii", "ascii"], "utf-8"),
    **dict.fromkeys(["iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"], "cp1252"),
    "iso-8859-15": "iso-8859-15",
    **dict.fromkeys(["utf-16", "utf-16le", "utf-16be", "utf-32"], ""),  # told by their marks
}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._-]{1,40})["']""")
BESIDE, PER_EVENT = 20_000, 200  # elements beside the events, and in each of them
TEXTS = {
    *("title", "subtitle", "date", "start", "duration", "room", "track", "type", "language", "abstract"),
    *("description", "url"),
}
MANY = ("persons", "links", "attachments")


def read_frab_xml(data, notes):
    text = without_controls(decoded(data, notes, encoding_of(data)).lstrip(), notes)
    handler = Handler(Schedule(notes))
    nodes = min(limits.NODES, BESIDE + PER_EVENT * text.count("<event"))
    parser = Guard(nodes=nodes, start=handler.start, end=handler.end, text=handler.data, encoding="utf-8")
    handler.parser = parser
    parser.feed(text.encode("utf-8", "ignore"))
    parser.close()
    return handler.schedule.programme()


def encoding_of(data):
    """What the declaration calls it; "" where the bytes tell."""
    found = _DECLARED.match(data[:300].lstrip())
    name = found[1].decode().lower() if found else ""
    if name and name not in ENCODINGS:
        raise Refused(f"The encoding {name} is not read here. Save the file as UTF-8.", "line 1")
    return ENCODINGS[name] if name else ""


class Handler:
    """Follows the elements; keeps one event at a time."""

    def __init__(self, schedule):
        self.schedule, self.path, self.parts, self.parser = schedule, [], None, None
        self.about, self.event, self.each = {}, None, {}
        self.day = self.day_start = None
        self.room = self.where = ""

    def start(self, name, attributes):
        if not self.path and name != "schedule":
            sentence = (
                f"This XML is a “{name[:40]}”, not a frab schedule. Export the schedule as frab (or pentabarf) XML."
            )
            raise Refused(sentence, self.parser.where)
        self.path.append(name)
        path = self.path[1:]
        self.parts = []
        if path == ["day"]:
            bounds = (attributes.get(word) for word in ("date", "start", "end"))
            self.day, self.day_start = self.schedule.day(*bounds, self.parser.where)
        elif path == ["day", "room"]:
            self.room = attributes.get("name", "")
        elif path == ["day", "room", "event"]:
            self.event = {name: attributes[name] for name in ("id", "guid") if name in attributes}
            self.where = f"{self.parser.where}, event {attributes.get('id', '')[:20]}".rstrip()
        elif path == ["conference", "track"]:
            self.schedule.track(attributes.get("name"))
        elif path[:3] == ["day", "room", "event"] and name in MANY and len(path) == 4:
            self.event[name] = []
        elif name in ("person", "link", "attachment"):
            self.each = attributes

    def data(self, text):
        if self.parts is not None:
            self.parts.append(text)

    def end(self, name):
        path, self.path = self.path[1:], self.path[:-1]
        text = "".join(self.parts or ())
        self.parts = None
        if path[:3] == ["day", "room", "event"]:
            self.end_in_event(path[3:], name, text)
        elif path == ["conference"]:
            self.schedule.conference(self.about)
        elif path[:1] == ["conference"] and len(path) == 2 and name in ABOUT:
            self.about[name] = text

    def end_in_event(self, path, name, text):
        if not path:
            self.schedule.event(self.event, self.room, self.day, self.day_start, self.where)
            self.event = None
        elif len(path) == 1 and name in TEXTS:
            self.event[name] = text
        elif path == ["persons", "person"]:
            key = {word: self.each.get(word, "") for word in ("id", "guid")}
            self.event["persons"].append({"name": text, **key})
        elif path in (["links", "link"], ["attachments", "attachment"]):
            self.event[path[0]].append({"title": text, "url": self.each.get("href", "")})
