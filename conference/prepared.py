"""Questions that almost every request asks: compiled once, since compiling takes longer than the answer."""

from copy import copy
from datetime import UTC, datetime
from functools import cache, cached_property

from django.db import connection, connections
from django.db.models.constants import OnConflict
from django.db.models.sql import DeleteQuery, InsertQuery


class Prepared:
    """`Prepared(lambda: rows.filter(slug="").values_list("pk"))`, called with a slug, is the list of rows as tuples.

    What stands in the filters is only there to be replaced, in their order; conditions that are true or false stay.
    Values come as the database's driver gives them.
    """

    def __init__(self, queryset):
        self.queryset = queryset

    @cached_property
    def sql(self):
        return self.queryset().query.sql_with_params()[0]

    def __call__(self, *values):
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()


class PreparedRows:
    """`PreparedRows(lambda slug: rows.filter(slug=slug))`, called with a slug, is the list of those rows, with all that
    the queryset selects and prefetches along.

    Values are numbers, texts and moments to compare with. What is named, as in `version="draft"`, is none: it decides
    how the question reads, and each reading is compiled by itself.
    """

    def __init__(self, queryset):
        self.queryset = queryset
        self.compiled = cache(self.compile)

    def compile(self, kinds, **reading):
        """The queryset, what compiled it, its SQL, its parameters with the stand-ins of such values among them, and the
        stand-ins as texts, by which they are found there."""
        rows = self.queryset(*stand_ins(kinds), **reading)
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        # What turns the columns into Python's values would be looked up for each answer anew.
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda columns: converters
        return rows, compiler, sql, params, [str(as_parameter(each)) for each in stand_ins(kinds)]

    def __call__(self, *values, **reading):
        kinds = tuple(isinstance(value, datetime) for value in values)
        rows, compiler, sql, params, names = self.compiled(kinds, **reading)
        given = dict(zip(names, map(as_parameter, values), strict=True))
        ready = copy(compiler)
        ready.connection = connections[rows.db]
        ready.as_sql = lambda: (sql, [given.get(str(param), param) for param in params])
        rows = rows.all()
        rows.query.get_compiler = lambda using: ready
        return list(rows)


def stand_ins(kinds):
    """For values that are not known yet, by whether they are moments: each can be compared with what they are compared
    with, and is nothing else."""
    return [stand_in(place, is_moment) for place, is_moment in enumerate(kinds)]


def stand_in(place, is_moment):
    return datetime(1800, 1, 1 + place, tzinfo=UTC) if is_moment else str(10**9 + place)


def as_parameter(value):
    return as_stored(value) if isinstance(value, datetime) else value


def aware(moment):
    """A moment that a question was answered with: SQLite leaves the zone away."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Deleting(Prepared):
    """The same for rows to delete, on which nothing hangs and of whose end nobody is told."""

    @cached_property
    def sql(self):
        return self.queryset().query.chain(DeleteQuery).sql_with_params()[0]

    def __call__(self, *values):
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)


class Inserting:
    """`Inserting(lambda: Row(...))`, called with the values of its first columns but the primary key, in their order,
    keeps such a row, unless there is one; it takes what is in the others from that row.

    A statement by itself: nobody waits for this process while it holds a lock. IntegrityError where what it hangs on
    is gone.
    """

    def __init__(self, row):
        self.row = row

    @cached_property
    def sql_with_params(self):
        row = self.row()
        query = InsertQuery(type(row), on_conflict=OnConflict.IGNORE)
        query.insert_values([field for field in row._meta.concrete_fields if not field.primary_key], [row])
        return query.get_compiler(connection=connection).as_sql()[0]

    def __call__(self, *values):
        sql, params = self.sql_with_params
        with connection.cursor() as cursor:
            cursor.execute(sql, (*values, *params[len(values) :]))


def as_stored(moment):
    """A moment as a prepared question takes it."""
    return connection.ops.adapt_datetimefield_value(moment)
