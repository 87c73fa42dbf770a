"""Parts of names and numbers are found by an index on PostgreSQL: pairs of characters, and single ones (STACK §7).

SQLite reads the texts. `school.organisation.grams` is the same in Python.
"""

from django.db import migrations

# The cost tells the planner to read the text before it makes grams of a row.
POSTGRESQL = r"""
CREATE FUNCTION school_grams(said text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500
AS $$
    SELECT coalesce(array_agg(gram), '{}')
    FROM (
        SELECT width, substr(said, place, width) AS gram
        FROM generate_series(1, length(said)) AS place, generate_series(1, 2) AS width
    ) AS made
    WHERE length(gram) = width AND strpos(gram, ' ') = 0
$$;
CREATE INDEX member_grams ON organisation_member USING gin (school_grams(search_text));
CREATE INDEX organisation_grams ON organisation_organisation USING gin (school_grams(search_text));
ANALYZE organisation_member;
ANALYZE organisation_organisation;
"""
UNDONE = """
DROP INDEX organisation_grams;
DROP INDEX member_grams;
DROP FUNCTION school_grams(text);
"""


def index_grams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def drop_grams(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDONE)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0013_words_of_task_states")]
    operations = [migrations.RunPython(index_grams, drop_grams)]
