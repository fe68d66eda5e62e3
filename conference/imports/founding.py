"""A conference out of its own file: name, zone and days; what the file lacks somebody has to say."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError

from conference.programme import days
from conference.programme.models import Conference
from conference.programme.slugs import slug_of

from .moments import named


class Lacking(Exception):
    """The file does not say all that a conference needs; `words` are the ones to say."""

    def __init__(self, sentence, words=()):
        super().__init__(sentence)
        self.words = words


def found(programme, slug, **said):
    """A Conference, not saved, of what the file's Programme says; `said` goes before that."""
    values = told(programme, **said)
    if lacking := [word for word in ("name", "zone", "first_day", "last_day") if not values[word]]:
        raise Lacking(f"The file does not say the conference's {words(lacking)}.", lacking)
    made = Conference(slug=slug, series=series_of(values["name"]), **values)
    try:
        made.full_clean()
    except ValidationError as error:
        raise Lacking(" ".join(error.messages)) from None
    return made


def told(programme, **said):
    """The conference's fields as they are `said`, or else as the file says; empty where neither does."""
    zone = said.get("zone") or programme.zone or ""
    begins = said.get("day_begins") or programme.day_begins or time(0)
    first_found, last_found = days_of(programme, named(zone), begins)
    return {
        "name": " ".join((said.get("name") or programme.name or "").split())[:100],
        "zone": zone,
        "first_day": said.get("first_day") or first_found,
        "last_day": said.get("last_day") or last_found,
        "day_begins": begins,
        "language": language_of(programme),
    }


def days_of(programme, zone, begins):
    """The first and the last day, as the file says or as its entries are."""
    if programme.first_day and programme.last_day:
        return programme.first_day, programme.last_day
    entries = [row for row in (*programme.sessions, *programme.talks) if row.day or row.start]
    found = [row.day or (days.day_of(row.start, zone, begins) if zone else row.start.date()) for row in entries]
    return (min(found), max(found)) if found else (None, None)


def series_of(name):
    """ICLR of ICLR 2021."""
    return (re.sub(r"\W*\b(19|20)\d\d\b\W*", " ", name).strip() or name)[:60]


def language_of(programme):
    return (isinstance(programme.language, str) and programme.language) or "en"


def words(lacking):
    said = [word.replace("_", " ").replace("zone", "time zone") for word in lacking]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


class ConferenceForm(forms.ModelForm):
    """What a new conference is, filled in with what its file says."""

    class Meta:
        model = Conference
        fields = ["name", "slug", "zone", "first_day", "last_day", "day_begins", "language"]
        widgets = {
            **dict.fromkeys(["first_day", "last_day"], forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})),
            "day_begins": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    @classmethod
    def of(cls, programme):
        values = told(programme)
        return cls(initial=values | {"slug": free_slug(values)})

    def save(self, commit=True):
        self.instance.series = series_of(self.instance.name)
        return super().save(commit)


def free_slug(values):
    """The year, or the name where that is taken; "" where nothing is known."""
    year = str(values["first_day"].year) if values["first_day"] else ""
    offers = [offer for offer in (year, slug_of(values["name"])[:40]) if offer]
    taken = set(Conference.objects.filter(slug__in=offers).values_list("slug", flat=True))
    return next((offer for offer in offers if offer not in taken), "")
