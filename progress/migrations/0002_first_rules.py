"""The general rules that come with the product, so that an empty school can already judge and credit."""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

FIRST_RULES = Path(__file__).resolve().parent.parent / "first_rules.json"


def install(apps, schema_editor):
    said = json.loads(FIRST_RULES.read_text(encoding="utf-8"))
    rule_set, _ = apps.get_model("progress", "RuleSet").objects.get_or_create(
        organisation=None, defaults={"title": said["title"]}
    )
    apps.get_model("progress", "RuleVersion").objects.get_or_create(
        rule_set=rule_set,
        number=1,
        defaults={
            "effective_from": date.fromisoformat(said["effective_from"]),
            "source": said["source"],
            "body": said["rules"],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("progress", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
