"""The guard of public posts: they carry no token, so that pages are the same bytes for everybody."""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .writers import writers


def is_from_here(request):
    """Whether a page of this site sent the request.

    Browsers say so themselves in Sec-Fetch-Site, else in Origin; a request with neither is not from a browser
    page of ours.
    """
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site == "same-origin"
    own = {f"{request.scheme}://{request.get_host()}", "{0.scheme}://{0.netloc}".format(urlsplit(settings.SITE_URL))}
    return request.META.get("HTTP_ORIGIN") in own


def public_post(view):
    """A view that takes posts from our own pages only: 405 for other methods, 403 for other senders."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_from_here(request):
            raise PermissionDenied("This form came from another site. Open the page here and press the button again.")
        request.POST  # noqa: B018 - read before the database is asked, so that a slow sender keeps no connection
        return writers.in_turn(view, request, *args, **kwargs)

    return guarded


def own_address(address, default="/"):
    """The address if it is a path of this site, such as a form's `next`; else the default."""
    # Browsers drop tabs and line ends and read a backslash as a slash; an address of ours has none of them.
    clean = address.startswith("/") and address.isprintable() and "\\" not in address
    return address if clean and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else default
