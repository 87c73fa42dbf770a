from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0005_new_places")]

    operations = [
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("store_key", ""), _negated=True), name="asset_has_place_in_store"
            ),
        ),
    ]
