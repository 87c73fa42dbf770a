"""Members from before the timeline get their first events, and the texts by which they are searched and ordered.

A frozen copy of what the services write, as of this migration.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import islice

from django.db import migrations
from django.utils import timezone

from school.identifiers import new_public_id

BATCH = 500
UNHEARD = re.compile(r"[\s\u00b7'\u2019.\-]+")


def fold(text):
    return UNHEARD.sub("", unicodedata.normalize("NFKC", text).casefold())


def sort_text(name):
    units = (sign.encode("gb18030", "replace").hex() for sign in unicodedata.normalize("NFKC", name).casefold())
    return "".join(unit.rjust(4, "0") for unit in units)[:96]


def write_first_events(apps, schema_editor):
    Member = apps.get_model("organisation", "Member")
    told = apps.get_model("organisation", "MemberEvent").objects.filter(kind="registered").values("member_id")
    ids = Member.objects.exclude(pk__in=told).order_by("pk").values_list("pk", flat=True).iterator()
    while some := list(islice(ids, BATCH)):
        _write(apps, Member, some)


def _write(apps, Member, ids):
    MemberEvent = apps.get_model("organisation", "MemberEvent")
    people = {member.pk: member for member in Member.objects.filter(pk__in=ids)}
    for member in people.values():
        member.search_text = f"{fold(member.name)} {fold(member.number)}"[:100]
        member.sort_text = sort_text(member.name)
    Member.objects.bulk_update(people.values(), ["search_text", "sort_text"], batch_size=BATCH)
    dated = _dated(apps, ids)
    days = defaultdict(list)
    for pk, _kind, day, _said in dated:
        days[pk].append(day)
    events = []
    for member in people.values():
        first = min([timezone.localdate(member.registered_at), *days[member.pk]])
        since = member.joined_on if member.stage == "probationary" and member.joined_on else first
        said = {"name": member.name, "number": member.number, "category": member.category}
        events += [
            (member.pk, "registered", min(first, since), said),
            (member.pk, "stage", since, {"stage": member.stage}),
        ]
    MemberEvent.objects.bulk_create(
        [
            MemberEvent(
                public_id=new_public_id(),
                member_id=pk,
                kind=kind,
                on=on,
                payload=payload,
                at=people[pk].registered_at,
            )
            for pk, kind, on, payload in events + dated
        ],
        batch_size=BATCH,
    )


def _dated(apps, ids):
    events = []
    places = apps.get_model("organisation", "Affiliation").objects.filter(member_id__in=ids).order_by("starts_on", "pk")
    for row in places:
        began = {"affiliation": row.pk, "organisation": row.organisation_id}
        events.append((row.member_id, "affiliated", row.starts_on, began))
        if row.ends_on:
            events.append((row.member_id, "left", row.ends_on, {"affiliation": row.pk}))
    offices = apps.get_model("organisation", "Office").objects.filter(member_id__in=ids).order_by("starts_on", "pk")
    for row in offices:
        began = {"office": row.pk, "role": row.role, "organisation": row.organisation_id}
        events.append((row.member_id, "appointed", row.starts_on, began))
        if row.ends_on:
            events.append((row.member_id, "dismissed", row.ends_on, {"office": row.pk}))
    return events


class Migration(migrations.Migration):
    dependencies = [("organisation", "0008_people_are_searched")]
    operations = [migrations.RunPython(write_first_events, migrations.RunPython.noop)]
