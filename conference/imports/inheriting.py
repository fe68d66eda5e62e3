"""What an entry has of its session, and a session of its entries: room, track, and the span of time."""

from .items import Item, same
from .matching import plain
from .rows import UNSAID
from .wording import Difference


def track(comparison, item, value):
    """An entry's track is its session's unless it has its own."""
    old = item.now.values["track"]
    session = comparison.present.sessions.get(item.now.values.get("session"))
    shown = old or (session.values["track"] if session else "")
    if value and not same("track", shown, value):
        item.wanted["track"] = value
        item.texts.append(Difference("track", shown, value))
    elif not value and old and (item.noun == "session" or session):
        item.wanted["track"] = ""
        item.texts.append(Difference("track", old, ""))


def follows(comparison, row, now):
    """Whether the session that we make of day, room and track takes the talk along: it is in such a one now."""
    if "session" not in row.derived:
        return True
    session = comparison.present.sessions[now.values["session"]]
    place = [plain(now.values[word] or session.values[word]) for word in ("track", "room")]
    return plain(session.name) == (" · ".join(filter(None, place)) or "Programme")


def room(comparison, item, row, session):
    """An entry is in its session's room unless it has its own."""
    if row.room is UNSAID or (item.now and "session" in row.derived and stands_in(comparison, row.room, item.now)):
        return
    if item.now and "session" not in item.wanted:
        kept = comparison.present.sessions[item.now.values["session"]]
        session = session if session.now is kept else Item("session", None, kept)
    theirs = session.value("room", "") or ""
    own = "" if row.room == theirs else row.room
    if item.now is None:
        item.wanted["room"] = own
        return
    old = item.now.values["room"]
    before = comparison.present.sessions[item.now.values["session"]].values["room"]
    if own != old and (own or theirs) != (old or theirs):
        item.wanted["room"] = own
    if "room" in item.wanted and (row.room or theirs) != (old or before):
        item.moves.append(Difference("room", old or before, row.room or theirs))


def stands_in(comparison, room, now):
    """Formats that cannot leave the room out get the session's title for it from us; that is none."""
    session = comparison.present.sessions[now.values.get("session", now.key)]
    return not now.values["room"] and not session.values["room"] and plain(room or "") == plain(session.name)


def follow_spans(comparison):
    """An old session whose span was that of its talks keeps to them, where the file says nothing of it."""
    for item in comparison.sessions:
        if not item.now or "start" not in item.row.derived:
            continue
        starts, ends = span(comparison.present.talks_of(item.now.key))
        now = item.now.values
        if (now["start"], now["end"]) in ((None, None), (starts, ends)):
            comparison.move(item, "start", item.row.start)
            comparison.move(item, "end", item.row.end)


def span(talks):
    timed = [talk.values for talk in talks if talk.values["start"]]
    if not timed:
        return None, None
    return min(each["start"] for each in timed), max(each["end"] or each["start"] for each in timed)
