"""What no page of ours sends is refused or ignored, before anything reads it."""

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler


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


class NoFiles(FileUploadHandler):
    """For every form: none takes a file, so none is written to the disk. Imports bring a handler of their own."""

    def new_file(self, *args, **kwargs):
        raise BadRequest("This form takes no file.")

    receive_data_chunk = file_complete = None  # nothing gets there
