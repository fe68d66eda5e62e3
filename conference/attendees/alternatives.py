"""What else there is of a talk that cannot be heard: the same talk elsewhere, its recording."""

from collections import defaultdict
from functools import lru_cache

from conference.programme.fields import web_links
from conference.programme.models import Conference

from .overlaps import clash


def offer(conference, runs):
    """Say of each talk of a Run that `overlaps`, and give it its `elsewhere`, the same talk at other times at which
    nothing kept is, and its `recordings`, (label, address) pairs."""
    clashing = [talk for run in runs if run.overlaps for talk in run.talks]
    if not clashing:
        return
    kept = [talk for run in runs for talk in run.talks]
    same = doubles(conference.pk, conference.version, *marks(conference))
    wanted = {pk for talk in clashing for pk in same.get(talk.pk, ())}
    others = {}
    if wanted:
        others = {talk.pk: talk for talk in conference.shown_talks.filter(pk__in=wanted).by_time().with_session()}
    for talk in clashing:
        talk.overlaps = True
        found = [other for pk, other in others.items() if pk in same.get(talk.pk, ())]
        talk.elsewhere = [other for other in found if is_free(other, [each for each in kept if each != talk])]
        talk.recordings = web_links(("Recording", talk.video), ("Recording of the session", talk.session.recording))


def is_free(talk, kept):
    """Whether the talk can be heard, beside what is kept."""
    return bool(talk.start) and not talk.is_cancelled and not any(clash(talk, each) for each in kept)


def marks(conference):
    revision = conference.revision
    return revision.number, revision.changed_at, revision.draft_number if conference.version == "draft" else 0


@lru_cache(maxsize=8)
def doubles(conference, version, *marks):
    """{primary key of a talk: those of the others with its title, blind to case and blanks, or its id elsewhere}.

    Of all talks that there are, found once for each revision, which `marks` are; few have any.
    """
    year = Conference(pk=conference)
    year.version = version
    talks = year.shown_talks.filter(kind__is_talk=True).order_by().values_list("pk", "title", "foreign_id")
    groups, found = defaultdict(set), defaultdict(set)
    for pk, title, foreign_id in talks:
        groups["title", " ".join(title.casefold().split())].add(pk)
        if foreign_id:
            groups["id", foreign_id].add(pk)
    for group in groups.values():
        for pk in group if len(group) > 1 else ():
            found[pk] |= group - {pk}
    return dict(found)
