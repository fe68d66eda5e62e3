"""Who writes takes turns where the database lets one write at a time, and never takes all threads from readers."""

import time
from threading import Lock, get_ident

from django.db import connection

from .trouble import unanswered


class Writers:
    """Who writes at this moment, by their thread, and since when.

    While one writes for long, as an import does in SQLite, the others wait for their turn. Where many do for a while,
    more would take all threads from those who only want to read a page.
    """

    MOST, PATIENCE, TURN = 32, 1, 2  # half of the server's threads; seconds; seconds to wait for a turn

    def __init__(self):
        self.since, self.turn = {}, Lock()

    def are_stuck(self):
        moments = list(self.since.values())
        return len(moments) >= self.MOST and time.monotonic() - min(moments) > self.PATIENCE

    def in_turn(self, view, *args, **kwargs):
        """The view's answer, or a 503. With SQLite, which lets one write at a time, one view of this process after
        the other: who waits in SQLite looks again now and then, and of many who do, next to none gets to write."""
        if connection.vendor != "sqlite":
            return view(*args, **kwargs)
        if not self.turn.acquire(timeout=self.TURN):
            return unanswered()
        try:
            return view(*args, **kwargs)
        finally:
            self.turn.release()

    def __enter__(self):
        self.since[get_ident()] = time.monotonic()

    def __exit__(self, *error):
        del self.since[get_ident()]


writers = Writers()


def writing(get_response):
    """Middleware: while those who write are stuck, no more of them are let in; the other threads are for readers."""

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        if writers.are_stuck():
            return unanswered()
        with writers:
            return get_response(request)

    return middleware
