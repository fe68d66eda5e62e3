"""The order of a session's entries: as the file has it, without touching what the file leaves as it was.

What counts is who comes before whom. A new entry stands where the file puts it, behind the one before; nobody else gets
another position for it, since entries of one position stand in the order in which they were made.
"""

from collections import defaultdict

from .wording import Difference


def order(comparison):
    of_session = defaultdict(list)
    for talk in comparison.talks:
        session = talk.wanted.get("session")
        key = session or comparison.present.sessions[talk.now.values["session"]]
        key = getattr(key, "now", key) or key
        of_session[key].append(talk)
    for session, talks in of_session.items():
        listed = comparison.present.talks_of(getattr(session, "key", None))
        order_one(comparison, in_file_order(talks, listed), listed)


def in_file_order(talks, listed):
    """(talks, whether the file says so): by position, else by time, else as the rows stand.

    A time says nothing of the order where everybody keeps theirs, nor among those who begin together.
    """
    if all(isinstance(talk.row.position, int) for talk in talks):
        return sorted(talks, key=lambda talk: talk.row.position), True
    if all(talk.row.start for talk in talks):
        place = {now.key: number for number, now in enumerate(listed)}
        stays = [talk.now and talk.now.key in place and "start" not in talk.wanted for talk in talks]
        last = len(listed)
        in_order = sorted(talks, key=lambda talk: (talk.row.start, place.get(talk.now and talk.now.key, last)))
        return (talks, False) if all(stays) else (in_order, True)
    return talks, False


def order_one(comparison, file_order, listed):
    talks, said = file_order
    for rank, talk in enumerate(talks):
        talk.rank = rank
    places = behind_the_one_before(talks, listed)
    standing = sorted(talks, key=lambda talk: (places[talk], talk.now is None, talk.now.key if talk.now else talk.rank))
    if said and standing != talks:
        renumber(comparison, talks, listed)
        return
    for talk, place in places.items():
        put(talk, place)


def behind_the_one_before(talks, listed):
    """{talk: position} that leaves everybody who is there where they are."""
    position = {now.key: now.values["position"] for now in listed}
    stay = [talk for talk in talks if talk.now and talk.now.key in position]
    last = 0 if stay else max(position.values(), default=0)
    places = {}
    for talk in talks:
        if talk.now and talk.now.key in position:
            last = position[talk.now.key]
        elif not stay:
            last += 1
        places[talk] = last
    return places


def put(talk, position):
    if talk.now is None or talk.now.values["position"] != position:
        talk.wanted["position"] = position


def renumber(comparison, talks, listed):
    """1, 2, 3 …: the file's entries in its order, all others behind the entry that they stand behind now."""
    ours = {talk.now.key for talk in talks if talk.now}
    behind, before = defaultdict(list), None
    for now in listed:
        if now.key in ours:
            before = now.key
        else:
            behind[before].append(now)
    lined = [*behind[None]]
    for talk in talks:
        lined += [talk, *(behind[talk.now.key] if talk.now else [])]
    in_file = set(talks)
    for place, each in enumerate(lined, 1):
        if each in in_file:
            put(each, place)
        elif each.values["position"] != place:
            comparison.pushed[each.key] = place
    tell(talks, listed)


def tell(talks, listed):
    """Who stands elsewhere among those that are in the session and in the file."""
    of = {talk.now.key: talk for talk in talks if talk.now}
    was = [of[now.key] for now in listed if now.key in of]
    number_of = {talk: number for number, talk in enumerate(was, 1)}
    for number, talk in enumerate((talk for talk in talks if talk in number_of), 1):
        if number_of[talk] != number:
            talk.moves.append(Difference("order", str(number_of[talk]), str(number)))
