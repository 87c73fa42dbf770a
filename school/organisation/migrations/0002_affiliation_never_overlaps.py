"""A member's affiliations never overlap: an exclusion constraint on PostgreSQL, triggers on SQLite."""

from django.db import migrations

POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE organisation_affiliation ADD CONSTRAINT affiliation_no_overlap
    EXCLUDE USING gist (member_id WITH =, daterange(starts_on, ends_on) WITH &&);
"""
SQLITE = """
CREATE TRIGGER affiliation_no_overlap_{event} BEFORE {event} ON organisation_affiliation
WHEN EXISTS (
    SELECT 1 FROM organisation_affiliation AS other
    WHERE other.member_id = NEW.member_id AND other.id IS NOT NEW.id
      AND other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
      AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'constraint affiliation_no_overlap failed'); END;
"""


def forbid_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE.format(event=event))


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE organisation_affiliation DROP CONSTRAINT affiliation_no_overlap")
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER affiliation_no_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(forbid_overlaps, allow_overlaps)]
