"""The columns of our own programme tables, which go out by `exports` and come in by `imports`.

A table has one row for each entry of a timeline, and one for each session that has no entries; such a row leaves
the entry's columns empty. Cells that a spreadsheet would run as a formula carry one apostrophe in front; people stand
side by side with ` · ` between, and so do further links. Pure: knows no models.
"""

import re
from typing import NamedTuple


class Column(NamedTuple):
    name: str
    meaning: str
    example: str


COLUMNS = [
    Column("guid", "The entry's id for ever, a UUID. Empty for a new one.", "ad5584e1-64fa-543a-bbf4-33e009927e01"),
    Column("id", "The entry's number in this conference. Empty for a new one.", "2"),
    Column("session", "The session's title, TeX understood. On every row.", "Oral Session 7"),
    Column("session_guid", "The session's id for ever, a UUID.", "a561d563-ae9d-53b7-9074-96c9708df379"),
    Column("session_id", "The session's number in this conference.", "1"),
    Column("session_foreign_id", "The session's id in another system.", "S-17"),
    Column("session_start", "When the session starts, with the venue's offset.", "2021-05-05T03:00:00-07:00"),
    Column("session_end", "When the session ends.", "2021-05-05T06:08:00-07:00"),
    Column("session_room", "The session's room.", "Aurora"),
    Column("session_track", "The session's track.", "Theory"),
    Column("session_cancelled", "yes: the whole session is cancelled.", "yes"),
    Column("session_abstract", "The session's abstract, TeX understood.", "Eight talks on $k$-means."),
    Column("moderators", "The session's moderators in order, with “ · ” between.", "Ada Lovelace · Emmy Noether"),
    Column("moderator_ids", "Their numbers in this conference, in the same order.", "18 · 19"),
    Column("join", "Web address at which to join the session.", "https://example.org/join"),
    Column("recording", "Web address of the session's recording.", "https://example.org/recording"),
    Column("position", "The entry's place in the session's order.", "1"),
    Column("kind", "Oral, Spotlight, Q&A … Empty: the row is a session without entries.", "Oral"),
    Column("start", "When the entry starts, with the venue's offset. Empty: not known.", "2021-05-05T03:00:00-07:00"),
    Column("end", "When the entry ends.", "2021-05-05T03:15:00-07:00"),
    Column("room", "The entry's own room. Empty: its session's.", "Boreal"),
    Column("track", "The entry's own track. Empty: its session's.", "Theory"),
    Column("title", "The entry's title, TeX understood.", "Learning in $O(n)$"),
    Column("subtitle", "What stands below the title, TeX understood.", "A study in shallow water"),
    Column("authors", "The entry's people in order, with “ · ” between.", "Grace Hopper · Alan Turing"),
    Column("author_ids", "Their numbers in this conference, in the same order.", "20 · 21"),
    Column("abstract", "The entry's abstract, TeX understood.", "We show that $x^2 > 0$."),
    Column("language", "The entry's language, if other than the conference's.", "pt-BR"),
    Column("foreign_id", "The entry's id in another system, such as OpenReview.", "YicbFdNTTy"),
    Column("paper", "Web address of the paper.", "https://example.org/paper.pdf"),
    Column("slides", "Web address of the slides.", "https://example.org/slides"),
    Column("video", "Web address of the video.", "https://example.org/video"),
    Column("poster", "Web address of the poster.", "https://example.org/poster"),
    Column("code", "Web address of the code.", "https://example.org/code"),
    Column("links", "Further links: label and web address, with “ · ” between.", "Project page https://example.org/p"),
    Column("cancelled", "yes: the entry itself is cancelled; see session_cancelled too.", "yes"),
]
HEADER = [column.name for column in COLUMNS]

BETWEEN = " · "
YES = "yes"

# What spreadsheets take for the beginning of a formula, also behind blanks, quotes and other separators' cells.
RUNS = re.compile(r"""[\s"';,\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@|%\t\r\n＝＋－＠]""")
LONE_DOT = re.compile(r"(?<!\S)(\\*·)(?!\S)")
ESCAPED_DOT = re.compile(r"(?<!\S)\\(\\*·)(?!\S)")


def title_of_made(track, room):
    """What an import calls the session that it makes for talks which are in a room but in no session."""
    return " · ".join(filter(None, [track, room])) or "Programme"


def needs_guard(text):
    return text.startswith("'") or bool(RUNS.match(text))


def guard(text):
    """The text as a cell that no spreadsheet runs: with one apostrophe in front where it needs one."""
    return f"'{text}" if needs_guard(text) else text


def unguard(cell):
    """The text of a cell: the exact inverse of `guard`; an apostrophe that guards nothing, as in 'tis, stays."""
    return cell[1:] if cell.startswith("'") and needs_guard(cell[1:]) else cell


def join_names(names):
    """Names as one cell. A dot that stands alone inside a name gets a backslash, so that it separates nobody."""
    return BETWEEN.join(LONE_DOT.sub(r"\\\1", name) for name in names)


def split_names(cell):
    """The names of a cell: the exact inverse of `join_names`."""
    return [ESCAPED_DOT.sub(r"\1", name) for name in cell.split(BETWEEN)] if cell else []
