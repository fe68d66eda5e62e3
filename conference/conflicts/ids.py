"""Ids by which others know sessions and talks, used twice; and rows tied to another conference. Pure."""

from collections import defaultdict

from .conflict import Severity
from .words import conflict, listed, plural, title

SHOWN = 5


def doubled_ids(programme, _programme):
    """An import could not tell which of them is meant. Cancelled ones count: it finds them too."""
    for entries in (programme.sessions, programme.talks):
        by_id = defaultdict(list)
        for entry in entries:
            if entry.foreign_id:
                by_id[entry.foreign_id].append(entry)
        for foreign_id, same in by_id.items():
            if len(same) > 1:
                yield doubled(foreign_id, same, programme)


def doubled(foreign_id, same, programme):
    titles = [title(entry) for entry in same[:SHOWN]]
    if len(same) > SHOWN:
        titles.append(f"{len(same) - SHOWN} more")
    sentence = f"The id elsewhere {foreign_id} is that of {plural(len(same), same[0].model)}: {listed(titles)}."
    return conflict(programme, Severity.ERROR, "doubled_id", sentence, *same)


def astray(programme, _programme):
    for entry in programme.astray:
        sentence = f"{title(entry)} is tied to a session, room or person of another conference. Choose one of this."
        yield conflict(programme, Severity.ERROR, "astray", sentence, entry)
