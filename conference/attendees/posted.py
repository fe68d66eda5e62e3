"""What forms send, checked."""

from django.core.exceptions import BadRequest


def number(request, name):
    """A number that one of our own forms sent along; nobody types these."""
    word = request.POST.get(name, "")
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        raise BadRequest(f"{name} is a number")
    return int(word)
