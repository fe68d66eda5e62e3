"""Which column of somebody's table is which of ours: by its header, and by whether its cells can be that."""

import re

from conference.columns import HEADER

from .cells import is_web
from .clock import read_date, read_duration, read_moment

# What other tables have and ours do not need.
EXTRA = {
    "day": "The date, where the start is only a time.",
    "duration": "How long the entry takes, where there is no end.",
}
OURS = [*HEADER, *EXTRA]

# The words of headers met elsewhere, the most telling first.
ALIASES = {
    "session": ["session title", "session name", "session", "block", "block title"],
    "session_foreign_id": ["session id", "session foreign id", "session code", "session number", "session id on *"],
    "session_start": ["session start", "session start time", "session begin"],
    "session_end": ["session end", "session end time"],
    "session_room": ["session room", "session location"],
    "session_track": ["session track"],
    "session_abstract": ["session abstract", "session description"],
    "moderators": [
        *("moderators", "moderator", "moderator s", "session moderators", "session moderator", "moderated by"),
        *("chair", "chairs", "chair s", "session chair", "session chairs", "session chair s", "chaired by"),
    ],
    "join": ["join", "join link", "zoom", "zoom link", "stream", "link to join", "webinar"],
    "recording": ["recording", "recording link", "session recording"],
    "title": [
        *("title", "talk title", "paper title", "presentation title", "event title", "talk", "paper", "presentation"),
        *("submission title", "proposal title", "name", "event", "subject", "topic"),
    ],
    "subtitle": ["subtitle", "sub title"],
    "authors": [
        *("authors", "author", "author s", "author names", "speakers", "speaker", "speaker s", "speaker names"),
        *("speaker name", "presenters", "presenter", "presenter s", "people", "presented by", "by", "who"),
        *("speaker name s", "author name s", "author list"),
    ],
    "abstract": ["abstract", "description", "summary", "details", "abstract text"],
    "day": ["date", "day", "start date", "talk date", "event date", "session date", "session day"],
    "start": [
        *("start", "start time", "starts", "starts at", "begin", "begins", "from", "time", "times", "time slot"),
        *("timeslot", "slot", "when", "start date and time", "date and time", "date time", "datetime"),
    ],
    "end": ["end", "end time", "ends", "ends at", "until", "till", "to", "finish", "end date and time"],
    "duration": ["duration", "length", "minutes", "duration min", "duration minutes", "duration in minutes"],
    "room": ["room", "location", "venue", "place", "hall", "where", "room name"],
    "track": ["track", "theme", "area", "stream", "track name", "subject area", "topic"],
    "kind": [
        *("kind", "type", "presentation type", "talk type", "event type", "submission type", "session type"),
        *("category", "format", "presentation format"),
    ],
    "position": ["position", "presentation order", "order", "sequence", "no", "nr", "number", ""],
    "foreign_id": [
        *("foreign id", "openreview id", "openreview", "paper id", "submission id", "pid", "paper number"),
        *("submission number", "paper no", "external id", "talk id", "event id", "uid", "id", "key"),
    ],
    "guid": ["guid", "uuid"],
    "language": ["language", "lang"],
    "paper": ["paper", "pdf", "pdf link", "paper link", "paper url", "pdf url", "url", "link"],
    "slides": ["slides", "slides link", "slides url", "presentation"],
    "video": ["video", "video link", "video url", "youtube", "youtube link"],
    "poster": ["poster", "poster link", "poster url"],
    "code": ["code", "code link", "code url", "github", "repository"],
    "links": ["links", "further links", "other links", "resources", "attachments"],
    "cancelled": ["cancelled", "canceled", "withdrawn"],
}
YES_NO = {"", "yes", "no", "true", "false", "1", "0", "x", "y", "n", "cancelled", "canceled"}
CHECKS = {
    **dict.fromkeys(["paper", "slides", "video", "poster", "code", "join", "recording"], is_web),
    **dict.fromkeys(["start", "end", "session_start", "session_end"], read_moment),
    "day": lambda text: read_date(text) or read_moment(text),
    "duration": read_duration,
    "position": lambda text: len(text) < 7 and text.removesuffix(".0").isdecimal(),
    "cancelled": lambda text: text.casefold() in YES_NO,
}


def words_of(header):
    """A header without case and signs: `Start Time (CET)` is `start time`."""
    header = re.sub(
        r"\([^()]{0,40}\)\s*$", lambda found: " s" if found[0].lower().startswith("(s)") else "", header[:100]
    )
    return " ".join(re.findall(r"[^\W_]+", header.casefold()))


def is_ours(headers):
    """Whether it is our own table, with our way of writing people and guarding cells."""
    named = [header.strip() for header in headers if header.strip()]
    return (len(named) > 1 and all(name in HEADER for name in named)) or {"guid", "session_guid"} <= set(named)


def guess_mapping(headers, samples):
    """{index: our column}; `samples` are a few filled cells of each column."""
    if is_ours(headers):
        return {index: name for index, header in enumerate(headers) if (name := header.strip()) in HEADER}
    offers = []
    for index, header in enumerate(headers):
        words = words_of(header)
        if not words and header.strip() not in ("#", "№"):
            continue
        for ours, aliases in ALIASES.items():
            if (rank := rank_of(words, aliases)) is not None and can_be(ours, samples[index]):
                offers.append((rank, index, ours))
        name = header.strip().replace(" ", "_").lower()
        if name in HEADER and name not in ALIASES and name != "id":
            offers.append((0, index, name))
    mapping, taken = {}, set()
    for _, index, ours in sorted(offers, key=lambda offer: offer[0]):
        if index not in mapping and ours not in taken:
            mapping[index] = ours
            taken.add(ours)
    return mapping


def rank_of(words, aliases):
    for rank, alias in enumerate(aliases):
        if words == alias or (alias.endswith("*") and words.startswith(alias[:-1])):
            return rank
    return None


def can_be(ours, samples):
    """Whether most of the cells read as what the column is for; an empty column can be anything."""
    check = CHECKS.get(ours)
    if check is None or not samples:
        return True
    return sum(1 for sample in samples if check(sample)) * 2 >= len(samples)


def recognised(cells):
    """How many of the cells look like headers of ours: the header row has the most."""
    cells = list(cells)
    if is_ours(cells):
        return len(cells) + 1
    known = 0
    for cell in cells:
        words = words_of(cell) if cell.strip() and len(cell) < 60 else ""
        known += bool(words) and any(rank_of(words, aliases) is not None for aliases in ALIASES.values())
    return known


def corrected(guess, mapping, headers):
    """The guess with an organizer's corrections: {index or header: our column, or "" for none}."""
    found = dict(guess)
    for key, ours in (mapping or {}).items():
        index = place_of(key, headers)
        if index is None or ours not in ("", *OURS):
            continue
        found = {other: name for other, name in found.items() if other != index and (not ours or name != ours)}
        if ours:
            found[index] = ours
    return found


def place_of(key, headers):
    text = str(key)
    if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) < len(headers):
        return int(text)
    return headers.index(text) if text in headers else None
