"""The programme as a table in the columns of `conference.columns`, so that it can be brought back in."""

import csv
import io

from conference.columns import HEADER, YES, guard, join_names
from conference.programme.models import Talk
from conference.programme.revision import UNWANTED

from .plain import spared


def to_csv(conference, sessions, tracks):
    """UTF-8 with the mark at its beginning by which Excel knows it; all cells as texts, in quotes where need be."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    for session in sessions:
        for cells in rows_of(session, conference.tz, tracks):
            writer.writerow({name: guard(UNWANTED.sub("", text)) for name, text in cells.items()})
    return out.getvalue().encode("utf-8-sig")


def rows_of(session, zone, tracks):
    """A row for each entry, or one for a session that has none."""
    for whole in spared(lambda it: session_cells(it, zone, tracks), [session]):
        if not session.timeline:
            yield whole
        for cells in spared(lambda entry: entry_cells(entry, zone, tracks), session.timeline):
            yield whole | cells


def session_cells(session, zone, tracks):
    people = session.moderators_in_order
    return {
        "session": session.title,
        "session_guid": str(session.guid),
        "session_id": str(session.number),
        "session_foreign_id": session.foreign_id,
        "session_start": when(session.start, zone),
        "session_end": when(session.end, zone),
        "session_room": name_of(session.room),
        "session_track": name_of(tracks.get(session.track_id)),
        "session_cancelled": YES if session.cancelled else "",
        "session_abstract": session.abstract,
        "moderators": join_names(person.name for person in people),
        "moderator_ids": join_names(str(person.number) for person in people),
        "join": session.join,
        "recording": session.recording,
    }


def entry_cells(entry, zone, tracks):
    people = entry.authors_in_order
    return {
        "guid": str(entry.guid),
        "id": str(entry.number),
        "position": str(entry.position),
        "kind": entry.kind.name,
        "start": when(entry.start, zone),
        "end": when(entry.end, zone),
        "room": name_of(entry.room),
        "track": name_of(tracks.get(entry.track_id)),
        "title": entry.title,
        "subtitle": entry.subtitle,
        "authors": join_names(person.name for person in people),
        "author_ids": join_names(str(person.number) for person in people),
        "abstract": entry.abstract,
        "language": entry.language,
        "foreign_id": entry.foreign_id,
        "cancelled": YES if entry.cancelled else "",
        **{name: getattr(entry, name) for name in Talk.LINKS},
        "links": join_names(map(str, entry.links_in_order)),
    }


def when(moment, zone):
    return moment.astimezone(zone).isoformat() if moment else ""


def name_of(thing):
    return thing.name if thing else ""
