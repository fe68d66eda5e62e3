"""What changed for somebody, as an Atom feed at a secret address."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.views.decorators.http import require_safe

from conference import tex
from conference.atom import Feed
from conference.programme.door import enter
from conference.programme.sentences import sentence
from conference.stored import etag_of, unless_known

from .models import Bookmark, SecretAddress
from .news import by_talk, changes_of, kept_of
from .secrecy import Ended, private

ENTRIES = 50


@require_safe
@private
def atom(request, year, token):
    conference = enter(request, year)
    secret = SecretAddress.objects.alive(token, SecretAddress.Purpose.NEWS).select_related("attendee").first()
    if secret is None:
        raise Ended
    whole = feed(conference, secret, settings.SITE_URL + request.path).response()
    response = unless_known(request, etag_of(hashlib.sha256(whole.content).hexdigest()), lambda: whole)
    response["Cache-Control"] = "private, no-cache"
    return response


def feed(conference, secret, address):
    """An entry for each change of a talk that is kept, or of its session, and for each that is gone."""
    page = settings.SITE_URL + reverse("attendees:my_schedule", args=[conference.slug])
    entries = Feed(
        title=f"What changed in My Schedule, {conference.told_name}",
        link=page,
        description="",
        feed_url=address,
        feed_guid=address,
        language=conference.language,
        since=secret.made_at,
    )
    for lost in secret.attendee.lost_in(conference)[:ENTRIES]:
        entries.add_item(
            title=f"{tex.to_text(lost.told_title)} is no longer in the programme.",
            link=page,
            unique_id=f"{page}#lost-{lost.pk}{f'-{lost.talk.sequence}' if lost.talk else ''}",
            description="",
            pubdate=lost.gone_since,
            updateddate=lost.gone_since,
        )
    for change in concerning(conference, Bookmark.objects.filter(attendee=secret.attendee_id))[-ENTRIES:][::-1]:
        entries.add_item(
            title=sentence(change, conference),
            link=settings.SITE_URL + change.address(conference) if change.address(conference) else page,
            unique_id=f"{page}#change-{change.pk}",
            description="",
            pubdate=change.release.released_at,
            updateddate=change.release.released_at,
        )
    return entries


def concerning(conference, bookmarks):
    """The changes of what is bookmarked, each once, oldest first."""
    kept = kept_of(bookmarks, conference.slug, conference.version)
    changes = changes_of(kept).select_related("talk__kind", "talk__released_session", "session")
    found = {change.pk: change for own in by_talk(kept, changes).values() for change in own}
    return [found[pk] for pk in sorted(found)]
