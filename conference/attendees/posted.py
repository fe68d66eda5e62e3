"""What forms send, checked."""

from django.core.exceptions import BadRequest


def number(request, name):
    """A number that one of our own forms sent along; nobody types these."""
    return checked(request.POST.get(name, ""), name)


def numbers(request, name):
    """All those of a name."""
    return [checked(word, name) for word in request.POST.getlist(name)]


def checked(word, name):
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        raise BadRequest(f"{name} is a number")
    return int(word)
