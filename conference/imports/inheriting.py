"""What an entry has of its session, and a session of its entries: room, track, links, and the span of time."""

from collections import defaultdict

from conference.columns import title_of_made
from conference.programme.models import Talk

from .group import day_of
from .items import Item, same, spelt_out
from .matching import day_now, plain, shown
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
    """Whether the session that we make of day, room and track takes the talk along: it is in such a one now.

    What is on another day, in another room or of another track than before is in another such session.
    """
    if "session" not in row.derived:
        return True
    session = comparison.present.sessions[now.values["session"]]
    track, room = (plain(now.values[word] or session.values[word]) for word in ("track", "room"))
    if plain(session.name) != title_of_made(track, room):
        return False
    said = (
        (row.track, track),
        (row.room, room),
        (day_of(row, comparison.programme), day_now(now, comparison.programme, comparison.present)),
    )
    return any(new is not UNSAID and new is not None and old is not None and new != old for new, old in said)


def says_its_session(comparison, value, now):
    """Formats that know no sessions get the session's title as the subtitle of a talk without one from us."""
    session = comparison.present.sessions.get(now.values.get("session"))
    return bool(session) and not now.values["subtitle"] and plain(value) == shown(session.name)


def is_off(comparison, now):
    """Whether it is cancelled with its session."""
    session = comparison.present.sessions.get(now.values.get("session"))
    return bool(session and session.values["cancelled"])


def links(comparison, item, rows):
    """The further links in the file's order: those that the talk or its session have in columns are not among them."""
    if rows is UNSAID:
        return
    own = [item.value(word) for word in Talk.LINKS]
    if item.now:
        session = comparison.present.sessions[item.now.values["session"]]
        own += [session.values["join"], session.values["recording"]]
    known = {spelt_out(address) for address in own if address}
    said = [(word.capitalize(), getattr(item.row, word)) for word in Talk.LINKS if getattr(item.row, word)]
    said += [(row.title, row.url) for row in rows]
    wanted = [(label, address) for label, address in said if spelt_out(address) not in known]
    ordered = sorted if comparison.programme.plain else list
    if item.now is None:
        item.links = wanted
    elif ordered(map(read, wanted)) != ordered(map(read, item.now.links)):
        item.links = wanted
        item.texts.append(Difference("links", told(item.now.links), told(wanted)))


def is_further(now, address):
    """Whether it is among the further links, where somebody may have put what we have a column for."""
    return spelt_out(address) in {spelt_out(other) for _, other in now.links}


def read(link):
    label, address = link
    return plain(label), spelt_out(address)


def told(links):
    return " · ".join(f"{label} {address}" for label, address in links)


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
    return not now.values["room"] and not session.values["room"] and plain(room or "") == shown(session.name)


def follow_spans(comparison):
    """An old session whose span was that of its talks keeps to them, where the file says nothing of it.

    Its talks are also those that the file does not name: they are only lost if an organizer says so.
    """
    in_file, of_session = set(), defaultdict(list)
    for talk in comparison.talks:
        in_file.add(talk.now and talk.now.key)
        if "session" in talk.wanted:
            of_session[comparison.key_of(talk.wanted["session"])].append(talk)
        else:
            of_session[talk.now.values["session"]].append(talk)
    for item in comparison.sessions:
        if not item.now or "start" not in item.row.derived:
            continue
        talks = comparison.present.talks_of(item.now.key)
        now = item.now.values
        if (now["start"], now["end"]) in ((None, None), span([talk.values for talk in talks])):
            said = [{word: talk.value(word) for word in ("start", "end")} for talk in of_session[item.now.key]]
            first, last = span([*said, *(talk.values for talk in talks if talk.key not in in_file)])
            if first:
                comparison.move(item, "start", first)
                comparison.move(item, "end", last)


def span(entries):
    timed = [each for each in entries if each.get("start")]
    if not timed:
        return None, None
    return min(each["start"] for each in timed), max(each["end"] or each["start"] for each in timed)
