from django.db import migrations

# Head and whole text apart, without the conference as a word, which only made each question slower.
SQLITE = [
    "DROP TABLE search_text",
    "CREATE VIRTUAL TABLE search_head USING fts5(head, tokenize = 'ascii', prefix = '2 3', columnsize = 0)",
    "CREATE VIRTUAL TABLE search_whole USING fts5(whole, tokenize = 'ascii', prefix = '2 3', columnsize = 0)",
]
# Long texts move out of the rows, so that the ids of thousands are read from few pages.
POSTGRESQL = ["ALTER TABLE search_entry SET (toast_tuple_target = 128)"]
BACK = {
    "sqlite": [
        "DROP TABLE search_head",
        "DROP TABLE search_whole",
        "CREATE VIRTUAL TABLE search_text USING fts5"
        "(scope, head, body, tokenize = 'ascii', prefix = '2 3', columnsize = 0)",
    ],
    "postgresql": ["ALTER TABLE search_entry RESET (toast_tuple_target)"],
}
# Whatever is indexed is indexed anew.
FORGET = ["DELETE FROM search_index", "DELETE FROM search_entry"]


def forwards(apps, schema_editor):
    for statement in FORGET + {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in FORGET + BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_text'),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
