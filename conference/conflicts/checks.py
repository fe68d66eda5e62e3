"""All the checks, and the one function that makes them. Pure."""

import logging
from itertools import islice

from . import ids, people, places, times, words
from .conflict import Conflict, Item, Severity

log = logging.getLogger(__name__)

# Of what, and the check: a function of one of these and the programme that yields Conflicts.
CHECKS = [
    ("whole", ids.astray),
    ("whole", ids.doubled_ids),
    ("sessions", times.end_before_start),
    ("talks", times.end_before_start),
    ("sessions", times.session_on_other_day),
    ("talks", times.talk_on_other_day),
    ("rooms", places.room_twice),
    ("people", people.person_twice),
    ("talks", times.outside_session),
    ("sessions", times.overlap_inside),
    ("sessions", people.no_moderators),
    ("talks", people.no_speakers),
    ("sessions", times.half_a_time),
    ("talks", times.half_a_time),
    ("sessions", times.gaps),
    ("whole", people.alike),
]
MOST = 20  # of one check about one room, person or session: a day moved onto another brings them by thousands


def find(programme):
    """All conflicts of a draft.Programme, the worst first."""
    found = []
    for what, check in CHECKS:
        for subject in [programme] if what == "whole" else getattr(programme, what):
            found += findings(check, subject, programme)
    return sorted(found, key=lambda conflict: -conflict.severity)


def findings(check, subject, programme):
    """What one check finds about one subject. One that it cannot cope with takes nobody else down."""
    found, limit = [], None if subject is programme else MOST
    try:
        conflicts = iter(check(subject, programme))
        for conflict in islice(conflicts, limit):
            found.append(conflict)  # one by one, to keep those before a failure
        if limit and next(conflicts, None):
            sentence = f"{subject.label} has further conflicts like these {MOST}. Mend these first."
            found.append(words.conflict(programme, found[-1].severity, found[-1].code, sentence, subject))
    except Exception:
        log.exception("%s failed on %s", check.__name__, told(subject))
        found.append(not_checked(check, subject, programme))
    return found


def not_checked(check, subject, programme):
    sentence = f"{told(subject)} could not be checked ({check.__name__.replace('_', ' ')}). The log says why."
    items = () if subject is programme else (Item(subject.model, subject.key, told(subject)),)
    return Conflict(Severity.ERROR, "not_checked", sentence, items)


def told(subject):
    """What it is, in words that need nothing of it but its key."""
    return f"The {subject.model} {subject.key}"
