"""The same office twice, or two administrators' roles, never overlap in one member's time (DOMAIN §1.12)."""

from django.db import migrations

import school.identifiers

ADMINISTRATORS = "('system_administrator', 'security_administrator', 'audit_administrator')"
# Name → what else must be the same, as columns, and whom it concerns.
RULES = {
    "office_no_overlap": (("organisation_id", "role"), "TRUE"),
    "office_administrators_exclude": ((), f"{{row}}role IN {ADMINISTRATORS}"),
}
POSTGRESQL = """
ALTER TABLE organisation_office ADD CONSTRAINT {name}
    EXCLUDE USING gist (member_id WITH =, {same}daterange(starts_on, ends_on) WITH &&) WHERE ({who});
"""
# An office that ended on the day it began covers no day, as an empty range does on PostgreSQL.
SQLITE = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON organisation_office
WHEN {who_new} AND NEW.ends_on IS NOT NEW.starts_on AND EXISTS (
    SELECT 1 FROM organisation_office AS other
    WHERE other.member_id = NEW.member_id AND other.id IS NOT NEW.id AND {same} {who_other}
      AND other.ends_on IS NOT other.starts_on
      AND other.starts_on < COALESCE(NEW.ends_on, '9999-12-31')
      AND NEW.starts_on < COALESCE(other.ends_on, '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'constraint {name} failed'); END;
"""


def forbid_overlaps(apps, schema_editor):
    for name, (columns, who) in RULES.items():
        if schema_editor.connection.vendor == "postgresql":
            same = "".join(f"{column} WITH =, " for column in columns)
            schema_editor.execute(POSTGRESQL.format(name=name, same=same, who=who.format(row="")))
            continue
        same = "".join(f"other.{column} = NEW.{column} AND " for column in columns)
        for event in ("INSERT", "UPDATE"):
            who_new, who_other = who.format(row="NEW."), who.format(row="other.")
            schema_editor.execute(
                SQLITE.format(name=name, event=event, same=same, who_new=who_new, who_other=who_other)
            )


def allow_overlaps(apps, schema_editor):
    for name in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE organisation_office DROP CONSTRAINT {name}")
            continue
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER {name}_{event}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_offices_get_public_ids")]
    operations = [
        migrations.AlterField(
            model_name="office",
            name="public_id",
            field=school.identifiers.PublicIdField(),
        ),
        migrations.RunPython(forbid_overlaps, allow_overlaps),
    ]
