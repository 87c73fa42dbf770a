from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0010_digests_of_unfinished")]

    operations = [
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("stored", "probing", "transcoding")), models.Q(("sha256", ""), _negated=True)
                ),
                fields=("sha256",),
                name="asset_prepared_once",
            ),
        ),
    ]
