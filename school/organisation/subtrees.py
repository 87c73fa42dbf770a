"""How many belong where: for one node and its children, and for all nodes of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Count, Max
from django.db.models.functions import Substr

from school.organisation.models import Affiliation, MemberEvent, Organisation
from school.organisation.tree_paths import WIDTH

# Fewer are counted quickly each time.
MANY = 5000
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Headcount:
    """Members by the beginning of their place's path: as long as the children's of the nodes that were asked about.

    `counted_at` is None for a count of this moment.
    """

    by_beginning: dict[str, int]
    counted_at: datetime | None = None

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


def recent_headcount(*, paths: Collection[str], on: date, at: datetime) -> Headcount:
    """The same for a page; where thousands would be counted, a count of the last minute while nobody moved since.

    Everybody who moves has a new entry in her timeline, so the newest entry tells whether somebody did.
    """
    key = "headcount:" + sha256(f"{on} {sorted(paths)}".encode()).hexdigest()
    kept = cache.get(key)
    if kept is not None and kept[0] == _newest_event():
        return Headcount(kept[1], counted_at=kept[2])
    counted = headcount(paths=paths, on=on)
    if sum(counted.by_beginning.values()) >= MANY:
        cache.set(key, (_newest_event(), counted.by_beginning, at), KEPT_SECONDS)
    return counted


def _newest_event() -> int | None:
    newest: int | None = MemberEvent.objects.aggregate(newest=Max("pk"))["newest"]
    return newest


def members_by_node(*, paths: Collection[str], on: date) -> dict[int, int]:
    """Node id → how many belonged to it on that day, for nodes that lie within the paths today."""
    rows = Affiliation.objects.lasting_within(*paths, on=on).values_list("organisation_id")
    return dict(rows.annotate(count=Count("pk")).order_by())


def nodes_below(node: Organisation) -> int:
    """How many open nodes lie below this one."""
    return Organisation.objects.within(node.path).still_open().exclude(pk=node.pk).count()
