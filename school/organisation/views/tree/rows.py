"""Nodes as the tree shows them: what each is called, how many belong to it, where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.urls import reverse

from school.accounts.requests import MemberRequest
from school.organisation.models import Organisation
from school.organisation.models.organisation import OrganisationQuerySet
from school.organisation.subtrees import Headcount
from school.organisation.tree_paths import is_within, prefixes
from school.organisation.views.tree.in_scope import readable_paths


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the root; `url` is empty where the member does not read."""

    words: str
    url: str = ""


@dataclass
class NodeRow:
    """One line of the tree; `children_url` is empty for a leaf, `members` None where nobody counted."""

    words: str
    kind: str
    url: str
    members: int | None = None
    children_url: str = ""
    is_closed: bool = False
    way: list[Crumb] = field(default_factory=list)
    children: list[NodeRow] = field(default_factory=list)


def children_of(parents: Iterable[Organisation], *, closed: bool) -> OrganisationQuerySet:
    """The children of these nodes in the order of the tree, with `has_children`."""
    return shown_nodes(Organisation.objects.filter(parent__in=list(parents)), closed=closed)


def shown_nodes(nodes: OrganisationQuerySet, *, closed: bool) -> OrganisationQuerySet:
    """These nodes, with `has_children`; closed ones only when asked for."""
    below = Organisation.objects.filter(parent=OuterRef("pk"))
    below, nodes = (below.that_existed(), nodes.that_existed()) if closed else (below.still_open(), nodes.still_open())
    return nodes.select_related("kind").annotate(has_children=Exists(below)).order_by("path")


def row_of(node: Organisation, *, counts: Headcount | None = None, closed: bool = False) -> NodeRow:
    """A node of today's tree, annotated by `shown_nodes`."""
    url = reverse("organisation:node_children", args=[node.public_id]) + ("?closed=1" if closed else "")
    has_children = node.has_children  # type: ignore[attr-defined]  # annotated by shown_nodes()
    return NodeRow(
        words=str(node),
        kind=str(node.kind.label),
        url=reverse("organisation:node", args=[node.public_id]),
        members=counts.of(node.path) if counts else None,
        children_url=url if has_children else "",
        is_closed=node.closed_on is not None,
    )


def ways_to(request: MemberRequest, nodes: Iterable[Organisation]) -> dict[int, list[Crumb]]:
    """Node id → the nodes above it, root first, in one query; only where she reads do they lead anywhere."""
    asked = list(nodes)
    wanted = {path for node in asked for path in prefixes(node.path)[:-1]}
    if not wanted:
        return {node.pk: [] for node in asked}
    readable = readable_paths(request)
    crumbs = {
        node.path: Crumb(str(node), _url_within(node, readable))
        for node in Organisation.objects.filter(path__in=wanted)
    }
    return {node.pk: [crumbs[path] for path in prefixes(node.path)[:-1] if path in crumbs] for node in asked}


def _url_within(node: Organisation, readable: list[str]) -> str:
    reads = any(is_within(node.path, path) for path in readable)
    return reverse("organisation:node", args=[node.public_id]) if reads else ""
