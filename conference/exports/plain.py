"""Values of the programme as other tools can read them, whatever somebody wrote there. Pure but for the log."""

import logging
import re
from datetime import UTC, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from conference.programme.revision import UNWANTED

log = logging.getLogger(__name__)

STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def spared(make, rows):
    """What `make` makes of each row; a row that it fails on is logged and left out."""
    for row in rows:
        try:
            made = make(row)
        except Exception:
            log.exception("%s %s is left out of an export", type(row).__name__, row.pk)
        else:
            yield made


def one_line(text):
    """A text that XML and JSON may carry, each run of blanks as one space."""
    return " ".join(UNWANTED.sub("", text).split())


@lru_cache(1_000)
def moment(when, zone):
    """ISO 8601 with the venue's offset, to the second; in UTC where the offset of old has seconds."""
    local = when.astimezone(zone)
    if local.utcoffset() % timedelta(minutes=1):
        local = when.astimezone(UTC)
    return local.isoformat(timespec="seconds")


@lru_cache(1_000)  # a session's are told with each of its talks
def uri(address):
    """A web address fit for feeds: ASCII, no blanks; "" where it is not http or https, or has no host."""
    address = STRAY_PERCENT.sub("%25", iri_to_uri(one_line(address)))
    try:
        parts = urlsplit(address)
        return address if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def is_entry(row):
    """Whether it is an entry of a timeline; else it is a session."""
    return hasattr(row, "kind")


def people_of(row):
    return row.authors_in_order if is_entry(row) else row.moderators_in_order
