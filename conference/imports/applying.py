"""A Rehearsal becomes the conference's: all of it in one transaction, or nothing.

Times, places, order and cancellations go to the draft; texts, people and links are what they are.
"""

from django.db import transaction

from conference.programme.models import Conference
from conference.programme.remembering import note
from conference.programme.revision import Revision

from .models import Import
from .writing import Writer

MISSING = {
    "keep": "Keep them as they are",
    "cancel": "Mark them as cancelled, in the draft",
    "delete": "Delete them; what is public of them goes at once",
}


class NotApplied(Exception):
    """Nothing was written; the sentence says why and what to do."""


@transaction.atomic
def apply(rehearsal, conference, by=None, missing="keep", progress=lambda part, what: None):
    """Write what was rehearsed; the Import that the log keeps, None where nothing is to do.

    `progress` is told how much of it is done, and what comes next.
    """
    if missing not in MISSING:
        raise NotApplied(f"The missing can be {', '.join(MISSING)}, not {missing[:20]}.")
    if not rehearsal.can_apply:
        raise NotApplied("The file has errors or leaves questions open. Mend or answer them first.")
    # From here on other writers of this conference wait.
    held = Revision.objects.select_for_update().filter(pk=conference.pk).values_list("draft_number", flat=True)
    if held.first() != rehearsal.draft_number:
        raise NotApplied("The programme changed since this was rehearsed. Read the list again, then import.")
    if rehearsal.is_idle(missing):
        return None
    writer = Writer(Conference.objects.get(pk=conference.pk), by, f"Import of {rehearsal.file_name}")
    writer.write(rehearsal, progress)
    lost = writer.lose(rehearsal, missing)
    done = Import.objects.create(
        conference=conference,
        by=by,
        file_name=rehearsal.file_name[:255],
        sha256=rehearsal.sha256,
        format=rehearsal.format,
        size=rehearsal.size,
        missing=missing,
        counts=rehearsal.counts,
        summary=summary(rehearsal, missing, lost),
    )
    note(conference, f"{done}: {done.summary}", by)
    return done


def summary(rehearsal, missing="keep", lost=None):
    """What an import does, or did, in one line."""
    counts = rehearsal.counts
    told = [f"{counts[word]} {word}" for word in ("new", "changed", "moved", "doubtful") if counts[word]]
    if counts["missing"]:
        done = {"keep": "kept", "cancel": "cancelled", "delete": "deleted"}[missing]
        number = counts["missing"] if missing == "keep" or lost is None else lost
        told.append(f"{number} missing {done}" if missing != "keep" else f"{number} missing kept")
    return (", ".join(told) or "nothing") + "."
