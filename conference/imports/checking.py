"""What the database, or a reader of the programme, would not take: told before anything is written."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from conference.programme.models import Kind, Person, Room, Session, Talk, Track

from .limits import many
from .matching import plain
from .rows import Severity
from .wording import short

MODELS = {"session": Session, "talk": Talk, "person": Person}
NAMED = {"room": Room, "track": Track, "kind": Kind}


def tell_left_out(comparison):
    """What goes with a doubtful session, and who was chosen twice."""
    left = [row for row in comparison.programme.talks if row.session not in comparison.session_of]
    if left:
        sentence = f"{many(len(left), 'entry is', 'entries are')} left out with a doubtful session. Settle that first."
        comparison.findings.append((Severity.warning, sentence, left[0].where))
    for doubt in comparison.doubts:
        if not doubt.choice and comparison.choices.get(doubt.key, "").isdecimal():
            sentence = f"What was chosen for {short(doubt.title, 60)} is another row's already. Choose again."
            comparison.findings.append((Severity.warning, sentence, doubt.where))


def tell_merged(comparison, known):
    """Who of the file is somebody else here, since they were merged: (row, Now) of each."""
    others = [(row.name, now.name) for row, now in known if plain(row.name) != plain(now.name)]
    told = [f"{short(name, 60)} is {short(stays, 60)}" for name, stays in others]
    if told:
        sentence = f"People were merged here, and stay so: {', '.join(told[:20])}{', …' if told[20:] else ''}."
        comparison.findings.append((Severity.warning, sentence, known[0][0].where))


def find_naive(comparison):
    """Whether some time has no zone, which is then told; nothing can be compared with it."""
    for row in (*comparison.programme.sessions, *comparison.programme.talks):
        for moment in filter(None, (row.start, row.end)):
            if timezone.is_naive(moment):
                sentence = f"{moment:%Y-%m-%d %H:%M} has no time zone. Say which zone the file's times are in."
                comparison.findings.append((Severity.error, sentence, row.where))
                return True
    return False


def check(comparison):
    free_ids(comparison)
    for item in (*comparison.sessions, *comparison.talks, *comparison.people):
        if not item.name.strip():
            error(comparison, item, f"This {item.noun} has no name. Write one.")
        check_lengths(comparison, item)
        if item.noun != "person":
            check_span(comparison, item)
    check_days(comparison)
    check_long(comparison)


def error(comparison, item, sentence):
    comparison.findings.append((Severity.error, sentence, item.where))


def check_lengths(comparison, item):
    for word, value in item.wanted.items():
        model = NAMED.get(word)
        if not isinstance(value, str) or word == "guid":
            continue
        field = (model._meta.get_field("name")) if model else MODELS[item.noun]._meta.get_field(word)
        if field.max_length and len(value) > field.max_length:
            sentence = f"The {word} {short(value, 40)} has {len(value):,} characters. Use at most {field.max_length}."
            error(comparison, item, sentence)


def check_span(comparison, item):
    start, end = item.value("start"), item.value("end")
    if start and end and end < start:
        error(comparison, item, f"{short(item.name, 60)} would end before it starts. Give its start and its end.")


def free_ids(comparison):
    """A new thing keeps the file's guid and number where nothing else has them."""
    groups = (
        (comparison.sessions, comparison.present.sessions),
        (comparison.talks, comparison.present.talks),
        (comparison.people, comparison.present.people),
    )
    for items, nows in groups:
        taken = {each for now in nows.values() for each in (now.guid, now.number)}
        for item in items:
            for word in ("guid", "number"):
                if item.now is None and (value := item.wanted.get(word)):
                    if value in taken:
                        del item.wanted[word]
                    taken.add(value)


def check_days(comparison):
    conference = comparison.present.conference
    outside, early = [], []
    for item in comparison.talks or comparison.sessions:
        start = item.row.start
        if not start:
            continue
        day = conference.day_of(start, conference.tz)
        if not conference.first_day <= day <= conference.last_day:
            outside.append(item)
        elif item.row.day and item.row.day != day:
            early.append(item)
    if outside:
        first = short(outside[0].name, 60)
        sentence = f"{many(len(outside), 'entry', 'entries')} would be outside the conference's days, first {first}."
        comparison.findings.append((Severity.warning, f"{sentence} Look at its first and last day.", outside[0].where))
    if early:
        sentence = f"{many(len(early), 'entry', 'entries')} would be listed on another day than the file's."
        cure = "Set on the conference's page when its day begins."
        comparison.findings.append((Severity.warning, f"{sentence} {cure}", early[0].where))


def check_long(comparison):
    """One wrong date among a session's entries makes it last for days, over all else in its room."""
    new = [item for item in comparison.sessions if "start" in item.row.derived and item.wanted.get("end")]
    long = [item for item in new if item.value("end") - item.value("start") >= timedelta(days=1)]
    if long:
        told = f"{many(len(long), 'session', 'sessions')} would last a day or more, first {short(long[0].name, 60)}."
        cure = "Look at the dates of its entries."
        comparison.findings.append((Severity.warning, f"{told} {cure}", long[0].where))


def fitting(programme, findings):
    """The programme with the names of rooms, tracks and kinds cut to what fits, which is told once for each name."""
    longest = {word: model._meta.get_field("name").max_length for word, model in NAMED.items()}
    told = set()

    def fit(row):
        cut = {}
        for word, most in longest.items():
            value = getattr(row, word, None)
            if value and len(value) > most:
                cut[word] = short(value, most)
                if cut[word] not in told:
                    told.add(cut[word])
                    findings.append((Severity.warning, f"The {word} is too long and becomes {cut[word]}.", row.where))
        return replace(row, **cut) if cut else row

    return replace(
        programme.mapped(fit),
        rooms=tuple(short(name, longest["room"]) for name in programme.rooms),
        tracks=tuple(short(name, longest["track"]) for name in programme.tracks),
    )
