"""Every office that exists gets its opaque id, in batches: a country has some hundred thousand."""

from django.db import migrations

from school.identifiers import new_public_id

BATCH = 2000


def give_ids(apps, schema_editor):
    Office = apps.get_model("organisation", "Office")
    without = Office.objects.filter(public_id__isnull=True).order_by("pk")
    while batch := list(without.only("pk")[:BATCH]):
        for office in batch:
            office.public_id = new_public_id()
        Office.objects.bulk_update(batch, ["public_id"], batch_size=400)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_offices_follow_each_other")]
    operations = [migrations.RunPython(give_ids, migrations.RunPython.noop)]
