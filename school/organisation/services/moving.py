"""Moving a node, with everything below it, under another."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import NotUnderItself, RootStays
from school.organisation.models import ChangeAct, Organisation
from school.organisation.people_errors import NothingChanges
from school.organisation.services.dating import begin_edge, check_day, record_change, still_open
from school.organisation.services.founding import check_kind
from school.organisation.services.placing import hang, lock_tree


@transaction.atomic
def move_organisation(*, organisation: Organisation, under: Organisation, on: date, act: Act) -> Organisation:
    """Hang the subtree under another node from that day; its members and offices go with it.

    Raises:
        RootStays: for the root.
        NotUnderItself: for a place within the subtree.
        NothingChanges: when it lies there already.
        KindDoesNotFit: when that kind may not lie there.
        TooDeep: when the subtree would reach below the deepest level.
        OrganisationClosed, NotInTheFuture, BeforeTheLastChange: when a node or the day does not fit.
    """
    lock_tree()
    node, above = still_open(organisation=organisation), still_open(organisation=under)
    check_move(node=node, under=above)
    check_day(on=on, act=act, changing=[node], under=above)
    come_from, old_path = node.parent, node.path
    hang(node=node, under=above)
    before = begin_edge(node=node, on=on) | {"path": old_path}
    record_change(
        act=act,
        what=ChangeAct.MOVED,
        organisation=node,
        other=above,
        on=on,
        before={"edge": before},
        details={"from": come_from.public_id if come_from else ""},
    )
    return node


def check_move(*, node: Organisation, under: Organisation) -> None:
    """Raises what `move_organisation` says, for the places and kinds alone."""
    if node.parent is None:
        raise RootStays(name=str(node))
    if under.is_within(node):
        raise NotUnderItself(name=str(node))
    if under.pk == node.parent_id:
        raise NothingChanges
    check_kind(kind=node.kind, under=under)
