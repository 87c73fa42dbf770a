import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_dated_register")]

    operations = [
        migrations.RemoveConstraint(model_name="office", name="office_in_order"),
        migrations.AddField(
            model_name="office",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="organisation.office",
            ),
        ),
        # Empty until 0006 has given every row an id of its own.
        migrations.AddField(
            model_name="office",
            name="public_id",
            field=models.CharField(editable=False, max_length=12, null=True),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="office_in_order",
            ),
        ),
    ]
