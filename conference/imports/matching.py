"""Which row of a file is which session, talk or person of the conference, by stable keys. Pure; nothing is guessed.

Each stage pairs what is alike by one key and alone in that: guid, foreign id, then title or name. What one row could be
in two ways is doubtful, until an organizer says what it is.
"""

from collections import Counter, defaultdict, deque
from dataclasses import fields, replace

from conference import tex
from conference.columns import title_of_made
from conference.programme import days

from .doubting import Doubt, key_of, name_of
from .group import day_of
from .rows import UNSAID, SessionRow, TalkRow

PLACES = ("start", "end", "room", "track")
# Of several of one title, what makes two the same, the most telling first.
LIKENESS = [
    ("people", *PLACES),
    ("people", "start", "room"),
    ("people", "start"),
    ("people",),
    ("start", "room"),
    ("start",),
    (),
]


class Pairs:
    """Rows and what they are: `found` {id(row): Now}, and Doubts, with what was chosen for them.

    `names` are those of people by their keys.
    """

    def __init__(self, noun, rows, nows, choices, names=None):
        self.noun, self.choices, self.names = noun, choices, names
        self.rows, self.free = list(rows), {now.key: now for now in nows}
        self.found, self.doubts = {}, []

    def now(self, row):
        return self.found.get(id(row))

    def stage(self, row_key, now_key, fits=lambda row, now: True, in_order=False):
        """Pair rows and free Nows with the same key; `in_order` where as many are alike here as there."""
        nows, rows = defaultdict(list), defaultdict(list)
        for now in self.free.values():
            if key := now_key(now):
                nows[key].append(now)
        for row in self.rows:
            if (key := row_key(row)) and key in nows:
                rows[key].append(row)
        unsure = []
        for key, alike in rows.items():
            unsure += self.pair(alike, nows[key], fits, in_order)
        self.doubts += [self.settled(*each) for each in unsure]
        taken = {id(row) for row, _ in unsure}
        self.rows = [row for row in self.rows if id(row) not in self.found and id(row) not in taken]

    def settled(self, row, candidates):
        """The Doubt, and what was chosen; what is another row's by now cannot be this one's."""
        doubt = Doubt(self.noun, row, candidates, self.choices.get(key_of(self.noun, row), ""))
        if doubt.chosen and doubt.chosen.key in self.free:
            self.take(row, doubt.chosen)
        elif doubt.chosen:
            doubt.choice = ""
        return doubt

    def pair(self, rows, nows, fits, in_order):
        unsure = []
        if len(rows) == len(nows) == 1 and nows[0].key in self.free and fits(rows[0], nows[0]):
            self.take(rows[0], nows[0])  # by far the most
            return unsure
        if in_order and len(rows) == len(nows) > 1:
            likely = list(likened(rows, nows, self.names))
            if all(fits(*each) for each in likely):
                for each in likely:
                    self.take(*each)
                return unsure
        if in_order:
            for row, now in alike_alone(rows, nows, self.names):
                if fits(row, now):
                    self.take(row, now)
            rows = [row for row in rows if id(row) not in self.found]
        titles = {id(each): shown(name_of(each)) for each in rows} | {now.key: shown(now.name) for now in nows}
        for row in rows:
            can_be = [now for now in nows if now.key in self.free and fits(row, now)]
            same_title = [now for now in can_be if titles[now.key] == titles[id(row)]]
            can_be = same_title if len(same_title) == 1 else can_be
            has_rivals = len(can_be) == 1 and any(
                other is not row and fits(other, can_be[0]) and (not same_title or titles[id(other)] == titles[id(row)])
                for other in rows
            )
            if len(can_be) == 1 and not has_rivals:
                self.take(row, can_be[0])
            elif can_be:
                unsure.append((row, can_be))
        return unsure

    def take(self, row, now):
        self.found[id(row)] = now
        del self.free[now.key]


def likened(rows, nows, names):
    """As many rows as Nows, in pairs: who has the same people and is where it was, then the same people, then the rest.

    `names` are of people by their keys. What is as like as another goes in order.
    """
    if all(isinstance(getattr(row, "position", None), int) for row in rows):
        rows = sorted(rows, key=lambda row: row.position)
    told = who_and_where(rows, nows, names)
    for words in LIKENESS:
        waiting, rest = defaultdict(deque), []
        for now in nows:
            waiting[told(now, words)].append(now)
        for row in rows:
            if alike := waiting[told(row, words)]:
                yield row, alike.popleft()
            else:
                rest.append(row)
        left = {now.key for each in waiting.values() for now in each}
        rows, nows = rest, [now for now in nows if now.key in left]


def alike_alone(rows, nows, names):
    """Pairs of those that begin when nothing else of their title does, here and there, with the same people or room."""
    told = who_and_where(rows, nows, names)
    for words in (each for each in LIKENESS if "start" in each):
        alike = defaultdict(lambda: ([], []))
        for n, those in enumerate((rows, nows)):
            for each in those:
                alike[told(each, words)][n].append(each)
        alone = [
            (ours[0], theirs[0])
            for said, (ours, theirs) in alike.items()
            if said[words.index("start")] and len(ours) == len(theirs) == 1
        ]
        yield from alone
        taken = {id(each) for pair in alone for each in pair}
        rows, nows = ([each for each in those if id(each) not in taken] for those in (rows, nows))


def who_and_where(rows, nows, names):
    """`told(row or Now, words)`: what is said of it by each of these words of LIKENESS."""
    said = {id(row): {word: getattr(row, word) for word in PLACES} | {"people": people_of(row)} for row in rows}
    here = {id(now): now.values | {"people": tuple(plain(names[key]) for key in now.people)} for now in nows}
    known = said | here
    return lambda each, words: tuple(known[id(each)][word] for word in words)


def people_of(row):
    people = row.authors if isinstance(row, TalkRow) else row.moderators
    return people if people is UNSAID else tuple(plain(person.name) for person in people)


def plain(text):
    """What of a text counts: a difference in white space is none."""
    return " ".join(text.split())


def shown(text):
    """A title as it reads: with or without TeX, it is the same."""
    return plain(tex.to_text(text))


def foreign(now):
    return now.values["foreign_id"]


def same_system(row, now):
    """Not two things that the other system tells apart."""
    return not row.foreign_id or not foreign(now) or row.foreign_id == foreign(now)


def with_sessions(programme, present):
    """The programme in which entries that are a session of ours are one: flat formats tell one without times so."""
    guids = {now.guid for now in present.sessions.values()} if programme.flat else set()
    rows = [row for row in programme.talks if row.guid in guids]
    same = [each.name for each in fields(SessionRow) if each.name in {other.name for other in fields(TalkRow)}]
    made = [
        SessionRow(key=row.guid, moderators=row.authors, **{name: getattr(row, name) for name in same}) for row in rows
    ]
    others = tuple(row for row in programme.talks if row.guid not in guids)
    return replace(programme, sessions=(*programme.sessions, *made), talks=others)


def match_placed(programme, present, choices):
    """The Pairs of the sessions and those of the talks."""
    people = {key: now.name for key, now in present.people.items()}
    talks = Pairs("talk", programme.talks, present.talks.values(), choices, people)
    talks.stage(lambda row: row.guid, lambda now: now.guid)
    talks.stage(lambda row: row.foreign_id, foreign)
    sessions = match_sessions(programme, present, talks, choices, people)
    match_by_title(programme, talks, sessions)
    return sessions, talks


def match_sessions(programme, present, talks, choices, people):
    pairs = Pairs("session", programme.sessions, present.sessions.values(), choices, people)
    pairs.stage(lambda row: row.guid, lambda now: now.guid)
    pairs.stage(lambda row: row.foreign_id, foreign)
    match_made(programme, present, talks, pairs)

    def title_and_day(day, title):
        return day and (shown(title), day)

    pairs.stage(
        lambda row: title_and_day(day_of(row, programme), row.title),
        lambda now: title_and_day(day_now(now, programme, present), now.name),
        same_system,
    )

    def moved(row, now):
        """A session that the file names may be on another day by now; one that we made of day and room may not."""
        days = {day_of(row, programme), day_now(now, programme, present)} - {None}
        return same_system(row, now) and (not is_made(row) or len(days) < 2)

    pairs.stage(lambda row: shown(row.title), lambda now: shown(now.name), moved, in_order=True)
    return pairs


def day_now(now, programme, present):
    """The conference day on which something is, as the file counts days; None where its time is not known."""
    start, conference = now.values["start"], present.conference
    return start and days.day_of(start, conference.tz, programme.day_begins)


def is_made(row):
    """Whether the session is not in the file but of our making."""
    return "title" in row.derived


def match_made(programme, present, talks, pairs):
    """A session of our making is the one that most of its entries are in, of those that stand where it does.

    An organizer may have put it there since, under its old title; where none stands there, the title says which it is.
    """
    sat = defaultdict(Counter)
    for row in programme.talks:
        if now := talks.now(row):
            sat[row.session][now.values["session"]] += 1
    made = {title_of_made(track, room) for track in names(present.tracks) for room in names(present.rooms)}

    def stands_there(row, now):
        place = (row.room or "", row.track or "", day_of(row, programme))
        there = (now.values["room"], now.values["track"], day_now(now, programme, present))
        return plain(now.name) in made and place == there

    def same_title(row, now):
        return plain(now.name) == plain(row.title)

    for fits in (stands_there, same_title):
        for row in [row for row in pairs.rows if is_made(row)]:
            nows = [pairs.free[key] for key, _ in sat[row.key].most_common() if key in pairs.free]
            if now := next((now for now in nows if fits(row, now)), None):
                pairs.take(row, now)
                pairs.rows.remove(row)


def names(things):
    return ["", *things.values()]


def match_by_title(programme, pairs, sessions):
    session_of = {session.key: sessions.now(session) for session in programme.sessions}

    def in_session(row):
        session = session_of[row.session]
        return session and (session.key, shown(row.title))

    pairs.stage(in_session, lambda now: (now.values["session"], shown(now.name)), same_system, in_order=True)
    # Where the file knows no sessions, the title is all that is left; it must be the only one of its kind.
    titles = Counter(shown(row.title) for row in programme.talks)
    pairs.stage(
        lambda row: "session" in row.derived and titles[shown(row.title)] == 1 and shown(row.title),
        lambda now: shown(now.name),
        same_system,
    )


def match_people(programme, present, choices):
    """The Pairs, and {id(row): Now} of the rows that name somebody as one who was merged into them."""
    rows = programme.persons
    merged = known_as(rows, present)
    pairs = Pairs("person", [row for row in rows if id(row) not in merged], present.people.values(), choices)
    guids = Counter(row.guid for row in rows if row.guid)
    names = Counter(plain(row.name) for row in rows)

    def same_name(row, now):
        return plain(row.name) == plain(now.name)

    pairs.stage(
        lambda row: row.guid, lambda now: now.guid, lambda row, now: guids[row.guid] == 1 or same_name(row, now)
    )
    pairs.stage(
        lambda row: row.foreign_id and (row.foreign_id, plain(row.name)), lambda now: (foreign(now), plain(now.name))
    )
    pairs.stage(lambda row: row.number and (row.number, plain(row.name)), lambda now: (now.number, plain(now.name)))
    # Two of one name in the file are told apart there by their ids, which say nothing here.
    pairs.stage(lambda row: names[plain(row.name)] == 1 and plain(row.name), lambda now: plain(now.name), same_system)
    for row in pairs.rows:
        by_guid = {now.key for now in present.aliases if row.guid == now.guid and guids[row.guid] == 1}
        by_name = {now.key for now in present.aliases if same_name(row, now) and same_system(row, now)}
        for keys in (by_guid, by_name if names[plain(row.name)] == 1 else ()):
            if len(keys) == 1:
                merged.setdefault(id(row), present.people[min(keys)])
    return pairs, merged


def known_as(rows, present):
    """{id(row): Now} of the rows with the id and the name of one who was merged, if nobody else has both."""
    people = {each for now in present.people.values() for each in known_by(now, foreign(now))}
    aliases = {each: now.key for now in present.aliases for each in known_by(now, foreign(now))}
    found = {}
    for row in rows if aliases else ():
        known = known_by(row, row.foreign_id)
        if not people.intersection(known) and (each := next(filter(aliases.get, known), None)):
            found[id(row)] = present.people[aliases[each]]
    return found


def known_by(one, foreign_id):
    """Each id that a row or a Now has, with its name."""
    ids = {"guid": one.guid, "foreign": foreign_id, "number": one.number}
    return [(word, each, plain(one.name)) for word, each in ids.items() if each]
