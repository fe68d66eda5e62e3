"""A table, rehearsed and imported."""

from conference.columns import HEADER
from conference.imports.applying import apply
from conference.imports.rehearsal import rehearse
from tests.world import a_conference


def table(*rows):
    """The bytes of a CSV: rows as dicts by our columns; only columns that some row names are there."""
    names = [name for name in [*HEADER, "day", "duration"] if any(name in row for row in rows)]
    lines = [",".join(names)]
    for row in rows:
        lines.append(",".join('"' + str(row.get(name, "")).replace('"', '""') + '"' for name in names))
    return "\n".join(lines).encode()


def row(title="On rivers", session="Morning", **cells):
    return {"session": session, "title": title, "kind": "Oral"} | cells


def rehearsed(*rows, conference=None, **said):
    return rehearse(table(*rows), conference or a_conference(), "file.csv", said)


def imported(*rows, missing="keep", conference=None, by=None, **said):
    conference = conference or a_conference()
    rehearsal = rehearsed(*rows, conference=conference, **said)
    assert not rehearsal.errors, [str(finding) for finding in rehearsal.errors]
    return apply(rehearsal, conference, by, missing)


def told(differences):
    return [str(difference) for difference in differences]
