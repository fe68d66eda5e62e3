"""Who may do what in which conference: the one place that answers it.

A Duty lets a user of the staff work on one conference; a superuser of the staff may do all in every one.
Django's own permissions on the programme's models count for nothing.
"""

from enum import StrEnum

from .duties import Duty


class Deed(StrEnum):
    TEXTS = "texts"  # titles, abstracts, languages, links and people; and to see the draft that they are in
    EVERYTHING = "everything"  # times, places, order, cancellations, settings, duties; to add and to delete
    RELEASE = "release"
    IMPORT = "import"


ALLOWED = {Duty.Role.EDITOR: {Deed.TEXTS}, Duty.Role.ORGANIZER: set(Deed)}


def may(user, deed, conference):
    """Whether this user may do this in this conference, a row or a primary key."""
    role = None if may_everywhere(user) else roles_of(user).get(getattr(conference, "pk", conference))
    return may_everywhere(user) or deed in ALLOWED.get(role, ())


def may_somewhere(user, deed):
    """Whether there is a conference in which this user may do this, or may be one for a superuser."""
    return may_everywhere(user) or bool(conferences_where(user, deed))


def may_everywhere(user):
    return user.is_active and user.is_staff and user.is_superuser


def conferences_where(user, deed):
    """Primary keys of the conferences in which a user has a duty that allows this."""
    return {key for key, role in roles_of(user).items() if deed in ALLOWED[role]}


def reachable(user, deed, rows):
    """Of these rows (a queryset of what a conference has, or of conferences) those with which a user may do this."""
    if may_everywhere(user):
        return rows
    return rows.filter(**{f"{rows.model.conference_path}__in": conferences_where(user, deed)})


def roles_of(user):
    """{conference's primary key: role}, looked up once for each time a user is loaded; none without a log-in."""
    if not (user.is_active and user.is_staff):
        return {}
    if not hasattr(user, "role_in"):
        user.role_in = dict(Duty.objects.filter(user=user.pk).values_list("conference_id", "role"))
    return user.role_in
