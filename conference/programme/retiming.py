"""The one verb that writes new times of a session into the draft; what they can be is in `timeline`."""

from django.db import transaction

from .models import Session, Talk
from .remembering import remember
from .revision import hold_draft

BATCH = 200


def timeline_of(session):
    """The entries of a session in the draft, in their order."""
    entries = list(Talk.objects.draft().of(session.pk))
    for entry in entries:
        entry.draft_session = session
    return entries


@transaction.atomic
def retime(session, ask, by=None, reason="", seen=None):
    """Write into the draft what `ask(session, timeline)` returns, a list of Retimed; return it.

    It is asked once nobody else can write, of what is stored then. `seen` is the draft number that was looked at:
    DraftMoved where the draft has changed since.
    """
    hold_draft(session.conference_id, seen)
    session = Session.objects.draft().get(pk=session.pk)
    found = ask(session, timeline_of(session))
    for model in (Session, Talk):
        write(model, [each for each in found if isinstance(each.item, model)], by, reason)
    return found


def write(model, found, by, reason):
    """Set by set, and so that the history tells who set which times, from what to what."""
    rows = [each.item for each in found]
    remember(model, [row.pk for row in rows])
    words = [word for word in ("start", "end", "position") if word in model.twice()]
    for each in found:
        for word in words:
            setattr(each.item, f"draft_{word}", getattr(each.new, word))
    model.objects.bulk_update(rows, [f"draft_{word}" for word in words], batch_size=BATCH)
    model.history.bulk_history_create(
        rows, batch_size=BATCH, update=True, default_user=by, default_change_reason=reason
    )
