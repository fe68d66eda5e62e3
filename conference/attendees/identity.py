"""Who is asking: the attendee whose device carries a key in its cookie."""

import time
from functools import lru_cache

from django.conf import settings
from django.core.signing import b62_decode
from django.http import HttpRequest

from conference.prepared import Prepared
from conference.stored import for_one

from .models import Attendee, Device
from .sealing import digest

LIFETIME = 400 * 24 * 3600  # the longest that browsers keep a cookie
FRESH = 24 * 3600  # who got their cookie this many seconds ago or less need not be given it again
SALT = "attendee"
LONGEST = 200  # characters of a cookie: none of ours has as many, and what is remembered of others is to be small
NOBODY = (None, 0)
device_with_key = Prepared(lambda: Device.objects.filter(key_hash="").values_list("attendee", "sealed"))


def key_of(request):
    """The key in the cookie, or on its way to one; None without, or where this site did not sign it.

    What is built by somebody's key is for nobody else.
    """
    for_one(request)
    if not getattr(request, "attendee_key", None):
        cookie = request.COOKIES.get(settings.ATTENDEE_COOKIE, "")
        request.attendee_key, signed_at = opened(cookie) if len(cookie) < LONGEST else NOBODY
        request.has_fresh_cookie = time.time() - signed_at < FRESH
    return request.attendee_key


@lru_cache(maxsize=10_000)
def opened(cookie):
    """The key in a cookie and when it was signed, in seconds; NOBODY where this site did not sign it.

    Remembered: who keeps something shows their cookie with each request, and to check it takes a tenth of the answer.
    """
    request = HttpRequest()
    request.COOKIES[settings.ATTENDEE_COOKIE] = cookie
    key = request.get_signed_cookie(settings.ATTENDEE_COOKIE, default=None, salt=SALT)
    return (key, b62_decode(cookie.rsplit(":", 2)[1])) if key else NOBODY


def attendee_of(request):
    """The attendee, None if the visitor is none (yet)."""
    key = key_of(request)
    for attendee, sealed in device_with_key(digest(key)) if key else ():
        return Attendee(pk=attendee).unlocked(sealed, key)
    return None


def admit(request):
    """A new attendee, who is asking from now on."""
    attendee, request.attendee_key = Attendee.create()
    request.has_fresh_cookie = False
    return attendee


def remember(response, key):
    """Give the browser the key, for as long as it keeps cookies."""
    response.set_signed_cookie(
        settings.ATTENDEE_COOKIE, key, salt=SALT, max_age=LIFETIME, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def renew(request, response):
    """Remember who is asking from now on, and for longer, unless their browser was told so within a day."""
    key = key_of(request)
    if not request.has_fresh_cookie:
        remember(response, key)


def forget(response):
    response.delete_cookie(settings.ATTENDEE_COOKIE, samesite="Lax")
