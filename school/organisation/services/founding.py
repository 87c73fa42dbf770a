"""Founding organisations: the one place that assigns paths."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.models import Organisation, OrganisationEdge
from school.organisation.tree_paths import WIDTH, step

# The first day of what was founded on a day nobody wrote down.
FIRST_DAY = date(1949, 10, 1)


@transaction.atomic
def found_organisation(
    *, parent: Organisation | None, kind: str, name: str, short_name: str = "", founded_on: date | None = None
) -> Organisation:
    """Create a node as the last child of `parent` (None: the root).

    Raises:
        ValueError: when the parent has no room for another child.
    """
    above = ""
    if parent is not None:
        # Two children founded at once would take the same path: the parent's lock, and the unique path, forbid it.
        above = Organisation.objects.select_for_update().get(pk=parent.pk).path
    last = Organisation.objects.filter(parent=parent).order_by("path").last()
    number = int(last.path[-WIDTH:], 16) + 1 if last else 1
    node = Organisation.objects.create(
        parent=parent, path=above + step(number), kind_id=kind, name=name, short_name=short_name, founded_on=founded_on
    )
    OrganisationEdge.objects.create(
        organisation=node,
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name,
        starts_on=founded_on or FIRST_DAY,
    )
    return node
