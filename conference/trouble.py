"""Pages for when something is wrong: which address, what happened, what to do now."""

import logging
import re
import time
from threading import Lock

from django.db import Error, IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
OLD_PLAN = "RevalidateCachedQuery"  # where PostgreSQL finds that a plan is older than a table; its words are translated
# In two steps, also in an address that is mistyped: one pattern for both would take minutes for a hostile one.
OWN_ADDRESS, SECRET_WORD = re.compile("/my-schedule/.*", re.IGNORECASE), re.compile(r"[\w-]{40,}")


class Discreet(logging.Formatter):
    """An address is logged without the secret word in it."""

    def format(self, record):
        return OWN_ADDRESS.sub(lambda found: SECRET_WORD.sub("…", found[0]), super().format(record))


def quotable(text):
    """What somebody sent, as a sentence about it may quote it: no HTML may hold a control character."""
    return "".join(filter(str.isprintable, text))


def page(request, status, **context):
    """The page of a status in the site's own look; where even the menus fail, without them."""
    try:
        return render(request, f"{status}.html", {"here": "nowhere", **context}, status=status)
    except Exception:
        log.exception("The %s page could not show the menus", status)
        return HttpResponse(render_to_string(f"{status}.html", context), status=status)


def bad_request(request, exception=None):
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request, exception=None):
    return page(request, 403, reason=str(exception or ""))


def csrf_failure(request, reason=""):
    return page(request, 403, reason="This form is too old, or cookies are off. Open the page again and repeat it.")


def not_found(request, exception=None):
    return page(request, 404, address=quotable(request.path))


def server_error(request):
    return HttpResponse(render_to_string("500.html"), status=500)


class Silence:
    """While the database does not answer, one request a second asks whether it does again; the others need not wait.

    In each process; by the monotonic clock, in seconds.
    """

    PAUSE, ATTEMPT = 1, 3

    def __init__(self):
        self.until, self.lock = 0, Lock()

    def lasts(self):
        """Whether to go on without asking; False for the one that is to ask, and where there is no silence."""
        if not self.until:
            return False
        with self.lock:
            now = time.monotonic()
            if now < self.until:
                return True
            self.until = self.until and now + self.ATTEMPT
            return False

    def began(self):
        self.until = time.monotonic() + self.PAUSE

    def ended(self):
        self.until = 0


silence = Silence()


def is_no_answer(error):
    """Whether the database is away; or what a connection planned is older than a table, as an update leaves it."""
    return isinstance(error, OperationalError | InterfaceError) or is_of_an_old_plan(error)


def is_of_an_old_plan(error):
    return getattr(getattr(error.__cause__, "diag", None), "source_function", "") == OLD_PLAN


def replace_lost_connections(error):
    """What one connection of the pool met, the others did too: nobody else is to be given one that is of no use.

    Those that others use at this moment are replaced when they give them back.
    """
    if not getattr(connection, "pool", None):
        return
    if is_of_an_old_plan(error):
        connection.pool.drain()
    else:
        connection.pool.check()


def answer_to(question, otherwise):
    """What the database answers to a question; where it does not answer, this, and nobody waits for it in vain."""
    if silence.lasts():
        return otherwise
    try:
        answer = question()
    except Error as error:
        if not is_no_answer(error):
            raise
        if not is_of_an_old_plan(error):
            silence.began()
        replace_lost_connections(error)
        return otherwise
    silence.ended()
    return answer


def wait_for(lock, timeout=-1):
    """Acquire it, as `Lock.acquire` does. Whoever has to wait gives their connection back until it is their turn: the
    pool has few, and those who wait would keep them from those who only want to read another page. Without a pool it
    is the thread's own."""
    if lock.acquire(blocking=False):
        return True
    if connection.settings_dict["CONN_MAX_AGE"] is not None:
        connection.close()
    return lock.acquire(timeout=timeout)


def without_answer(request, error):
    """What to answer where the database did not."""
    log.error("The database gives no answer: %s", error)
    none_was_to_be_had = connection.connection is None
    if none_was_to_be_had:
        silence.began()
    replace_lost_connections(error)
    return unanswered() if none_was_to_be_had else asked_again(request) or unanswered()


def asked_again(request):
    """What a page answers by another connection of the pool, as after a restart of the database; None where it does
    not. Nothing that writes is done twice."""
    if request.method not in ("GET", "HEAD") or not getattr(connection, "pool", None):
        return None
    connection.close()
    view, args, kwargs = request.resolver_match
    try:
        return view(request, *args, **kwargs)
    except Error as error:
        if not is_no_answer(error):
            raise
        silence.began()
        return None


def unanswered():
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = "10"
    response["Cache-Control"] = "no-store"
    return response


def trouble(get_response):
    """Middleware: a database that does not answer is a 503 with a word on when to come back, not a crash; who writes
    what another wrote in the same moment is told so by a 409; and a 405, which Django leaves blank, says what is wrong.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and request.method != "HEAD" and not response.content:
            response.content = render_to_string("405.html")
        return response

    def process_exception(request, exception):
        if isinstance(exception, Error) and is_no_answer(exception):
            return without_answer(request, exception)
        if isinstance(exception, IntegrityError) and request.method == "POST":
            log.warning("Two wrote the same at once: %s", exception, exc_info=exception)
            return page(request, 409)

    middleware.process_exception = process_exception
    return middleware
