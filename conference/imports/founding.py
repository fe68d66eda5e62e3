"""A conference out of its own file: name, zone and days; what the file lacks somebody has to say."""

import re
from datetime import time

from django.core.exceptions import ValidationError

from conference.programme import days
from conference.programme.models import Conference

from .moments import named


class Lacking(Exception):
    """The file does not say all that a conference needs; `words` are the ones to say."""

    def __init__(self, sentence, words=()):
        super().__init__(sentence)
        self.words = words


def found(programme, slug, **said):
    """A Conference, not saved, of what the file's Programme says; `said` goes before that."""
    zone = said.get("zone") or programme.zone
    begins = said.get("day_begins") or programme.day_begins or time(0)
    first, last = said.get("first_day"), said.get("last_day")
    if not (first and last):
        first_found, last_found = days_of(programme, named(zone), begins)
        first, last = first or first_found, last or last_found
    values = {"name": said.get("name") or programme.name, "zone": zone, "first_day": first, "last_day": last}
    if lacking := [word for word, value in values.items() if not value]:
        raise Lacking(f"The file does not say the conference's {words(lacking)}.", lacking)
    name = " ".join(values.pop("name").split())[:100]
    made = Conference(
        slug=slug, name=name, series=series_of(name), day_begins=begins, language=language_of(programme), **values
    )
    try:
        made.full_clean()
    except ValidationError as error:
        raise Lacking(" ".join(error.messages)) from None
    return made


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
