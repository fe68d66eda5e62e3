"""People in two places at once, people who are missing, people who look like one. Pure."""

import re
import unicodedata
from collections import defaultdict

from conference.programme import days
from conference.programme.slugs import PLAIN

from .conflict import Severity
from .sweep import meeting, merged, overlaps, spans_of
from .words import conflict, listed, named, title, when_and_where

ACCENTS = re.compile("[\u0300-\u036f]")
APOSTROPHES = re.compile("['’‘`´ʼ]")


def person_twice(person, programme):
    """Busy for all of a session one moderates, and for each talk one presents by the talk's own time."""
    for pair in overlaps(busy(person)):
        one, other = meeting(*pair)
        if is_within(one, other) or is_within(other, one):
            continue
        severity = Severity.ERROR if is_needed(person, one) and is_needed(person, other) else Severity.WARNING
        places = {one.place, other.place}
        opening = "is needed twice at once" if len(places) == 1 and None not in places else "is in two places"
        first, second = (
            f"{'moderating ' if it.model == 'session' else ''}{title(it)}, {when_and_where(it, programme, after)}"
            for it, after in ((one, None), (other, one))
        )
        sentence = f"{named(person)} {opening}: {first}, and {second}."
        yield conflict(programme, severity, "person_twice", sentence, person, one, other)


def busy(person):
    """Spans of time. Posters of one session stand side by side, so whoever presents several is at one place."""
    posters, spans = defaultdict(list), spans_of(person.moderates)
    for talk in person.presents:
        if talk.kind.parallel:
            posters[talk.session.key].append(talk)
        else:
            spans += spans_of([talk])
    return spans + [span for talks in posters.values() for span in merged(spans_of(talks))]


def is_within(entry, session):
    """Whoever moderates a session may present in it."""
    return entry.model == "talk" and entry.session is session


def is_needed(person, entry):
    """Moderators and first authors are; of the other authors nobody knows who comes."""
    return entry.model == "session" or entry.people[0] is person


def no_moderators(session, programme):
    if not (session.off or session.is_made or session.people or days.is_pause(session)):
        sentence = f"{title(session)} has no moderators."
        yield conflict(programme, Severity.WARNING, "no_moderators", sentence, session)


def no_speakers(talk, programme):
    if talk.kind.is_talk and not talk.off and not talk.people:
        yield conflict(programme, Severity.WARNING, "no_speakers", f"{title(talk)} has no speakers.", talk)


def alike(programme, _programme):
    """Same name but for case, accents, punctuation, `Family, Given`, and middle initials that one leaves out."""
    for people in look_alikes(programme.people):
        sentence = f"{listed([named(person) for person in people])} look like one person."
        yield conflict(programme, Severity.HINT, "alike", sentence, *people)


def look_alikes(people):
    """Lists of people who may be one; those without initials come first."""
    by_bare = defaultdict(lambda: defaultdict(list))
    for person in people:
        words = folded(person.name)
        if words:
            by_bare[without_initials(words)][words].append(person)
    for bare, variants in by_bare.items():
        plain = variants.pop(bare, [])
        groups = [plain + same for same in variants.values()] or [plain]
        yield from (group for group in groups if len(group) > 1)


def folded(text):
    """The words of a name as a tuple, alike for all its spellings."""
    family, comma, given = text.partition(",")
    text = f"{given} {family}" if comma else text
    text = ACCENTS.sub("", unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).translate(PLAIN)))
    text = unicodedata.normalize("NFC", text).casefold()
    return tuple("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split())


def without_initials(words):
    """Jared Davis, of Jared Q Davis. Single characters of scripts without capitals are whole names."""
    middle = (word for word in words[1:-1] if len(word) > 1 or word.upper() == word)
    return (words[0], *middle, *words[1:][-1:])
