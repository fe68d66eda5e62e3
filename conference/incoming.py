"""What no page of ours sends is refused or ignored, before anything reads it."""

from threading import BoundedSemaphore
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler
from django.http import UnreadablePostError
from django.urls import Resolver404, resolve

from .trouble import bad_request, unanswered

SMALL = 100_000  # bytes: only imports, and forms of the admin, are larger
bodies = BoundedSemaphore(32)  # half of the server's threads
ON_PAGES = ("tz", "print")  # what the frame of every page reads of a query


def utf_8(application):
    """The WSGI application, with every address and form read as UTF-8, whatever charset a request names.

    In another one the same address asks for something else, and what was built of that would be handed out to
    everybody who asks for the address. Browsers name none.
    """

    def guarded(environ, start_response):
        kind = environ.get("CONTENT_TYPE", "")
        if "charset" in kind.lower():
            environ["CONTENT_TYPE"] = kind.partition(";")[0]
        return application(environ, start_response)

    return guarded


def hears(*words):
    """A view that reads these words of a query, and no others; a page those of its frame too."""

    def note(view):
        view.hears = words
        return view

    return note


def heard(get_response):
    """Middleware: what a view does not read is as if it were not asked, in whatever order and spelling it comes.

    So a page, feed or export is built once, however many addresses somebody invents for it; and a file once for all
    who read pages in a zone of their own, of which no file knows.
    """

    def middleware(request):
        if request.META.get("QUERY_STRING") or (settings.ZONE_COOKIE in request.COOKIES and not is_page(request)):
            listen(request)
        return get_response(request)

    return middleware


def listen(request):
    """Leave of a request what its view reads, where that is known."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return
    if not hasattr(view, "hears"):
        return
    asked, words = request.GET, view.hears
    if is_page(request):
        words += ON_PAGES
    else:
        request.COOKIES.pop(settings.ZONE_COOKIE, None)
    request.META["QUERY_STRING"] = urlencode([(word, asked[word]) for word in words if word in asked], safe="/")
    del request.GET  # read anew of that


def is_page(request):
    """Pages end with a slash; feeds and files tell everybody the same."""
    return request.path_info.endswith("/")


def received(get_response):
    """Middleware: who sends slowly keeps a thread. Only so many do at once, or nobody could read a page meanwhile.

    What is small is read here, so that a quick sender takes a place for no longer than that.
    """

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        if not bodies.acquire(blocking=False):
            return unanswered()
        try:
            if not is_small(request):
                return get_response(request)
            request.body  # noqa: B018
        except UnreadablePostError:
            return bad_request(request)
        finally:
            bodies.release()
        return get_response(request)

    return middleware


def is_small(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) <= SMALL


class NoFiles(FileUploadHandler):
    """For every form: none takes a file, so none is written to the disk. Imports bring a handler of their own."""

    def new_file(self, *args, **kwargs):
        raise BadRequest("This form takes no file.")

    receive_data_chunk = file_complete = None  # nothing gets there
