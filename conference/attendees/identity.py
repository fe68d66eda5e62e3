"""Who is asking: the attendee whose key the cookie carries."""

from django.conf import settings

from conference.stored import for_one

from .models import Attendee

LIFETIME = 400 * 24 * 3600  # the longest that browsers keep a cookie
SALT = "attendee"


def key_of(request):
    """The key in the cookie; None without one, or with one that this site did not sign.

    What is built by somebody's key is for nobody else.
    """
    for_one(request)
    return request.get_signed_cookie(settings.ATTENDEE_COOKIE, default=None, salt=SALT)


def attendee_of(request):
    """The attendee, None if the visitor is none (yet)."""
    key = key_of(request)
    return Attendee.objects.with_key(key).first() if key else None


def remember(response, key):
    """Give the browser the key, for as long as it keeps cookies."""
    response.set_signed_cookie(
        settings.ATTENDEE_COOKIE, key, salt=SALT, max_age=LIFETIME, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
