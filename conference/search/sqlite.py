"""Full text search by SQLite's FTS5, in the table `search_text`: its rowid is an Entry's id."""

from contextlib import contextmanager

from django.db import connection, transaction

from .fold import begins


def write(texts):
    """Keep (id, conference key, head, body), the last two lists of folded words, instead of what is there."""
    rows = [(id, scope(conference), " ".join(head), " ".join(body)) for id, conference, head, body in texts]
    forget([id for id, *_ in rows])
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_text (rowid, scope, head, body) VALUES (%s, %s, %s, %s)", rows)


def forget(ids):
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(id,) for id in ids])


def forget_all():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")


def find(conference, phrases):
    """(rank, id) of the entries of a conference (a key) that have all phrases, best rank first; see `ranks`."""
    whole = " AND ".join(f'"{" ".join(phrase)}"' for phrase in phrases)
    begun = " AND ".join(f'"{" ".join(phrase)}"' + " *" * begins(phrase) for phrase in phrases)
    ranks = [f"head : ({whole})", f"{{head body}} : ({whole})"]
    ranks += [f"head : ({begun})", f"{{head body}} : ({begun})"] if begun != whole else []
    one = "SELECT %s, rowid FROM search_text WHERE search_text MATCH %s"
    values = [value for n, rank in enumerate(ranks) for value in (n, f'scope : "{scope(conference)}" AND {rank}')]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(ranks)), values)
        return cursor.fetchall()


def scope(conference):
    """A word that all entries of a conference share."""
    return f"c{conference}"


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
