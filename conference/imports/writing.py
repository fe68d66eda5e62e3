"""The rows of a rehearsal, written set by set: a first import has thousands of them."""

from django.db.models import Max

from conference.programme.models import Authorship, Kind, Link, Moderatorship, Person, Room, Session, Talk, Track
from conference.programme.remembering import remember

from .kinds import kind_named
from .matching import plain
from .wording import short

MODELS = {"session": Session, "talk": Talk, "person": Person}
RELATIONS = {"session": (Moderatorship, "session"), "talk": (Authorship, "talk")}
NAMED = {"room": Room, "track": Track, "kind": Kind}
BATCH = 200


def column_of(model, word):
    """Places and times exist twice on a row; an import writes the draft's."""
    return f"draft_{word}" if word in getattr(model, "twice", list)() else word


class Writer:
    def __init__(self, conference, by, reason):
        self.conference, self.by, self.reason = conference, by, reason
        self.rows = {}  # Item: its row

    def write(self, rehearsal, progress):
        self.named = {
            "room": self.names(Room, rehearsal.rooms, lambda name: {}),
            "track": self.names(Track, rehearsal.tracks, lambda name: {}),
            "kind": self.names(Kind, rehearsal.kinds, kind_named),
        }
        steps = ("people", "sessions", "talks")
        for number, what in enumerate(steps):
            progress(number / 5, f"Writing {what}")
            items = getattr(rehearsal, what)
            self.create([item for item in items if item.now is None])
            self.change([item for item in items if item.now and (item.wanted or item.texts or item.moves)])
        self.push(rehearsal.pushed)
        progress(4 / 5, "Writing who does what")
        for items in (rehearsal.sessions, rehearsal.talks):
            self.relate([item for item in items if item.people is not None])
        self.link([item for item in rehearsal.talks if item.links is not None])

    def names(self, model, new, fields_of):
        """{folded name: row} of all the conference's rooms, tracks or kinds, the new ones made."""
        ours = model.objects.filter(conference=self.conference)
        fields = {"order": (ours.aggregate(last=Max("order"))["last"] or 0)} if model is not Track else {}
        made = []
        for number, name in enumerate(new, 1):
            order = {"order": min(fields["order"] + number, 32767)} if fields else {}
            made.append(model(conference=self.conference, name=name, **order, **fields_of(name)))
        if made:
            self.remember_new(model, model.objects.bulk_create(made, batch_size=BATCH))
        return {plain(row.name).casefold(): row for row in sorted(ours, key=lambda row: -row.pk)}

    def values(self, item, model):
        """{column: value} of what is wanted."""
        return {column_of(model, word): self.value(word, value) for word, value in item.wanted.items()}

    def value(self, word, value):
        if word in NAMED:
            return self.named[word][plain(value).casefold()] if value else None
        if word == "session":
            return self.row(value)
        if word == "position":
            return value or 0
        return bool(value) if word == "cancelled" else value

    def row(self, item):
        """The row of another Item."""
        if item not in self.rows:
            self.rows[item] = MODELS[item.noun](pk=item.now.key, conference=self.conference)
        return self.rows[item]

    def create(self, items):
        if not items:
            return
        model = MODELS[items[0].noun]
        items = sorted(items, key=lambda item: item.rank)  # of one position stand in the order they are made in
        made = [model(conference=self.conference, **self.values(item, model)) for item in items]
        self.remember_new(model, model.objects.bulk_create(made, batch_size=BATCH))
        self.rows |= dict(zip(items, made, strict=True))

    def remember_new(self, model, rows):
        model.history.bulk_history_create(
            rows, batch_size=BATCH, default_user=self.by, default_change_reason=self.reason
        )

    def change(self, items):
        if not items:
            return
        model = MODELS[items[0].noun]
        stored = (
            model.objects.in_bulk([item.now.key for item in items], field_name="pk")
            if len(items) < 5000
            else {row.pk: row for row in model.objects.filter(conference=self.conference)}
        )
        remember(model, stored)
        changed = {"drafts": {}, "texts": {}}
        for item in items:
            row, values = stored[item.now.key], self.values(item, model)
            row.conference = self.conference
            for column, value in values.items():
                setattr(row, column, value)
                sort = "drafts" if column.startswith("draft_") else "texts"
                changed[sort].setdefault(item, set()).add(column)
            row._change_reason, row._history_user = self.reason_of(item), self.by
            self.rows[item] = row
        renamed = [item for item in items if model.name_field in changed["texts"].get(item, ())]
        for item in renamed:
            self.rows[item].save()  # row by row: the slug follows the name until somebody knows it
        for found in changed.values():
            others = [item for item in found if item not in set(renamed)]
            if others:
                columns = sorted(set().union(*(found[item] for item in others)))
                model.objects.bulk_update([self.rows[item] for item in others], columns, batch_size=BATCH)
        rest = [self.rows[item] for item in items if item not in set(renamed)]
        model.history.bulk_history_create(rest, batch_size=BATCH, update=True, default_user=self.by)

    def reason_of(self, item):
        """Which people and links came, went or stand in another order is not in the row, so it stands in the reason."""
        beside = [text for text in item.texts if text.name in ("authors", "moderators", "links")]
        told = [f"{text.label}: {short(text.old, 2000)} → {short(text.new, 2000)}" for text in beside]
        return "; ".join([self.reason, *told])

    def push(self, pushed):
        """Entries that the file does not name, behind those that it put in another order."""
        rows = list(Talk.objects.filter(pk__in=list(pushed)))
        if not rows:
            return
        remember(Talk, [row.pk for row in rows])
        column = column_of(Talk, "position")
        for row in rows:
            setattr(row, column, pushed[row.pk])
        Talk.objects.bulk_update(rows, [column], batch_size=BATCH)
        Talk.history.bulk_history_create(
            rows, batch_size=BATCH, update=True, default_user=self.by, default_change_reason=self.reason
        )

    def relate(self, items):
        """The people of each in the file's order."""
        if not items:
            return
        relation, word = RELATIONS[items[0].noun]
        old = [item.now.key for item in items if item.now]
        if old:
            relation.objects.filter(**{f"{word}__in": old}).delete()
        relation.objects.bulk_create(
            [
                relation(**{word: self.row(item)}, person=self.row(person), position=position)
                for item in items
                for position, person in enumerate(item.people, 1)
            ],
            batch_size=BATCH * 10,
        )

    def link(self, items):
        """The further links of each in the file's order."""
        old = [item.now.key for item in items if item.now]
        if old:
            Link.objects.filter(talk__in=old).delete()
        made = [
            Link(talk=self.row(item), label=label, address=address, position=position)
            for item in items
            for position, (label, address) in enumerate(item.links, 1)
        ]
        if made:
            Link.objects.bulk_create(made, batch_size=BATCH * 10)

    def lose(self, rehearsal, missing):
        """Cancel or delete what the file does not name; how many."""
        lost = 0
        if missing == "keep":
            return lost
        for model, nows in ((Talk, rehearsal.missing_talks), (Session, rehearsal.missing_sessions)):
            keys = [now.key for now in nows if missing == "delete" or not now.values["cancelled"]]
            rows = list(model.objects.filter(pk__in=keys).select_related("conference"))
            lost += len(rows)
            if missing == "cancel":
                self.cancel(model, rows)
            else:
                for row in rows:
                    row._change_reason, row._history_user = self.reason, self.by
                    row.delete()
        return lost

    def cancel(self, model, rows):
        if not rows:
            return
        remember(model, [row.pk for row in rows])
        column = column_of(model, "cancelled")
        for row in rows:
            setattr(row, column, True)
        model.objects.bulk_update(rows, [column], batch_size=BATCH)
        model.history.bulk_history_create(
            rows, batch_size=BATCH, update=True, default_user=self.by, default_change_reason=self.reason
        )
