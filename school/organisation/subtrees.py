"""How many belong where: for one node and its children, and for all nodes of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Substr

from school.organisation.models import Affiliation, Organisation
from school.organisation.tree_paths import WIDTH


@dataclass(frozen=True)
class Headcount:
    """Members by the beginning of their place's path: as long as the children's of the nodes that were asked about."""

    by_beginning: dict[str, int]

    def of(self, path: str) -> int:
        """How many belong to the subtree at this path."""
        return sum(count for beginning, count in self.by_beginning.items() if beginning.startswith(path))

    def of_node(self, path: str) -> int:
        """How many belong to the node itself; exact for the nodes that were asked about."""
        return self.by_beginning.get(path, 0)


def headcount(*, paths: Collection[str], on: date) -> Headcount:
    """Count the members of these subtrees, told apart down to the children of the lowest one, in one query."""
    length = max(map(len, paths), default=0) + WIDTH
    rows = (
        Affiliation.objects.lasting_within(*paths, on=on)
        .annotate(beginning=Substr("organisation__path", 1, length))
        .values_list("beginning")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Headcount(dict(rows))


def members_by_node(*, paths: Collection[str], on: date) -> dict[int, int]:
    """Node id → how many belonged to it on that day, for nodes that lie within the paths today."""
    rows = Affiliation.objects.lasting_within(*paths, on=on).values_list("organisation_id")
    return dict(rows.annotate(count=Count("pk")).order_by())


def nodes_below(node: Organisation) -> int:
    """How many open nodes lie below this one."""
    return Organisation.objects.within(node.path).still_open().exclude(pk=node.pk).count()
