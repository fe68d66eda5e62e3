"""Page or fragment? Answered once, for every view that has both."""

from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

HEADERS = ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"]


def wants_fragment(request):
    """True for htmx asking for a part of a page; a boosted or history request wants the whole page."""
    return asked_by_htmx(request) == (True, False, False)


def asked_by_htmx(request):
    """What decides it; () where htmx does not ask, which is seen without a look at all headers."""
    if "HTTP_HX_REQUEST" not in request.META:
        return ()
    htmx = HtmxDetails(request)
    return bool(htmx), htmx.boosted, htmx.history_restore_request


def tell_caches(response):
    """Say that this address answers htmx in another way than it answers a visit."""
    patch_vary_headers(response, HEADERS)
