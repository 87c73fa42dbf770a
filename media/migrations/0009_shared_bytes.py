from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0008_lanes_and_waiting")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="awaits_sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="asset",
            name="sha256",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
    ]
