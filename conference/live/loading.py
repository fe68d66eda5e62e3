"""The sessions around a moment: those whose time it is and the next ones, never the whole conference."""

from datetime import timedelta

from . import board

NIGHT = timedelta(hours=4)  # what begins so soon after a day of the venue still follows it


def board_at(conference, at, timelines=True):
    """The Board of a conference; without timelines, of sessions alone."""
    present = conference.shown_sessions.at(at).by_room()
    horizon = conference.day_span(conference.day_of(at, conference.tz), conference.tz)[1]
    upcoming = list(conference.shown_sessions.filter(start__gt=at, start__lt=horizon + NIGHT).in_order())
    present = list(present.with_timeline() if timelines else present)
    if not timelines:
        for session in present:
            session.timeline = []
    found = board.board(at, present, upcoming, horizon)
    if not found.here and not found.waiting:
        found.waiting = next_ones(conference, at)
        found.until = found.waiting[0].start if found.waiting else None
    return found


def next_ones(conference, at):
    """The sessions that start together, next of all."""
    later = conference.shown_sessions.filter(start__gt=at, cancelled=False)
    first = later.in_order()[:1]
    return list(later.filter(start=first[0].start).in_order()) if first else []
