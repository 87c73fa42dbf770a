"""Closing a node that nobody belongs to any more."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import RootStays, StillInUse
from school.organisation.models import Affiliation, ChangeAct, Organisation
from school.organisation.services.dating import check_day, end_edge, record_change, still_open
from school.organisation.services.placing import lock_tree
from school.organisation.services.resettling import check_nothing_planned, end_offices, hand_tasks_over


@transaction.atomic
def close_organisation(*, organisation: Organisation, on: date, act: Act) -> Organisation:
    """Close the node from that day: its offices end, its open tasks go to the same offices of the node above.

    Raises:
        RootStays: for the root.
        StillInUse: while it has open children or members.
        PlannedMoves: when somebody is to join it on a later day.
        OrganisationClosed, NotInTheFuture, BeforeTheLastChange: when the node or the day does not fit.
    """
    lock_tree()
    node = still_open(organisation=organisation)
    # Who joins the node meanwhile waits until it is closed.
    Organisation.objects.select_for_update().get(pk=node.pk)
    check_closing(node=node, on=on, act=act)
    before = {
        "offices": end_offices(organisation=node, on=on, act=act),
        "tasks": hand_tasks_over(organisation=node, to=_above(node)),
        "edge": end_edge(node=node, on=on),
    }
    node.closed_on = on
    node.save(update_fields=["closed_on"])
    record_change(act=act, what=ChangeAct.CLOSED, organisation=node, other=node.parent, on=on, before=before)
    return node


def check_closing(*, node: Organisation, on: date, act: Act) -> None:
    """Raises what `close_organisation` says."""
    _above(node)
    check_nothing_planned(organisation=node, act=act)
    children = node.children.still_open().count()
    members = Affiliation.objects.filter(organisation=node, ends_on__isnull=True).count()
    if children or members:
        raise StillInUse(name=str(node), children=children, members=members)
    check_day(on=on, act=act, changing=[node], ending=node)


def _above(node: Organisation) -> Organisation:
    if node.parent is None:
        raise RootStays(name=str(node))
    return node.parent
