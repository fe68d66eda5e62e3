"""Row by row, what a file says against what is there: Items with their differences."""

from django.utils import dateformat, timezone

from conference.programme.models import Talk

from . import checking, inheriting, ordering
from .items import ANY_KIND, PEOPLE, TEXTS, Item, same
from .matching import is_made, match_people, match_placed, plain, shown
from .rows import UNSAID
from .wording import Difference


class Comparison:
    """One file's Programme, every talk in a session, against the Present."""

    def __init__(self, programme, present, choices):
        self.choices = choices
        self.findings, self.doubts, self.pushed = [], [], {}  # pushed: new positions of what the file does not name
        self.programme = checking.fitting(programme, self.findings)
        self.present, self.tz = present, present.conference.tz
        self.sessions, self.talks, self.people = [], [], []
        self.missing_sessions, self.missing_talks = [], []

    def compare(self):
        if checking.find_naive(self):
            return
        sessions, talks = match_placed(self.programme, self.present, self.choices)
        people, merged = match_people(self.programme, self.present, self.choices)
        self.doubts = [*sessions.doubts, *talks.doubts, *people.doubts]
        doubtful = {id(doubt.row) for doubt in self.doubts if doubt.is_open}
        rows = [row for row in self.programme.persons if id(row) not in doubtful]
        self.person_of = {row.key: self.person(row, people.now(row)) for row in rows if id(row) not in merged}
        self.person_of |= self.merged_people([row for row in rows if id(row) in merged], merged)
        self.session_of = {
            row.key: self.session(row, sessions.now(row)) for row in self.programme.sessions if id(row) not in doubtful
        }
        for row in self.programme.talks:
            if id(row) not in doubtful and row.session in self.session_of:
                self.talk(row, talks.now(row))
        checking.tell_left_out(self)
        self.people = list(dict.fromkeys(self.person_of.values()))
        needed = {talk.wanted.get("session") for talk in self.talks}
        self.sessions = [
            each for each in self.session_of.values() if each.now or each in needed or not is_made(each.row)
        ]
        inheriting.follow_spans(self)
        ordering.order(self)
        self.find_missing(sessions, talks)
        self.tell_public_people()
        checking.check(self)

    def stand_ins(self):
        """What a flat format may name as a room, though it is a session without one."""
        nows = self.present.sessions.values() if self.programme.flat else ()
        return {shown(now.name) for now in nows if not now.values["room"]}

    def find_missing(self, sessions, talks):
        doubted = {now.key for doubt in self.doubts if doubt.is_open for now in doubt.candidates}
        self.missing_talks = [now for now in talks.free.values() if now.key not in doubted]
        needed = {talk.now.values["session"] for talk in self.talks if talk.now and "session" not in talk.wanted}
        gone = [now for now in sessions.free.values() if now.key not in doubted | needed]
        kept = {now.values["session"] for now in talks.free.values() if now.key in doubted}
        self.missing_sessions = [now for now in gone if now.key not in kept]

    def item(self, noun, row, now):
        item = Item(noun, row, now, is_public=bool(now and now.public))
        if now is None:
            item.wanted |= {word: getattr(row, word) for word in ("guid", "number") if getattr(row, word)}
        for word in TEXTS[noun]:
            self.text(item, word, getattr(row, word, UNSAID))
        return item

    def text(self, item, word, value):
        if value is UNSAID or (word in ("title", "name", "foreign_id", "kind") and not value):
            return  # a thing always has a name, and keeps its ids
        if word == "title" and item.now and item.noun == "session" and is_made(item.row):
            return  # the title that we made of its place says nothing of one that has a title
        if word == "foreign_id" and item.now and (item.now.values[word] or value == str(item.now.number)):
            return
        if (
            word == "language"
            and value == self.present.conference.language
            and not (item.now and item.now.values[word])
        ):
            return  # only another one than the conference's is said
        if word == "subtitle" and item.now and inheriting.says_its_session(self, value, item.now):
            return
        if word in Talk.LINKS and item.now and not item.now.values[word] and inheriting.is_further(item.now, value):
            return
        if item.now is None:
            item.wanted[word] = value
        elif word == "track":
            inheriting.track(self, item, value)
        elif not same(word, item.now.values[word], value, self.programme.plain):
            item.wanted[word] = value
            item.texts.append(Difference(word, item.now.values[word], value))

    def person(self, row, now):
        return self.item("person", row, now)

    def merged_people(self, rows, merged):
        """Of each such row the Item of whom it means. What it says of one who was merged is not theirs."""
        items = {item.now.key: item for item in self.person_of.values() if item.now}
        checking.tell_merged(self, [(row, merged[id(row)]) for row in rows])
        meant = {row.key: (row, merged[id(row)]) for row in rows}
        return {key: items.setdefault(now.key, Item("person", row, now)) for key, (row, now) in meant.items()}

    def session(self, row, now):
        item = self.item("session", row, now)
        for word in ("start", "end", "room", "cancelled"):
            value = getattr(row, word)
            if value is UNSAID or (word in row.derived and now and word in ("start", "end")):
                continue  # an old session's span follows only where it was its talks': see follow_spans
            if word == "room" and word in row.derived and now and not is_made(row) and now.values["room"]:
                continue
            may_stand_in = is_made(row) or self.programme.flat
            if word == "room" and now and may_stand_in and value and inheriting.stands_in(self, value, now):
                continue
            self.move(item, word, value)
        self.relate(item, row.moderators)
        return item

    def talk(self, row, now):
        item = self.item("talk", row, now)
        if now is None:
            item.wanted.setdefault("kind", ANY_KIND)
        session = self.session_of[row.session]
        if now is None or (self.key_of(session) != now.values["session"] and inheriting.follows(self, row, now)):
            self.move(item, "session", session)
        for word in ("start", "end"):
            self.move(item, word, getattr(row, word))
        if not (now and row.cancelled and self.programme.plain and inheriting.is_off(self, now)):
            self.move(item, "cancelled", row.cancelled)
        inheriting.room(self, item, row, session)
        if now is None and item.wanted.get("track") and item.wanted["track"] == session.value("track"):
            item.wanted["track"] = ""
        self.relate(item, row.authors)
        inheriting.links(self, item, row.links)
        self.talks.append(item)

    @staticmethod
    def key_of(session):
        return session.now and session.now.key

    def move(self, item, word, value):
        """Note that a time, a place or whether it is cancelled becomes another one."""
        if value is UNSAID:
            return
        if item.now is None:
            item.wanted[word] = value
        elif (item.now.values[word] or "") != (value or ""):
            item.wanted[word] = value
            item.moves.append(Difference(word, self.told(word, item.now.values[word]), self.told(word, value)))

    def told(self, word, value):
        if word == "session":
            return value.name if isinstance(value, Item) else self.present.sessions[value].name
        if word == "cancelled":
            return "yes" if value else "no"
        if word in ("start", "end"):
            moment = value and (timezone.localtime(value, self.tz) if timezone.is_aware(value) else value)
            return dateformat.format(moment, "D j M Y G:i T") if moment else ""
        return str(value or "")

    def relate(self, item, rows):
        """The people in the file's order. Who is doubtful is not guessed: the list then stays as it is."""
        if rows is UNSAID or rows is None:
            return
        people = [self.person_of.get(row.key) for row in rows]
        known = list(dict.fromkeys(filter(None, people)))
        if item.now is None:
            item.people = known
        elif None not in people and [person.now and person.now.key for person in known] != item.now.people:
            item.people = known
            names = [self.present.people[key].name for key in item.now.people]
            new = [person.name for person in known]
            item.texts.append(Difference(PEOPLE[item.noun], " · ".join(names), " · ".join(new)))

    def tell_public_people(self):
        public = {
            key
            for rows in (self.present.sessions, self.present.talks)
            for row in rows.values()
            if row.public
            for key in row.people
        }
        for item in self.people:
            item.is_public = bool(item.now and item.now.key in public)

    def new_names(self):
        """The rooms, tracks and kinds that are not there yet, in the file's order."""
        items, found, stand_ins = [*self.sessions, *self.talks], [], self.stand_ins()
        for many, word in (("rooms", "room"), ("tracks", "track"), ("kinds", "kind")):
            have = {plain(name).casefold() for name in getattr(self.present, many).values()}
            listed = [name for name in getattr(self.programme, many, ()) if name not in stand_ins]
            wanted = dict.fromkeys(filter(None, [*listed, *(item.wanted.get(word) for item in items)]))
            first = {}
            for name in wanted:
                if (key := plain(name).casefold()) not in have:
                    first.setdefault(key, name)
            found.append(list(first.values()))
        return found
