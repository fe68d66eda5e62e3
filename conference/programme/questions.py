"""What the most built pages ask of a conference: compiled once, since that takes longer than to answer."""

from django.db.models import Q
from django.http import Http404

from conference.prepared import PreparedRows

from .models import Talk


class Question(PreparedRows):
    """Asked of a conference, in the version that its visitor sees; the answer's rows know the conference."""

    def __call__(self, conference, *values):
        rows = super().__call__(conference.pk, *values, version=conference.version)
        for row in rows:
            row.conference = conference
        return rows

    def one(self, conference, *values):
        """The one that is the answer, or Http404."""
        rows = self(conference, *values)
        if not rows:
            raise Http404(f"{conference} has none that is {values}.")
        return rows[0]


def shown(model, conference, version):
    return getattr(model.objects, version)().filter(conference=conference)


@Question
def talk(conference, slug, version):
    """With its session."""
    return shown(Talk, conference, version).filter(kind__is_talk=True, slug=slug).with_session()


@Question
def neighbours(conference, session, position, key, version):
    """The entries of a session before and after the one with this position and primary key, as far as there are any."""
    entries = shown(Talk, conference, version)
    timeline = entries.filter(session=session).in_order()
    before = timeline.filter(Q(position__lt=position) | Q(position=position, pk__lt=key)).reverse()
    after = timeline.filter(Q(position__gt=position) | Q(position=position, pk__gt=key))
    return entries.filter(Q(pk=before.values("pk")[:1]) | Q(pk=after.values("pk")[:1])).in_order()
