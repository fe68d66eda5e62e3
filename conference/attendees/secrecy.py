"""What only one person, or whoever has a secret address, may see."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render


class Ended(Http404):
    """A secret address leads nowhere, or nowhere any more."""


def private(view):
    """A view whose answers nobody keeps and no search engine lists."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Ended:
            response = ended(request)
        response.setdefault("Cache-Control", "private, no-store")
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def ended(request, **context):
    """The page of an address that is wrong, was ended or ended by itself: which of them, it does not say."""
    return render(request, "attendees/ended.html", context, status=404)
