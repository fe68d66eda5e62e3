"""A file on its way in: never on disk, and not larger than what we read."""

import re

from django.core.files.uploadhandler import MemoryFileUploadHandler

from . import limits

AROUND = 64 * 1024  # what a form adds to its file
ABSENT = "Choose a file first."
TOO_LARGE = f"The file has more than {limits.FILE // 2**20} MB. Split it into parts and import one after the other."
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class InMemory(MemoryFileUploadHandler):
    """Keeps what it is sent in memory; whoever uses it has looked at how long it is."""

    def handle_raw_input(self, *args, **kwargs):
        super().handle_raw_input(*args, **kwargs)
        self.activated = True


def is_too_large(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > limits.FILE + AROUND


def name_of(file):
    return printable(file.name or "")[-255:] or "file"


def printable(text):
    """Without what a database would not take."""
    return UNWANTED.sub("", text)
