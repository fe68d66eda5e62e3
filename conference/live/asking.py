"""`?at=`: the minute that somebody asks about, as they wrote it. Pure."""

from datetime import UTC, datetime, timedelta

from django.utils.dateformat import format as django_format

from conference.timezones import clock

MINUTE, STEP = timedelta(minutes=1), timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 40  # characters
YEARS = range(1970, 2200)  # moments near the ends of the calendar cannot be shown in every zone


class Unclear(ValueError):
    """Not one moment; says why in a sentence. `choices` are the (words, text) of those that could be meant."""

    def __init__(self, sentence, choices=()):
        super().__init__(sentence)
        self.choices = choices


def moment(text, zone):
    """The UTC moment of `2021-05-05T03:20`, on the clock of a zone or with an offset of its own; Unclear if none."""
    read = local_or_aware(text.strip())
    if read is None or read.year not in YEARS:
        raise Unclear("Write date and time as 2021-05-05 3:20.")
    if read.tzinfo:
        return read.astimezone(UTC)
    found = clock.moments(read, zone)
    shown, city = clock.clock_time(read), clock.city(zone)
    if not found:
        raise Unclear(f"{shown} does not exist that day in {city}: the clocks are set forward. Write another time.")
    if len(found) > 1:
        choices = [(clock.plain_time(each.astimezone(zone)), written(each, zone)) for each in found]
        raise Unclear(f"{shown} comes twice that day in {city}: the clocks are set back. Which one?", choices)
    return found[0]


def local_or_aware(text):
    if len(text) > LONGEST:
        return None
    day, _, rest = text.replace("T", " ").partition(" ")
    # In an address a plus sign is a blank, and people leave out the first zero of 3:20.
    rest = rest.strip().replace(" ", "+")
    rest = f"0{rest}" if rest[1:2] == ":" else rest
    try:
        return datetime.fromisoformat(f"{day}T{rest}") if rest else None
    except ValueError:
        return None


def written(at, zone):
    """A moment as `moment` reads it, to the minute, with an offset only where the clock alone is not enough."""
    local = at.astimezone(zone)
    return django_format(local, "Y-m-d\\TH:i") + (local.isoformat()[-6:] if clock.is_shown_twice(local) else "")


def next_minute(at):
    return at.replace(second=0, microsecond=0) + MINUTE


def beside(at, zone):
    """How to ask about a moment, and about the quarters of an hour before and after it."""
    begun = (at - EPOCH) % STEP
    moments = {"written": at, "earlier": at - (begun or STEP), "later": at - begun + STEP}
    return {name: written(each, zone) for name, each in moments.items()}
