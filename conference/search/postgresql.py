"""Full text search by PostgreSQL, in two columns of the entries' table: `head`, and `whole` with the body too.

Words come folded, so no configuration of PostgreSQL's takes part: it gets positions and words as they are.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from .fold import begins

LAST_POSITION = 16_383  # PostgreSQL counts no further


def write(texts):
    """Keep (id, conference key, head, body), the last two lists of folded words; the entries are there."""
    rows = [(vector(head), vector(head + body), id) for id, _, head, body in texts]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE search_entry SET head = %s::tsvector, whole = %s::tsvector WHERE id = %s", rows)


def forget(ids):
    """Nothing to do: the text goes with its entry."""


def forget_all():
    """Nothing to do: the text goes with its entry."""


def find(conference, phrases):
    """(rank, id) of the entries of a conference (a key) that have all phrases, best rank first."""
    whole = " & ".join(f"({' <-> '.join(map(quoted, phrase))})" for phrase in phrases)
    begun = " & ".join(f"({' <-> '.join(map(quoted, phrase))}{':*' * begins(phrase)})" for phrase in phrases)
    ranks = [("head", whole), ("whole", whole)] + ([("head", begun), ("whole", begun)] if begun != whole else [])
    one = "SELECT %s, id FROM search_entry WHERE conference_id = %s AND {} @@ %s::tsquery"
    values = [value for n, (_, query) in enumerate(ranks) for value in (n, conference, query)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(column) for column, _ in ranks), values)
        return cursor.fetchall()


def vector(words):
    return " ".join(f"{quoted(word)}:{min(n, LAST_POSITION)}" for n, word in enumerate(words, 1))


def quoted(word):
    """A folded word has only letters and digits, so nothing in it ends the quotation."""
    return f"'{word}'"


@contextmanager
def writing():
    """A transaction that gives up soon, with an OperationalError, where another one is writing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
        yield
