from django.db import models

TALK, SESSION, PERSON = range(3)
SORTS = 4  # room for one more sort of thing
UPSERT = "INSERT INTO search_entry ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}"


class Index(models.Model):
    """Up to where a conference is indexed: the numbers of its Revision, and the folding by which it was done."""

    conference = models.OneToOneField("programme.Conference", models.CASCADE, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    draft_number = models.PositiveBigIntegerField(default=0)
    folding = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"index of {self.conference}"


class Entry(models.Model):
    """A talk, session or person that can be found, be it public or not; finding asks the catalogue what is.

    Its folded text is no field: SQLite has it in two tables, PostgreSQL in two columns of this one, all made by
    migrations and known only to `sqlite` and `postgresql`, which write an entry together with it.
    """

    # Made of sort and primary key, so that nothing is indexed twice, whoever writes at once.
    id = models.BigIntegerField(primary_key=True)
    conference = models.ForeignKey("programme.Conference", models.CASCADE, related_name="+")
    stamp = models.CharField("mark of what was indexed", max_length=32)
    plain = models.TextField("its abstract in plain text")

    def __str__(self):
        return f"entry {self.pk}"


def upsert(**texts):
    """The statement that writes an entry, new or not, with further columns and how each is: `head="%s::tsvector"`."""
    columns = dict.fromkeys(("id", "conference_id", "stamp", "plain"), "%s") | texts
    fresh = ", ".join(f"{name} = excluded.{name}" for name in columns)
    return UPSERT.format(", ".join(columns), ", ".join(columns.values()), fresh)


def id_of(sort, key):
    return key * SORTS + sort


def sort_and_key(id):
    return id % SORTS, id // SORTS
