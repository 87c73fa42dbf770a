"""The tree as it was on an earlier day: to read, not to change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.dated_tree import Placed
from school.organisation.models import OrganisationEdge, OrganisationKind
from school.organisation.scope import within_paths
from school.organisation.subtrees import members_by_node
from school.organisation.views.tree.in_scope import readable_paths
from school.organisation.views.tree.rows import Crumb, NodeRow


def day_asked_for(request: MemberRequest) -> date | None:
    """A day before today; today's tree is the living one."""
    try:
        on = parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
    return on if on is not None and on < timezone.localdate(request.at) else None


def dated_page(request: MemberRequest, on: date) -> dict[str, object]:
    """From the uppermost nodes of that day, or from the one that was asked for."""
    past = Past(request, on)
    node_id = request.GET.get("node", "")
    tops = [past.node(node_id)] if node_id else past.tree.roots
    rows = past.rows(tops)
    for row, top in zip(rows, tops, strict=True):
        row.children = past.rows(past.tree.below(top.node))
    way = past.tree.above(tops[0].node) if node_id else []
    return {
        "on": on,
        "rows": rows,
        "way": [Crumb(str(placed), past.url(placed)) for placed in way],
        "node_id": node_id,
        "today": timezone.localdate(request.at),
    }


def dated_children(request: MemberRequest, node_id: str, on: date) -> list[NodeRow]:
    """The next level below a node on that day."""
    past = Past(request, on)
    return past.rows(past.tree.below(past.node(node_id).node))


class Past:
    """That day's tree, as far as its nodes lie within the member's reach today."""

    def __init__(self, request: MemberRequest, on: date) -> None:
        paths = readable_paths(request)
        edges = OrganisationEdge.objects.filter(within_paths("organisation__path", paths))
        self.on, self.tree = on, edges.tree_on(on)
        self._totals = self.tree.totals(members_by_node(paths=paths, on=on))
        self._kinds = {kind.code: str(kind.label) for kind in OrganisationKind.objects.all()}

    def node(self, public_id: str) -> Placed:
        """Raises NotFound when it did not exist that day, or lies out of reach."""
        placed = self.tree.by_public_id(public_id)
        if placed is None:
            raise NotFound
        return placed

    def url(self, placed: Placed) -> str:
        return f"{reverse('organisation:tree')}?{urlencode({'on': self.on.isoformat(), 'node': placed.public_id})}"

    def rows(self, nodes: Iterable[Placed]) -> list[NodeRow]:
        return [self._row(placed) for placed in nodes]

    def _row(self, placed: Placed) -> NodeRow:
        children = reverse("organisation:node_children", args=[placed.public_id])
        return NodeRow(
            words=str(placed),
            kind=self._kinds.get(placed.kind, placed.kind),
            url=self.url(placed),
            members=self._totals[placed.node],
            children_url=f"{children}?on={self.on.isoformat()}" if self.tree.below(placed.node) else "",
        )
