"""Fetching nodes, changes and kinds as far as the member's offices reach: strangers find nothing."""

from __future__ import annotations

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act, act_by, choices
from school.organisation.authority import Grant, Right
from school.organisation.models import ChangeAct, Organisation, OrganisationChange
from school.organisation.tree_paths import is_within

READING = (Right.OVERSEE_MEMBERS, Right.MANAGE_TREE)


def may_read(request: MemberRequest) -> None:
    """Raises Forbidden for whom no part of the tree is open."""
    if not any(request.authority.has(right) for right in READING):
        raise Forbidden


def readable_paths(request: MemberRequest) -> list[str]:
    """Roots of the subtrees that she reads."""
    return [path for right in READING for path in request.authority.paths(right)]


def readable_node(request: MemberRequest, node_id: str) -> Organisation:
    """The node, if it lies where the member reads; closed ones, too."""
    nodes = Organisation.objects.overseen_by(request.authority, *READING)
    node = nodes.filter(public_id=node_id).select_related("kind", "parent", "merged_into").first()
    if node is None:
        raise NotFound
    return node


def changeable_node(request: MemberRequest, node_id: str, *, from_above: bool = False) -> Organisation:
    """The node, if the member may change it; `from_above`: where she may also change the node above it."""
    node = readable_node(request, node_id)
    if not request.authority.covers(Right.MANAGE_TREE, deciding_path(node, from_above=from_above)):
        raise Forbidden
    return node


def deciding_path(node: Organisation, *, from_above: bool = False) -> str:
    """Where the right is needed: what becomes of a node among others is decided above it."""
    return node.parent.path if from_above and node.parent is not None else node.path


def undoable_change(request: MemberRequest, change_id: str) -> tuple[OrganisationChange, list[Grant]]:
    """The change, and the offices in which she may undo it: those that reach every node it concerns."""
    changes = OrganisationChange.objects.select_related("organisation__parent", "other", "by")
    change = changes.filter(public_id=change_id).first()
    if change is None:
        raise NotFound
    if not any(is_within(change.organisation.path, path) for path in readable_paths(request)):
        raise NotFound
    grants = offices_over(request, concerned(change))
    if not grants:
        raise Forbidden
    return change, grants


def concerned(change: OrganisationChange) -> list[str]:
    """Paths at which undoing the change needs the right: as doing it did."""
    node = change.organisation
    if change.act == ChangeAct.EDITED or node.parent is None:
        return [node.path]
    above = [node.parent.path]
    if old_parent := change.before.get("edge", {}).get("parent"):
        above += Organisation.objects.filter(public_id=old_parent).values_list("path", flat=True)
    if change.act == ChangeAct.MERGED and change.other is not None:
        above.append(change.other.path)
    return above


def offices_over(request: MemberRequest, paths: list[str]) -> list[Grant]:
    """Her offices that give the right to change the tree at all of these places."""
    first, *others = paths
    return [
        grant
        for grant in request.authority.grants_for(Right.MANAGE_TREE, first)
        if all(grant in request.authority.grants_for(Right.MANAGE_TREE, path) for path in others)
    ]


def act_over(request: MemberRequest, paths: list[str], *, reason: str) -> Act:
    """The act of this request in the office she chose, among those that reach all these places.

    Raises:
        Forbidden: when none does.
    """
    return act_by(
        offices_over(request, paths),
        member=request.user,
        at=request.at,
        chosen=request.POST.get("office", ""),
        reason=reason,
    )


def offices_to_choose(request: MemberRequest, paths: list[str]) -> list[tuple[str, str]]:
    """What the choice of an office offers for an act at these places."""
    return choices(offices_over(request, paths))
