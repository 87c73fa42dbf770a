"""Splitting a node: a new one beside it takes some of its members."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import NobodyChosen, RootStays
from school.organisation.models import Affiliation, ChangeAct, Member, Organisation
from school.organisation.services.dating import check_day, record_change, still_open
from school.organisation.services.founding import found_organisation
from school.organisation.services.placing import lock_tree
from school.organisation.services.resettling import resettle


@transaction.atomic
def split_organisation(
    *,
    organisation: Organisation,
    name: str,
    members: Collection[Member],
    on: date,
    act: Act,
    short_name: str = "",
) -> Organisation:
    """Found a node of the same kind beside this one, to which the chosen members belong from that day.

    Raises:
        RootStays: for the root, beside which nothing lies.
        NobodyChosen: when none of the members belongs to the node, or one of them does not.
        HoldsNoMembers, OrganisationClosed, NotInTheFuture, BeforeTheLastChange: when the node or the day does not fit.
    """
    lock_tree()
    node = still_open(organisation=organisation)
    if node.parent is None:
        raise RootStays(name=str(node))
    check_day(on=on, act=act, changing=[node], under=node.parent)
    chosen = [member.pk for member in members]
    belonging = Affiliation.objects.filter(
        organisation=node, member__in=chosen, ends_on__isnull=True, starts_on__lte=act.today
    )
    if not chosen or belonging.count() != len(chosen):
        raise NobodyChosen(name=str(node))
    new = found_organisation(parent=node.parent, kind=node.kind_id, name=name, short_name=short_name, founded_on=on)
    record_change(
        act=act,
        what=ChangeAct.SPLIT,
        organisation=node,
        other=new,
        on=on,
        before={"members": resettle(leaving=node, to=new, on=on, act=act, members=chosen)},
        details={"name": name, "members": len(chosen)},
    )
    return new
