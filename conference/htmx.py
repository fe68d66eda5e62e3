"""Page or fragment? Answered once, for every view that has both."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request):
    """True for htmx asking for a part of a page; a boosted or history request wants the whole page."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def render_either(request, page, fragment, context, **kwargs):
    """The fragment for htmx, the page for everybody else; caches are told that there are two."""
    response = render(request, fragment if wants_fragment(request) else page, context, **kwargs)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response
