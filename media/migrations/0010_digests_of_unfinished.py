"""Unfinished work is hashed again: of two uploads of the same bytes only one may carry their digest from now on."""

from django.db import migrations


def forget_digests(apps, schema_editor):
    unfinished = apps.get_model("media", "Asset").objects.filter(state__in=["stored", "probing", "transcoding"])
    unfinished.update(sha256="", lane="look")


class Migration(migrations.Migration):
    dependencies = [("media", "0009_shared_bytes")]

    operations = [migrations.RunPython(forget_digests, migrations.RunPython.noop)]
