"""What the most built pages ask of a conference: compiled once, since that takes longer than to answer."""

from collections import defaultdict
from operator import attrgetter

from django.db.models import Count, F, Q
from django.http import Http404

from conference.prepared import PreparedRows

from .models import Conference, Person, Session, Talk


class Question(PreparedRows):
    """Asked of a conference, in the version that its visitor sees; the answer's rows know the conference."""

    def __init__(self, rows):
        super().__init__(lambda key, *values, version: rows(seen_as(version, key), *values))

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


def seen_as(version, key):
    """A conference to ask for what is seen of that version; nothing else is known of it than its primary key."""
    conference = Conference(pk=key)
    conference.version = version
    return conference


@PreparedRows
def starts(key, *, version):
    """The moments at which sessions of the conference with this primary key start, in order."""
    sessions = seen_as(version, key).shown_sessions.exclude(start=None)
    return sessions.order_by("start").values_list(f"{version}_start", flat=True).distinct()


def days(conference, zone):
    """The dates on which sessions start, in order."""
    moments = starts(conference.pk, version=conference.version)
    return list(dict.fromkeys(conference.day_of(moment, zone) for moment in moments))


@PreparedRows
def session_counts(key, *, version):
    """How many sessions the conference with this primary key has, in one row or, where there is none, in no row."""
    return counted(seen_as(version, key).shown_sessions)


@PreparedRows
def talk_counts(key, *, version):
    """How many talks, plain entries left out, in the same way."""
    return counted(seen_as(version, key).shown_talks.filter(kind__is_talk=True))


def counted(rows):
    return rows.order_by().values("conference").annotate(many=Count("pk")).values_list("many", flat=True)


def counts(conference):
    """(how many sessions, how many talks)"""
    return tuple(sum(each(conference.pk, version=conference.version)) for each in (session_counts, talk_counts))


def sessions(conference):
    """All there are, with their moderators."""
    sessions, moderators_of = all_sessions(conference), grouped(all_moderators(conference), "of")
    for session in sessions:
        session.moderators_in_order = moderators_of[session.pk]
    return sessions


@Question
def all_sessions(conference):
    return conference.shown_sessions.in_order()


@Question
def all_moderators(conference):
    return moderators(Q(moderatorships__session__conference=conference.pk))


def day(conference, begin, end):
    """Sessions by the moments between which they start, with their moderators and timelines.

    What `with_moderators` and `with_timeline` ask names each session, so it would be compiled for each day anew.
    """
    sessions, entries = sessions_starting(conference, begin, end), entries_starting(conference, begin, end)
    moderators_of = grouped(moderators_starting(conference, begin, end), "of")
    timelines = grouped(entries, f"{conference.version}_session_id")
    give_authors(entries, authors_starting(conference, begin, end))
    for session in sessions:
        session.moderators_in_order = moderators_of[session.pk]
        give_timeline(session, timelines[session.pk])
    return sessions


def give_authors(entries, authors):
    authors_of = grouped(authors, "of")
    for entry in entries:
        entry.authors_in_order = authors_of[entry.pk]


def give_timeline(session, entries):
    session.timeline = entries
    for entry in entries:
        entry.session = session  # or each would ask for it


def grouped(rows, name):
    """{value: the rows of which this attribute has it}; none for other values."""
    groups, value_of = defaultdict(list), attrgetter(name)
    for row in rows:
        groups[value_of(row)].append(row)
    return groups


@Question
def sessions_starting(conference, begin, end):
    return conference.shown_sessions.between(begin, end).in_order()


@Question
def entries_starting(conference, begin, end):
    """Of sessions that start then."""
    session = f"{conference.version}_session__"
    entries = getattr(Talk.objects, conference.version)()
    return entries.filter(starts_between(conference, begin, end, session)).in_order()


@Question
def authors_starting(conference, begin, end):
    return authors(starts_between(conference, begin, end, f"authorships__talk__{conference.version}_session__"))


@Question
def moderators_starting(conference, begin, end):
    return moderators(starts_between(conference, begin, end, "moderatorships__session__"))


def authors(of_which):
    """A person for each authorship of which that is so; its entry's primary key is their `of`."""
    return Person.objects.filter(of_which).as_authors().annotate(of=F("authorships__talk"))


def moderators(of_which):
    """The same for moderatorships, and for sessions."""
    return Person.objects.filter(of_which).as_moderators().annotate(of=F("moderatorships__session"))


def starts_between(conference, begin, end, session):
    """The condition that the session to which this path leads, such as `draft_session__`, starts then."""
    start = f"{session}{conference.version}_start"
    return Q(**{f"{session}conference": conference.pk, f"{start}__gte": begin, f"{start}__lt": end})


@Question
def session(conference, slug):
    return conference.shown_sessions.filter(slug=slug)


def timeline(conference, session):
    """The entries of a session (a primary key), with their authors."""
    entries = entries_of(conference, session)
    give_authors(entries, authors_of_entries(conference, session))
    return entries


@Question
def entries_of(conference, session):
    return conference.shown_talks.of(session)


@Question
def authors_of_entries(conference, session):
    """In the same way as of the entries of a day."""
    return authors(Q(**{f"authorships__talk__{conference.version}_session": session}))


@Question
def talk(conference, slug):
    """With its session."""
    return conference.shown_talks.filter(kind__is_talk=True, slug=slug).with_session()


@Question
def neighbours(conference, session, position, key):
    """The entries of a session before and after the one with this position and primary key, as far as there are any."""
    timeline = conference.shown_talks.of(session)
    before = timeline.filter(Q(position__lt=position) | Q(position=position, pk__lt=key)).reverse()
    after = timeline.filter(Q(position__gt=position) | Q(position=position, pk__gt=key))
    return timeline.filter(Q(pk=before.values("pk")[:1]) | Q(pk=after.values("pk")[:1]))


@Question
def person(conference, slug):
    return conference.shown_persons.filter(slug=slug)


# A person belongs to one conference: to say it again would lead a planner to look through all that the conference has.


@Question
def moderated(conference, person):
    """Sessions by who moderates them."""
    sessions = getattr(Session.objects, conference.version)()
    return sessions.filter(moderators=person).in_order().with_moderators()


@Question
def presented(conference, person):
    """Talks by who presents them."""
    talks = getattr(Talk.objects, conference.version)()
    return talks.filter(authors=person).with_session().with_authors().by_time()


@Question
def presented_or_moderated(conference, person):
    """The same and, once each, all entries of the sessions that they moderate."""
    entries = getattr(Talk.objects, conference.version)()
    presented = entries.filter(authors=person).values("pk")
    moderated = entries.filter(**{f"{conference.version}_session__moderators": person}).values("pk")
    return entries.filter(pk__in=presented.union(moderated)).with_session().with_authors().by_time()
