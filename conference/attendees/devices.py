"""The same schedule on another device: a link, a question, and a key of its own for the browser there.

Looking at the link changes nothing, so that a messenger's preview does not; and what this browser keeps already
is not mixed with what comes, nor lost, before its owner said so.
"""

from django.core.exceptions import BadRequest
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from conference.origin import public_post
from conference.programme.door import enter

from .identity import attendee_of, key_of, remember
from .models import Attendee, Device, SecretAddress
from .sealing import digest, new_key, token_of
from .secrecy import ended, private


def invitation(token):
    """The attendee whose schedule this link opens, with the secret; None where it opens none."""
    address = SecretAddress.objects.alive(token, SecretAddress.Purpose.DEVICE).select_related("attendee").first()
    return address and address.attendee.unlocked(address.sealed, token)


@require_safe
@private
def ask(request, year, token):
    enter(request, year)
    invited, own = invitation(token), attendee_of(request)
    if invited is None:
        return ended(request, device=True)
    return question(request, token, invited, own)


def question(request, token, invited, own, status=200):
    context = {
        "token": token,
        "once": new_key(),
        "theirs": invited.kept.count(),
        "own": own.kept.count() if own else 0,
        "open_already": own == invited,
        "only_here": own and own.devices.count() == 1,
    }
    return render(request, "attendees/open_here.html", context, status=status)


@public_post
@private
def open_here(request, year, token):
    """Open the link's schedule here: `how` says what becomes of what was kept here, `together` or `instead`."""
    conference = enter(request, year)
    invited, own = invitation(token), attendee_of(request)
    if invited is None:
        return ended(request, device=True)
    how = request.POST.get("how", "")
    if own != invited and own and own.kept.exists() and how not in ("together", "instead"):
        return question(request, token, invited, own, status=409)
    response = redirect("attendees:my_schedule", conference.slug)
    if own != invited:
        # The page drew `once`, so that a form that is sent twice makes one device.
        once = request.POST.get("once", "")
        if not once:
            raise BadRequest("once is missing")
        key = move(own, invited, token_of(token, f"device {once}"), how, key_of(request))
        if key is None:
            return ended(request, device=True)
        remember(response, key)
    return response


@transaction.atomic
def move(own, invited, key, how, old_key):
    """Give this browser a key to the other schedule and take its old one.

    The new key; None where the other schedule was deleted meanwhile.
    """
    if invited not in Attendee.objects.locked(*filter(None, [own, invited])):
        return None
    if own and how == "together":
        invited.merge(own)
    if own:
        Device.objects.filter(key_hash=digest(old_key)).delete()
        if not own.devices.exists():
            own.delete()
    return invited.add_device(key)


@public_post
def end_others(request, year):
    """From now on the schedule is open on this device alone, until somebody is given a new link."""
    conference = enter(request, year)
    if attendee := attendee_of(request):
        with transaction.atomic():
            attendee.devices.exclude(key_hash=digest(key_of(request))).delete()
            attendee.end_address(SecretAddress.Purpose.DEVICE)
    return redirect("attendees:my_schedule", conference.slug)
