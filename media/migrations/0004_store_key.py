from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0003_captions_in_rows")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="store_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=12),
            preserve_default=False,
        ),
    ]
