"""What the nouns' columns are made of: kinds of fields, what they refuse, the history of their rows."""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_info
from simple_history.models import HistoricalRecords

from conference.timezones import zones

from .revision import is_whole_conference

LANGUAGE = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag such as en, pt-BR or ar.")


def is_zone(name):
    if name not in zones.names():
        raise ValidationError(f"{name} is not a time zone. Write it as Europe/Lisbon.")


def is_free_word(slug):
    """Refuses a conference slug whose address leads elsewhere, such as `admin`."""
    taken = f"/{slug}/ is another page of this site. Choose another word."
    try:
        match = resolve(f"/{slug}/")
    except Resolver404:
        raise ValidationError("Use letters, digits and hyphens only.") from None
    if match.view_name != "programme:year" or f"/{slug}/" == settings.STATIC_URL:
        raise ValidationError(taken)
    with suppress(Resolver404):
        resolve(f"/{slug}")
        raise ValidationError(taken)


class WebAddressField(models.URLField):
    """An http or https address, or nothing."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, verbose_name=None, **kwargs):
        super().__init__(verbose_name, **{"blank": True, "max_length": 500} | kwargs)

    def deconstruct(self):
        *path, options = super().deconstruct()
        return *path, options | {"blank": self.blank}

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class History(HistoricalRecords):
    """Who changed what from what to what; what goes with its whole conference leaves no record of its own."""

    def post_delete(self, instance, using=None, origin=None, **kwargs):
        if is_whole_conference(instance) or not is_whole_conference(origin):
            super().post_delete(instance, using=using, **kwargs)


def history_of(**options):
    """A reason may be a long list of names."""
    return History(history_change_reason_field=models.TextField(null=True), **options)


def direction(language):
    """`rtl` or `ltr` for a language tag; "auto" where the tag is empty or unknown."""
    try:
        return "rtl" if get_language_info(language.lower())["bidi"] else "ltr"
    except KeyError:
        return "auto"


def web_links(*pairs):
    """The (label, address) pairs that have an http or https address, whoever wrote it there."""
    return [(label, address) for label, address in pairs if address.lower().startswith(("http://", "https://"))]
