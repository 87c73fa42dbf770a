"""Nodes from before the edges get their first one; every node gets the text that a search looks into."""

import re
import unicodedata
from datetime import date

from django.db import migrations

BATCH = 500
FIRST_DAY = date(1949, 10, 1)


# As names were folded when this migration was written: what the program does later must not change what it did.
DOTS = str.maketrans(dict.fromkeys("\u30fb\uff65\u2022\u2027\uff0e\u2219\u22c5\u25cf\u16eb\u2e31\u0387", "·"))
HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
SPACE_BY_HAN = re.compile(rf"(?<={HAN})\s+|\s+(?={HAN})")
UNHEARD = re.compile(r"[\s·'’.\-]+")


def fold(text):
    written = unicodedata.normalize("NFKC", text.translate(DOTS)).translate(DOTS)
    written = SPACE_BY_HAN.sub("", " ".join(written.split()))
    written = re.sub(r"\s*·+\s*", "·", written).strip("·")
    folded = UNHEARD.sub("", written.casefold())
    return folded if folded == text else fold(folded)


def lay_edges(apps, schema_editor):
    Organisation = apps.get_model("organisation", "Organisation")
    Edge = apps.get_model("organisation", "OrganisationEdge")
    nodes = Organisation.objects.exclude(pk__in=Edge.objects.values("organisation"))
    rows = (
        Edge(
            organisation_id=node.pk,
            parent_id=node.parent_id,
            kind=node.kind_id,
            name=node.name,
            short_name=node.short_name,
            starts_on=node.founded_on or FIRST_DAY,
            ends_on=node.closed_on,
        )
        for node in nodes.iterator(BATCH)
        # What closed on its first day held on none.
        if node.closed_on is None or node.closed_on > (node.founded_on or FIRST_DAY)
    )
    Edge.objects.bulk_create(rows, batch_size=BATCH)


def fill_search(apps, schema_editor):
    Organisation = apps.get_model("organisation", "Organisation")
    nodes = list(Organisation.objects.only("pk", "name", "short_name"))
    for node in nodes:
        node.search_text = f"{fold(node.name)} {fold(node.short_name)}"
    Organisation.objects.bulk_update(nodes, ["search_text"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0010_nodes_are_searched")]
    operations = [
        migrations.RunPython(lay_edges, migrations.RunPython.noop),
        migrations.RunPython(fill_search, migrations.RunPython.noop),
    ]
