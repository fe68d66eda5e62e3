"""A table of our own columns, for a first look and for filling in."""

import csv
import io

from conference.columns import COLUMNS, HEADER, guard

EMPTY = {"guid", "id", "session_guid", "session_id", "moderator_ids", "author_ids"}  # given out by the import
CANCELLED = {"cancelled", "session_cancelled"}


def sample_table():
    """The examples as one entry, and a second one of its session."""
    examples = {column.name: "" if column.name in EMPTY | CANCELLED else column.example for column in COLUMNS}
    session = {name: value for name, value in examples.items() if name.startswith("session")}
    second = session | {"position": "2", "kind": "Q&A", "title": "Q&A"}
    file = io.StringIO()
    table = csv.DictWriter(file, HEADER, restval="")
    table.writeheader()
    table.writerows([{name: guard(value) for name, value in row.items()} for row in (examples, second)])
    return "\ufeff" + file.getvalue()
