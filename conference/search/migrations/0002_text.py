from django.db import migrations

# Without columnsize and content of its own kinds: nothing here asks for bm25. Words come folded, so that the simplest
# tokenizer parts them; prefixes of two and three letters match much, and are kept ready.
SQLITE = [
    "CREATE VIRTUAL TABLE search_text USING fts5"
    "(scope, head, body, tokenize = 'ascii', prefix = '2 3', columnsize = 0)",
]
POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN head tsvector, ADD COLUMN whole tsvector",
    "CREATE INDEX search_head ON search_entry USING gin (head)",
    "CREATE INDEX search_whole ON search_entry USING gin (whole)",
]
BACK = {
    "sqlite": ["DROP TABLE search_text"],
    "postgresql": ["ALTER TABLE search_entry DROP COLUMN head, DROP COLUMN whole"],
}


def forwards(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_first'),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
