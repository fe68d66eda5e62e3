"""The conference's clock in lists and forms."""

import re
from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.text import capfirst

from conference.programme.days import YEARS
from conference.timezones import clock

DATE_ALONE = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*")


def span_line(start, end, zone):
    """Wed 5 May 3:00 - 3:15 PDT"""
    return " ".join(span_parts(start, end, zone)).strip()


def span_parts(start, end, zone):
    """Wed 5 May, and 3:00 - 3:15 PDT"""
    when = clock.when(start, end, zone, zone)
    if when is None:
        return clock.UNKNOWN, ""
    span = when.own
    until = f" - {span.to_time}" if end else ""
    return span.date, f"{span.from_time}{until} {span.zone}"


def moment_line(moment):
    """Wed 5 May 2021 3:00 PDT, in the active zone."""
    local = timezone.localtime(moment)
    return f"{django_format(local, 'D j M Y G:i')} {clock.abbreviation(local)}"


def zone_word(conference):
    """PDT; the city's name where clocks change during the conference."""
    noons = (datetime.combine(day, time(12), conference.tz) for day in (conference.first_day, conference.last_day))
    names = {clock.abbreviation(noon) for noon in noons}
    return names.pop() if len(names) == 1 else f"{clock.city(conference.tz)} time"


class MomentField(forms.DateTimeField):
    """A moment in one line, on the clock of the active zone: 2021-05-05 3:00.

    A time that the clock shows twice, when it is set back, is written with its offset: 2021-11-07 1:30-07:00.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": "Write date and time as 2021-05-05 3:00."}

    @classmethod
    def of(cls, db_field, conference):
        label, help_text, example = capfirst(db_field.verbose_name), db_field.help_text, "2021-05-05 9:00"
        if conference:
            label = f"{label} ({zone_word(conference)})"
            example = f"{conference.first_day} 9:00"
            help_text = f"Time in {clock.city(conference.tz)}, written as {example}. {help_text}"
        attrs = {"size": 19, "placeholder": example, "autocomplete": "off", "class": "moment"}
        widget = forms.TextInput(attrs=attrs)
        return cls(label=label, help_text=help_text, required=not db_field.blank, widget=widget)

    def prepare_value(self, value):
        if not isinstance(value, datetime):
            return value
        local = timezone.localtime(value)
        text = django_format(local, "Y-m-d G:i:s" if local.second else "Y-m-d G:i")
        return text + (offset(local) if is_doubtful(local) else "")

    def to_python(self, value):
        if isinstance(value, str) and DATE_ALONE.fullmatch(value):
            raise ValidationError("Write the time too, as 2021-05-05 3:00.")
        try:
            moment = super().to_python(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise ValidationError(clock_change(error.params["datetime"])) from None
            raise
        if moment and moment.year not in YEARS:
            raise ValidationError(f"Write a year between {YEARS.start} and {YEARS.stop - 1}.")
        return moment


def is_doubtful(local):
    """Whether the clock shows this time twice, or never."""
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def offset(local):
    """-07:00"""
    return local.isoformat()[-6:]


def clock_change(naive):
    """What to tell somebody who typed a time that the clock shows twice, or never."""
    zone = timezone.get_current_timezone()
    both = [naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    shown = clock.clock_time(naive)
    if both[0].astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        return f"{shown} does not exist that day in {clock.city(zone)}: the clocks are set forward."
    text = django_format(naive, "Y-m-d G:i")
    first, second = (text + offset(local) for local in both)
    return f"{shown} comes twice that day in {clock.city(zone)}: the clocks are set back. Write {first} or {second}."
