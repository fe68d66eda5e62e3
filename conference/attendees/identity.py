"""Who is asking: the attendee whose device carries a key in its cookie."""

from django.conf import settings

from conference.stored import for_one

from .models import Attendee, Device
from .sealing import digest

LIFETIME = 400 * 24 * 3600  # the longest that browsers keep a cookie
SALT = "attendee"


def key_of(request):
    """The key in the cookie, or on its way to one; None without, or where this site did not sign it.

    What is built by somebody's key is for nobody else.
    """
    for_one(request)
    on_its_way = getattr(request, "attendee_key", None)
    return on_its_way or request.get_signed_cookie(settings.ATTENDEE_COOKIE, default=None, salt=SALT)


def attendee_of(request):
    """The attendee, None if the visitor is none (yet)."""
    key = key_of(request)
    device = key and Device.objects.select_related("attendee").filter(key_hash=digest(key)).first()
    return device.attendee.unlocked(device.sealed, key) if device else None


def admit(request):
    """A new attendee, who is asking from now on."""
    attendee, request.attendee_key = Attendee.create()
    return attendee


def remember(response, key):
    """Give the browser the key, for as long as it keeps cookies."""
    response.set_signed_cookie(
        settings.ATTENDEE_COOKIE, key, salt=SALT, max_age=LIFETIME, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def forget(response):
    response.delete_cookie(settings.ATTENDEE_COOKIE, samesite="Lax")
