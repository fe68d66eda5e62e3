"""The history of what rows were before their first change here."""

from .revision import in_chunks

FOUND = "As it was found before its first change here"


def remember(model, rows):
    """Fixtures leave no record: keep these rows as they are stored, so that their first change is told from what."""
    keys, known = [row.pk for row in rows], set()
    for chunk in in_chunks(keys):
        known |= set(model.history.filter(id__in=chunk).values_list("id", flat=True))
    unknown = [row for row in rows if row.pk not in known]
    for row in unknown:
        row._history_user = None
    model.history.bulk_history_create(unknown, batch_size=200, default_change_reason=FOUND)
    for row in unknown:
        del row._history_user
