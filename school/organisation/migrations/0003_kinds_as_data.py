"""Kinds become rows, laid before any node points at one."""

from django.db import migrations, models

COMMITTEES = ["committee", "sub_committee"]
ABOVE = [*COMMITTEES, "general_branch"]
BRANCHES = ["branch", "direct_branch", "joint_branch", "temporary_branch"]
FIRST = [
    ("committee", ["committee"]),
    ("sub_committee", COMMITTEES),
    ("general_branch", COMMITTEES),
    ("branch", ABOVE),
    ("direct_branch", COMMITTEES),
    ("joint_branch", ABOVE),
    ("temporary_branch", ABOVE),
    ("group", BRANCHES),
]


def lay(apps, schema_editor):
    kind = apps.get_model("organisation", "OrganisationKind")
    kind.objects.bulk_create(
        [kind(code=code, under=under, position=position) for position, (code, under) in enumerate(FIRST, start=1)]
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_affiliation_never_overlaps")]
    operations = [
        migrations.CreateModel(
            name="OrganisationKind",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("wording", models.CharField(blank=True, max_length=40, verbose_name="own wording")),
                ("under", models.JSONField(default=list)),
                ("holds_members", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"verbose_name": "kind of organisation", "ordering": ("position", "code")},
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
