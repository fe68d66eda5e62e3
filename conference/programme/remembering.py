"""The history of what is not changed by saving its row in a form."""

from .revision import in_chunks

FOUND = "As it was found before its first change here"


def remember(model, keys):
    """Rows that a fixture made have no record: keep them as they are, so that a change is told from what."""
    for chunk in in_chunks(list(keys)):
        unknown = list(model._base_manager.filter(pk__in=chunk).exclude(pk__in=model.history.values("id")))
        for row in unknown:
            row._history_user = None
        model.history.bulk_history_create(unknown, batch_size=200, default_change_reason=FOUND)


def note(row, reason, by):
    """A record of its own, for a change that is not in the row."""
    remember(type(row), [row.pk])
    type(row).history.bulk_history_create([row], update=True, default_user=by, default_change_reason=reason)


def note_all(model, keys, reason, by):
    """The same for rows that were changed at once, as they are now."""
    for chunk in in_chunks(list(keys)):
        rows = model._base_manager.filter(pk__in=chunk)
        model.history.bulk_history_create(
            rows, batch_size=200, update=True, default_user=by, default_change_reason=reason
        )
