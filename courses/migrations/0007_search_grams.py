"""Lectures are found by characters and pairs of them (STACK §7): an FTS5 table on SQLite, a GIN index on PostgreSQL.

The table keeps no text of its own; triggers follow the rows of `courses_searchdocument`. A migration that makes SQLite
write that table anew drops them with it, so it has to lay them again and rebuild the index.
"""

from django.db import migrations

# ASCII, because that tokenizer parts at spaces and leaves Chinese characters alone. What it finds is checked again
# by the text itself, so neither places nor lengths are kept.
SQLITE = (
    """
    CREATE VIRTUAL TABLE courses_search_grams USING fts5(
        grams, content='courses_searchdocument', content_rowid='id', tokenize='ascii', detail=none, columnsize=0
    )
    """,
    """
    CREATE TRIGGER courses_search_grams_added AFTER INSERT ON courses_searchdocument BEGIN
        INSERT INTO courses_search_grams(rowid, grams) VALUES (new.id, new.grams);
    END
    """,
    """
    CREATE TRIGGER courses_search_grams_removed AFTER DELETE ON courses_searchdocument BEGIN
        INSERT INTO courses_search_grams(courses_search_grams, rowid, grams) VALUES ('delete', old.id, old.grams);
    END
    """,
    """
    CREATE TRIGGER courses_search_grams_changed AFTER UPDATE ON courses_searchdocument BEGIN
        INSERT INTO courses_search_grams(courses_search_grams, rowid, grams) VALUES ('delete', old.id, old.grams);
        INSERT INTO courses_search_grams(rowid, grams) VALUES (new.id, new.grams);
    END
    """,
)
SQLITE_UNDONE = (
    "DROP TRIGGER courses_search_grams_changed",
    "DROP TRIGGER courses_search_grams_removed",
    "DROP TRIGGER courses_search_grams_added",
    "DROP TABLE courses_search_grams",
)
POSTGRESQL = ("CREATE INDEX courses_search_grams ON courses_searchdocument USING gin (string_to_array(grams, ' '))",)
POSTGRESQL_UNDONE = ("DROP INDEX courses_search_grams",)


def lay(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in POSTGRESQL_UNDONE if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDONE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_narrower_audiences")]
    operations = [migrations.RunPython(lay, drop)]
