"""Founding organisations."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import KindDoesNotFit
from school.organisation.models import ChangeAct, Organisation, OrganisationEdge, OrganisationKind
from school.organisation.services.dating import check_day, record_change, still_open
from school.organisation.services.placing import free_path, lock_tree

# The first day of what was founded on a day nobody wrote down.
FIRST_DAY = date(1949, 10, 1)


@transaction.atomic
def found_organisation(
    *, parent: Organisation | None, kind: str, name: str, short_name: str = "", founded_on: date | None = None
) -> Organisation:
    """Create a node as the last child of `parent` (None: the root), without asking whether its kind fits there.

    Raises:
        TooDeep: below the deepest level.
        ValueError: when the parent has no room for another child.
    """
    lock_tree()
    # The parent as it stands after the lock: a move may have given it another path.
    above = Organisation.objects.get(pk=parent.pk) if parent is not None else None
    node = Organisation.objects.create(
        parent=above,
        path=free_path(under=above),
        kind_id=kind,
        name=name,
        short_name=short_name,
        founded_on=founded_on,
    )
    OrganisationEdge.objects.create(
        organisation=node,
        parent=above,
        kind=kind,
        name=name,
        short_name=short_name,
        starts_on=founded_on or FIRST_DAY,
    )
    return node


@transaction.atomic
def create_organisation(
    *, parent: Organisation, kind: OrganisationKind, name: str, on: date, act: Act, short_name: str = ""
) -> Organisation:
    """Found a node under `parent`, in existence from that day.

    Raises:
        OrganisationClosed: when the parent is closed.
        KindDoesNotFit: when that kind may not lie there.
        NotInTheFuture, BeforeTheLastChange: when the day does not fit.
        TooDeep: below the deepest level.
    """
    lock_tree()
    above = still_open(organisation=parent)
    check_day(on=on, act=act, under=above)
    check_kind(kind=kind, under=above)
    node = found_organisation(parent=above, kind=kind.code, name=name, short_name=short_name, founded_on=on)
    record_change(act=act, what=ChangeAct.FOUNDED, organisation=node, other=above, on=on, details={"name": name})
    return node


def check_kind(*, kind: OrganisationKind, under: Organisation) -> None:
    """Raises `KindDoesNotFit` when a node of that kind may not lie under `under`."""
    if under.kind_id not in kind.under:
        raise KindDoesNotFit(kind=kind.label, parent=str(under))
