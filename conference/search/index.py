"""The index is brought up to the conference's revision by whoever finds that it lags behind: changed rows only.

One index serves both versions, since text has only one; which of it a visitor may see is the catalogue's to say.

It is written in steps, so that nobody waits for the first index of a large programme, and no other writer for a step:
what there is no time for is left to who asks next, and until it is done, what is there answers. So it does where it
cannot be written now.

Two processes that do so at once write once: who comes second sees that the index is no longer what they compared
with, and drops their work.
"""

import logging
import threading
from hashlib import blake2b
from itertools import groupby
from math import inf
from time import monotonic

from django.db import IntegrityError, OperationalError, connection
from django.db.models import F, Value

from conference import tex
from conference.programme.models import Authorship, Moderatorship
from conference.trouble import wait_for

from . import postgresql, sqlite
from .fold import FOLDING, words
from .models import PERSON, SESSION, TALK, Entry, Index, id_of, sort_and_key

log = logging.getLogger(__name__)

engine = {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
MOST_WORDS = 5_000  # of an abstract
BATCH = 500
PATIENCE = 2  # seconds that a thread waits for another one that writes, and seconds for which it writes itself

_known = {}  # by conference key and version: the revision that this process knows to be indexed
_one_at_a_time = threading.Lock()


def is_up_to_date(conference, seconds=PATIENCE):
    """Bring the index up to the revision at which the conference was found; False where that cannot be done now."""
    which, mark = (conference.pk, conference.version), mark_of(conference)
    if _known.get(which) == mark:
        return True
    if not wait_for(_one_at_a_time, PATIENCE):
        return False
    try:
        done = has_arrived(conference) or bring_up(conference, monotonic() + seconds) or has_arrived(conference)
    except (OperationalError, IntegrityError) as error:
        log.warning("The search index cannot be written now: %s", error)
        return False
    finally:
        _one_at_a_time.release()
    if done:
        _known[which] = mark
    return done


def mark_of(conference):
    """What changes whenever something changes that this visitor may find."""
    revision = conference.revision
    number = revision.draft_number if conference.version == "draft" else revision.number
    return number, revision.changed_at


def is_known(conference):
    """Whether `is_up_to_date` said so before of what this visitor may find."""
    return _known.get((conference.pk, conference.version)) == mark_of(conference)


def has_arrived(conference):
    """Whether the index is at the conference's revision."""
    index = Index.objects.filter(conference=conference, folding=FOLDING).first()
    number = "draft_number" if conference.version == "draft" else "number"
    return index is not None and getattr(index, number) == getattr(conference.revision, number)


def bring_up(conference, until=inf):
    """Write what differs; False where somebody else wrote since, or not all is written until that moment."""
    seen = Index.objects.filter(conference=conference).first() or begin(conference)
    have = dict(Entry.objects.filter(conference=conference).values_list("pk", "stamp"))
    want = stamps(conference)
    # Read after the stamps: what changes in between has an old stamp, and is written again the next time.
    steps = list(batches(id for id, (mark, _) in want.items() if have.get(id) != mark)) or [[]]
    compared = {"number": seen.number, "draft_number": seen.draft_number, "folding": seen.folding}
    revision = conference.revision
    arrived = {"number": revision.number, "draft_number": revision.draft_number, "folding": FOLDING}
    for left, ids in zip(reversed(range(len(steps))), steps, strict=True):
        texts = list(read(conference, ids, want))
        with engine.writing():
            if not Index.objects.filter(conference=conference, **compared).update(**(compared if left else arrived)):
                return False
            engine.write(texts)
            if not left:
                forget(have.keys() - want.keys())
        engine.settle()
        if left and monotonic() > until:
            return False
    return True


def forget(ids):
    for batch in batches(ids):
        engine.forget(batch)
        Entry.objects.filter(pk__in=batch).delete()


def begin(conference):
    with engine.writing():
        return Index.objects.get_or_create(conference=conference)[0]


def stamps(conference):
    """For each id that should be in the index: the stamp of what to index, and its people's names."""
    found = {}
    for sort, rows, relations, of in (
        (TALK, conference.talks, Authorship.objects.filter(talk__conference=conference), "talk_id"),
        (SESSION, conference.sessions, Moderatorship.objects.filter(session__conference=conference), "session_id"),
    ):
        related = relations.order_by(of, "position", "id").values_list(of, "person__name")
        names = {key: [name for _, name in group] for key, group in groupby(related, key=lambda pair: pair[0])}
        for key, modified in rows.values_list("pk", "modified"):
            people = names.get(key, ())
            found[id_of(sort, key)] = stamp(modified.isoformat(), *people), people
    for key, *texts in conference.persons.values_list("pk", "name", "foreign_id"):
        found[id_of(PERSON, key)] = stamp(*texts), ()
    return found


def stamp(*texts):
    return blake2b("\n".join([str(FOLDING), *texts]).encode(), digest_size=16).hexdigest()


def read(conference, ids, want):
    """What `engine.write` takes, for each of these ids: title, people and the id elsewhere make the head."""
    for sort, rows, name, abstract in (
        (TALK, conference.talks, F("title"), F("abstract")),
        (SESSION, conference.sessions, F("title"), F("abstract")),
        (PERSON, conference.persons, F("name"), Value("")),
    ):
        for batch in batches(key for each, key in map(sort_and_key, ids) if each == sort):
            texts = rows.filter(pk__in=batch).values_list("pk", name, abstract, "foreign_id")
            for key, title, body, foreign_id in texts:
                id = id_of(sort, key)
                mark, people = want[id]
                head = " ".join([tex.to_text(title), *people, foreign_id])
                plain = tex.to_text(body)
                yield id, conference.pk, mark, plain, words(head), words(plain)[:MOST_WORDS]


def rebuild(conference):
    """Forget the index of a conference and make it anew."""
    with engine.writing():
        forget(Entry.objects.filter(conference=conference).values_list("pk", flat=True))
        Index.objects.filter(conference=conference).delete()
    _known.clear()
    return is_up_to_date(conference, seconds=3_600)


def batches(rows):
    rows = list(rows)
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
