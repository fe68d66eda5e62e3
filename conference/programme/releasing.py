"""Draft becomes released: what differs, and the one verb that writes released columns."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max

from . import remembering
from .changes import Change, Release
from .models import Session, Talk
from .revision import UNWANTED, hold_draft, in_chunks, raise_revision


@dataclass
class Difference:
    """A session or talk whose draft is not what is released, and the Changes that a release would leave."""

    item: Session | Talk
    changes: list[Change]

    @property
    def words(self):
        if self.changes:
            return [change.get_what_display() for change in self.changes]
        return ["Other order" if self.item.draft_position != self.item.released_position else "Own room"]


def differences(conference):
    """What a release would change now, sessions first, each by its draft time: Differences."""
    found = []
    for model in (Session, Talk):
        rows = model.objects.filter(conference=conference).draft().filter(model.differs()).with_both_versions()
        for row in rows.order_by(F("start").asc(nulls_last=True), "pk"):
            row.conference = conference
            found.append(Difference(row, changes_of(row)))
    return found


def changes_of(row):
    """The Changes between what is released of a row and its draft, not saved; none where only the order differs."""
    What = Change.What
    if not row.public and not row.was_public:
        return [change(row, What.NEW)]
    found = []
    if row.draft_cancelled != row.released_cancelled:
        found.append(change(row, What.CANCELLED if row.draft_cancelled else What.BACK))
    if (row.draft_start, row.draft_end) != (row.released_start, row.released_end):
        found.append(change(row, What.MOVED))
    old, new = row.place_in("released"), row.place_in("draft")
    # Who follows its session into another room is told by the session's Change.
    if row.draft_room_id != row.released_room_id and old != new:
        found.append(change(row, What.ROOM, old_place=old, new_place=new))
    if isinstance(row, Talk) and row.draft_session_id != row.released_session_id:
        found.append(change(row, What.SESSION, old_place=row.released_session, new_place=row.draft_session))
    return found


def change(row, what, old_place=None, new_place=None):
    return Change(
        **{row._meta.model_name: row},
        title=row.title,
        what=what,
        old_start=row.released_start,
        old_end=row.released_end,
        new_start=row.draft_start,
        new_end=row.draft_end,
        old_place=str(old_place or ""),
        new_place=str(new_place or ""),
    )


@transaction.atomic
def release(conference, note="", by=None, seen=None):
    """Make the whole draft public as one Release with its Changes; None where nothing differs.

    `seen` is the draft number that its releaser looked at: DraftMoved where the draft has changed since.

    Written set by set: a first release after an import has thousands of rows.
    """
    hold_draft(conference.pk, seen)
    found = differences(conference)
    if not found:
        return None
    last = conference.releases.aggregate(last=Max("number"))["last"] or 0
    note = UNWANTED.sub("", note)
    made = Release.objects.create(conference=conference, number=last + 1, note=note, released_by=by)
    changes = [change for difference in found for change in difference.changes]
    for each in changes:
        each.release = made
    Change.objects.bulk_create(changes, batch_size=500)
    for model in (Session, Talk):
        write(model, [difference for difference in found if isinstance(difference.item, model)], made)
    raise_revision({conference.pk})
    remembering.note(conference, f"{made}: {len(changes)} change{'' if len(changes) == 1 else 's'}", by)
    return made


def write(model, found, made):
    """Copy draft to released for the items of these Differences, and note it on them and in their history."""
    columns = {released: F(draft) for draft, released in model.version_columns()}
    public = [difference for difference in found if difference.item.public]
    moved = [difference.item.pk for difference in public if difference.changes]
    moved_places = [d.item.pk for d in public if {c.what for c in d.changes} - {Change.What.MOVED}]
    keys = [difference.item.pk for difference in found]
    for chunk in in_chunks(moved):
        model._base_manager.filter(pk__in=chunk).update(sequence=F("sequence") + 1)
    for chunk in in_chunks(keys):
        model._base_manager.filter(pk__in=chunk).update(**columns, public=True, modified=made.released_at)
    model.pass_on(moved_places, {"released_room_id", "released_cancelled"})
    items = [difference.item for difference in found]
    model.history.bulk_history_create(
        items,
        batch_size=500,
        default_user=made.released_by,
        default_change_reason=str(made),
        default_date=made.released_at,
    )


@transaction.atomic
def put_back(conference, items=None, by=None, seen=None):
    """Set the draft of these public sessions and talks, or of all, to what is released; how many that changed.

    What was never released has nothing to go back to and stays as it is. `seen` is as for `release`.
    """
    hold_draft(conference.pk, seen)
    changed = 0
    for model in (Session, Talk):
        rows = model._base_manager.filter(conference=conference, public=True).filter(model.differs())
        if items is not None:
            rows = rows.filter(pk__in=[item.pk for item in items if isinstance(item, model)])
        keys = list(rows.values_list("pk", flat=True))
        remembering.remember(model, keys)
        changed += rows.update(**{draft: F(released) for draft, released in model.version_columns()})
        remembering.note_all(model, keys, "Put back to what is released", by)
    return changed
