"""What changed for somebody, as an Atom feed at a secret address."""

import hashlib

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from conference import tex
from conference.programme.door import enter
from conference.programme.sentences import sentence
from conference.stored import etag_of, unless_known

from .models import Bookmark, SecretAddress
from .news import by_talk, changes_of, kept_of
from .secrecy import Ended, private

ENTRIES = 50


class Feed(Atom1Feed):
    """One that was last changed when its newest entry came; without any, when its address was made."""

    def latest_post_date(self):
        return max([item["updateddate"] for item in self.items], default=self.feed["made_at"])


@require_safe
@private
def atom(request, year, token):
    conference = enter(request, year)
    secret = SecretAddress.objects.alive(token, SecretAddress.Purpose.NEWS).select_related("attendee").first()
    if secret is None:
        raise Ended
    body = written(conference, secret, settings.SITE_URL + request.path)
    whole = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response = unless_known(request, etag_of(hashlib.sha256(body).hexdigest()), lambda: whole)
    response["Cache-Control"] = "private, no-cache"
    return response


def written(conference, secret, address):
    """The bytes of the feed: an entry for each change of a talk that is kept, or of its session, and for each
    that is gone."""
    page = settings.SITE_URL + reverse("attendees:my_schedule", args=[conference.slug])
    feed = Feed(
        title=f"What changed in My Schedule, {conference.told_name}",
        link=page,
        description="",
        feed_url=address,
        feed_guid=address,
        language=conference.language,
        made_at=secret.made_at,
    )
    for lost in secret.attendee.lost_in(conference)[:ENTRIES]:
        feed.add_item(
            title=f"{tex.to_text(lost.told_title)} is no longer in the programme.",
            link=page,
            unique_id=f"{page}#lost-{lost.pk}{f'-{lost.talk.sequence}' if lost.talk else ''}",
            description="",
            pubdate=lost.gone_since,
            updateddate=lost.gone_since,
        )
    for change in concerning(conference, Bookmark.objects.filter(attendee=secret.attendee_id))[-ENTRIES:][::-1]:
        feed.add_item(
            title=sentence(change, conference),
            link=settings.SITE_URL + change.address(conference) if change.address(conference) else page,
            unique_id=f"{page}#change-{change.pk}",
            description="",
            pubdate=change.release.released_at,
            updateddate=change.release.released_at,
        )
    return feed.writeString("utf-8").encode()


def concerning(conference, bookmarks):
    """The changes of what is bookmarked, each once, oldest first."""
    kept = kept_of(bookmarks, conference.slug, conference.version)
    changes = changes_of(kept).select_related("talk__kind", "talk__released_session", "session")
    found = {change.pk: change for own in by_talk(kept, changes).values() for change in own}
    return [found[pk] for pk in sorted(found)]
