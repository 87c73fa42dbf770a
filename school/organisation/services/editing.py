"""Renaming a node, or making it another kind."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import KindDoesNotFit
from school.organisation.models import Affiliation, ChangeAct, Organisation, OrganisationKind
from school.organisation.people_errors import NothingChanges
from school.organisation.services.dating import begin_edge, check_day, record_change, still_open
from school.organisation.services.founding import check_kind
from school.organisation.services.placing import lock_tree
from school.organisation.services.resettling import check_holds_members


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, name: str, short_name: str, kind: OrganisationKind, on: date, act: Act
) -> Organisation:
    """Give the node its new name, short name and kind from that day.

    Raises:
        NothingChanges: when all three are as before.
        KindDoesNotFit: when the kind may not lie where the node lies, or a child not under it.
        HoldsNoMembers: when people belong to the node and the kind holds none.
        OrganisationClosed, NotInTheFuture, BeforeTheLastChange: when the node or the day does not fit.
    """
    lock_tree()
    node = still_open(organisation=organisation)
    if (node.name, node.short_name, node.kind_id) == (name, short_name, kind.code):
        raise NothingChanges
    check_day(on=on, act=act, changing=[node])
    if node.kind_id != kind.code:
        check_new_kind(node=node, kind=kind)
    node.name, node.short_name, node.kind = name, short_name, kind
    node.save()
    before = begin_edge(node=node, on=on)
    record_change(
        act=act,
        what=ChangeAct.EDITED,
        organisation=node,
        on=on,
        before={"edge": before},
        details={"name": [before["name"], name], "kind": [before["kind"], kind.code]},
    )
    return node


def check_new_kind(*, node: Organisation, kind: OrganisationKind) -> None:
    """A node may become that kind where it lies, with the children and members that it has."""
    if node.parent is not None:
        check_kind(kind=kind, under=node.parent)
    for child in node.children.still_open().select_related("kind"):
        if kind.code not in child.kind.under:
            raise KindDoesNotFit(kind=child.kind.label, parent=kind.label)
    if not kind.holds_members and Affiliation.objects.filter(organisation=node, ends_on__isnull=True).exists():
        check_holds_members(name=str(node), kind=kind)
