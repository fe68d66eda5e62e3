"""Full text search by PostgreSQL, in two columns of the entries' table: `head`, and `whole` with the body too.

Words come folded, so no configuration of PostgreSQL's takes part: it gets positions and words as they are.
"""

from contextlib import contextmanager
from operator import itemgetter

from django.db import connection, transaction

from .models import upsert

LAST_POSITION = 16_383  # PostgreSQL counts no further
WITH_TEXT = upsert(head="%s::tsvector", whole="%s::tsvector")


def write(texts):
    """Keep (id, conference key, stamp, plain text, head, body), the last two lists of folded words."""
    with connection.cursor() as cursor:
        cursor.executemany(WITH_TEXT, [(*entry, vector(head), vector(head + body)) for *entry, head, body in texts])


def forget(ids):
    """Nothing to do: the text goes with its entry."""


def settle():
    """Sort in what was written, or each question would read all of it until the next vacuum."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_head'), gin_clean_pending_list('search_whole')")


def find(phrases):
    """For each of some (phrase, whether words that begin so will do): the ids that have it in the head, and anywhere.

    Of whatever conference. Asked for by a subselect, what is looked for is no constant to the planner: knowing that a
    word is frequent it would read all texts, which takes it fifty times longer than their index.
    """
    one = "SELECT %s, array_agg(id) FROM search_entry WHERE {} @@ (SELECT %s::tsquery)"
    asked = [
        (column, f"{' <-> '.join(map(quoted, phrase))}{':*' * begun}")
        for phrase, begun in phrases
        for column in ("head", "whole")
    ]
    values = [value for n, (_, words) in enumerate(asked) for value in (n, words)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(column) for column, _ in asked), values)
        ids = [ids or [] for _, ids in sorted(cursor.fetchall(), key=itemgetter(0))]
    return dict(zip(phrases, zip(ids[::2], ids[1::2], strict=True), strict=True))


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
