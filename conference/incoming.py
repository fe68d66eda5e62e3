"""What no page of ours sends is refused or ignored, before anything reads it."""

from threading import BoundedSemaphore

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler
from django.http import UnreadablePostError

from .trouble import bad_request, unanswered

SMALL = 100_000  # bytes: only imports, and forms of the admin, are larger
bodies = BoundedSemaphore(32)  # half of the server's threads


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
