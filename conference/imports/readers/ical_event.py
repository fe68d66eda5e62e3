"""What stands inside an event of a calendar: ids, and people and plain text in the description."""

import re
from html import unescape

from .. import cells
from ..notes import once
from ..people import split_people
from ..rows import UNSAID, PersonRow

_SPEAKERS = re.compile(r"(?:speakers?|presenters?|presented by)\s?:\s?([^\n]{1,500})(?:\n|$)", re.I)
_HTML = re.compile(r"<(?:p|br|div|ul|ol|li|b|i|a|em|strong|span)(?:\s[^<>]{0,300})?/?>", re.I)
BLOCKS = {"p", "div", "ul", "ol", "li", "br", "h1", "h2", "h3", "h4", "tr"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>")


def first(event, name):
    """The property's first value, or None."""
    value = event.get(name)
    return value[0] if isinstance(value, list) and value else value


def plain(value):
    r"""Text with iCalendar's escapes undone: `\,` and `\n`."""
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def uid_of(uid, recurrence):
    """(guid, foreign id): a UUID before the @ is a guid; of a repeated event each time has its own id."""
    guid = UNSAID if recurrence else cells.guid_of(uid.partition("@")[0])
    return guid, UNSAID if guid else " ".join(filter(None, [uid, recurrence])) or UNSAID


def people_and_text(text, where, notes):
    """(authors, abstract) of a description that may name its speakers in the first line, and may be HTML."""
    text = without_html(text)
    found = _SPEAKERS.match(text)
    if not found:
        return UNSAID, text
    names, _ = split_people(found[1])
    people = [PersonRow(name=line, where=where) for name in names if (line := notes.line(name, where))]
    return once(notes, people, where), text[found.end() :].strip()


def alone(title, page, description):
    """The title of a plain entry without its session's, which our own calendars set behind it: Q&A · Morning.

    Such an entry has no page but its session's, and its description's last lines name the session and the page.
    """
    told, between, session = title.rpartition(" · ")
    belongs = description.split("\n\n")[-2:-1]
    is_plain = between and "/sessions/" in page and belongs and belongs[0].startswith(f"{session}, ")
    return told if is_plain else title


def without_html(text):
    """Plain text of a description that is HTML; any other as it is."""
    if not _HTML.search(text):
        return text
    text = unescape(_TAG.sub(lambda tag: "\n\n" if tag[1].lower() in BLOCKS else "", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n\n".join(line for line in lines if line)
