"""Merging one node into another."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import NotUnderItself, RootStays
from school.organisation.models import ChangeAct, Organisation
from school.organisation.people_errors import NothingChanges
from school.organisation.services.dating import begin_edge, check_day, end_edge, record_change, still_open
from school.organisation.services.founding import check_kind
from school.organisation.services.placing import hang, lock_tree
from school.organisation.services.resettling import check_nothing_planned, end_offices, hand_tasks_over, resettle


@transaction.atomic
def merge_organisation(*, organisation: Organisation, into: Organisation, on: date, act: Act) -> Organisation:
    """Close the node from that day; its members, children and open tasks go to the other, its offices end.

    Raises:
        RootStays, NotUnderItself, NothingChanges: when the two cannot be merged.
        KindDoesNotFit, HoldsNoMembers: when a child or the members may not go there.
        PlannedMoves: when somebody is to join or leave the node on a later day.
        TooDeep: when a child's subtree would reach below the deepest level.
        OrganisationClosed, NotInTheFuture, BeforeTheLastChange: when a node or the day does not fit.
    """
    lock_tree()
    node, other = still_open(organisation=organisation), still_open(organisation=into)
    # Who joins the node meanwhile waits until it is closed.
    Organisation.objects.select_for_update().get(pk=node.pk)
    children = check_merger(node=node, into=other)
    check_day(on=on, act=act, changing=[node, *children], under=other, ending=node)
    check_nothing_planned(organisation=node, act=act)
    before: dict[str, object] = {
        "members": resettle(leaving=node, to=other, on=on, act=act),
        "children": [_hand_over(child, to=other, on=on) for child in children],
        "offices": end_offices(organisation=node, on=on, act=act),
        "tasks": hand_tasks_over(organisation=node, to=other),
        "edge": end_edge(node=node, on=on),
    }
    node.closed_on, node.merged_into = on, other
    node.save(update_fields=["closed_on", "merged_into"])
    record_change(act=act, what=ChangeAct.MERGED, organisation=node, other=other, on=on, before=before)
    return node


def check_merger(*, node: Organisation, into: Organisation) -> list[Organisation]:
    """The open children that would go along; raises what `merge_organisation` says, for places and kinds alone."""
    if node.parent is None:
        raise RootStays(name=str(node))
    if node.pk == into.pk:
        raise NothingChanges
    if into.is_within(node):
        raise NotUnderItself(name=str(node))
    children = list(node.children.still_open().select_related("kind", "parent"))
    for child in children:
        check_kind(kind=child.kind, under=into)
    return children


def _hand_over(child: Organisation, *, to: Organisation, on: date) -> dict[str, object]:
    old_path = child.path
    hang(node=child, under=to)
    return begin_edge(node=child, on=on) | {"path": old_path}
