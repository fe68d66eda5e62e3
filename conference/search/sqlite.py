"""Full text search by SQLite's FTS5, in two tables whose rowid is an Entry's id: `search_head`, and `search_whole` with
the body too.

One table with two columns would have to look at the position of each word to tell head from body.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from .models import upsert

TABLES = ("search_head", "search_whole")
UPSERT = upsert()
INSERT = (
    "INSERT INTO search_head (rowid, head) VALUES (%s, %s)",
    "INSERT INTO search_whole (rowid, whole) VALUES (%s, %s)",
)
DELETE = ("DELETE FROM search_head WHERE rowid = %s", "DELETE FROM search_whole WHERE rowid = %s")


def write(texts):
    """Keep (id, conference key, stamp, plain text, head, body), the last two lists of folded words."""
    forget([id for id, *_ in texts])
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, [entry for *entry, _, _ in texts])
        cursor.executemany(INSERT[0], [(id, " ".join(head)) for id, *_, head, _ in texts])
        cursor.executemany(INSERT[1], [(id, " ".join(head + body)) for id, *_, head, body in texts])


def forget(ids):
    with connection.cursor() as cursor:
        for statement in DELETE:
            cursor.executemany(statement, [(id,) for id in ids])


def settle():
    """Nothing to do: what was written can be found as fast as ever."""


def find(phrases):
    """For each of some (phrase, whether words that begin so will do): the ids that have it in the head, and anywhere.

    Of whatever conference: to leave out the others takes longer here than to drop them where the ids are read.
    """
    one = "SELECT %s, group_concat(rowid) FROM {0} WHERE {0} MATCH %s"
    asked = [(table, f'"{" ".join(phrase)}"{" *" * begun}') for phrase, begun in phrases for table in TABLES]
    values = [value for n, (_, words) in enumerate(asked) for value in (n, words)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table, _ in asked), values)
        ids = [list(map(int, ids.split(","))) if ids else [] for _, ids in sorted(cursor.fetchall())]
    return dict(zip(phrases, zip(ids[::2], ids[1::2], strict=True), strict=True))


@contextmanager
def writing():
    """A transaction that gives up soon, with an OperationalError, where another one is writing."""
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 500")
        with transaction.atomic():
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
