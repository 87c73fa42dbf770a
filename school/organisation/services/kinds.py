"""The kinds of nodes: those every installation starts with, and what an operator makes of them."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from school.organisation.acting import Act
from school.organisation.errors import KindBuiltIn, KindInUse, KindRuleBroken, KindTaken
from school.organisation.models import Affiliation, BuiltInKind, Organisation, OrganisationEdge, OrganisationKind

_COMMITTEES = [BuiltInKind.COMMITTEE, BuiltInKind.SUB_COMMITTEE]
_BRANCHES = [
    BuiltInKind.BRANCH,
    BuiltInKind.DIRECT_BRANCH,
    BuiltInKind.JOINT_BRANCH,
    BuiltInKind.TEMPORARY_BRANCH,
]

# Kind → what it may lie under, and whether people belong to it directly.
FIRST_KINDS: dict[str, tuple[list[str], bool]] = {
    BuiltInKind.COMMITTEE: ([BuiltInKind.COMMITTEE], True),
    BuiltInKind.SUB_COMMITTEE: ([*_COMMITTEES], True),
    BuiltInKind.GENERAL_BRANCH: ([*_COMMITTEES], True),
    BuiltInKind.BRANCH: ([*_COMMITTEES, BuiltInKind.GENERAL_BRANCH], True),
    BuiltInKind.DIRECT_BRANCH: ([*_COMMITTEES], True),
    BuiltInKind.JOINT_BRANCH: ([*_COMMITTEES, BuiltInKind.GENERAL_BRANCH], True),
    BuiltInKind.TEMPORARY_BRANCH: ([*_COMMITTEES, BuiltInKind.GENERAL_BRANCH], True),
    BuiltInKind.GROUP: ([*_BRANCHES], True),
}


@transaction.atomic
def install_kinds() -> None:
    """Create what is missing; what an operator changed stays."""
    OrganisationKind.objects.bulk_create(
        [
            OrganisationKind(
                code=code, under=[str(kind) for kind in under], holds_members=holds_members, position=position
            )
            for position, (code, (under, holds_members)) in enumerate(FIRST_KINDS.items(), start=1)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def add_kind(*, wording: str, under: Collection[str], holds_members: bool, act: Act) -> OrganisationKind:
    """A kind of the operator's own, below the kinds whose codes `under` names.

    Raises:
        KindTaken: when another kind has this wording.
    """
    _check_wording(wording, except_for="")
    last = OrganisationKind.objects.aggregate(last=Max("position"))["last"] or 0
    kind = OrganisationKind.objects.create(
        code=f"own_{secrets.token_hex(4)}",
        wording=wording,
        under=sorted(under),
        holds_members=holds_members,
        position=last + 1,
    )
    _audit("organisation_kind.added", kind, act, before={})
    return kind


@transaction.atomic
def change_kind(
    *, kind: OrganisationKind, wording: str, under: Collection[str], holds_members: bool, act: Act
) -> OrganisationKind:
    """Reword a kind, or change what it may lie under and whether people belong to it.

    Raises:
        KindTaken: when another kind has this wording.
        KindRuleBroken: when nodes of that kind lie elsewhere today, or hold members.
    """
    kind = OrganisationKind.objects.select_for_update().get(pk=kind.pk)
    before = _facts(kind)
    _check_wording(wording, except_for=kind.code)
    nodes = Organisation.objects.still_open().filter(kind=kind)
    misplaced = nodes.filter(parent__isnull=False).exclude(parent__kind__in=under).count()
    running = Affiliation.objects.filter(organisation__in=nodes, ends_on__isnull=True)
    holding = 0 if holds_members else running.values("organisation").distinct().count()
    if misplaced or holding:
        raise KindRuleBroken(kind=kind.label, count=misplaced or holding)
    kind.wording, kind.under, kind.holds_members = wording, sorted(under), holds_members
    kind.save()
    _audit("organisation_kind.changed", kind, act, before=before)
    return kind


@transaction.atomic
def delete_kind(*, kind: OrganisationKind, act: Act) -> None:
    """Take away a kind of the operator's own that no node has ever been of.

    Raises:
        KindBuiltIn: for a kind that belongs to the product.
        KindInUse: when a node is of that kind or has been.
    """
    if kind.code in BuiltInKind.values:
        raise KindBuiltIn(kind=kind.label)
    nodes, edges = Organisation.objects.filter(kind=kind), OrganisationEdge.objects.filter(kind=kind.code)
    if nodes.exists() or edges.exists():
        raise KindInUse(kind=kind.label)
    for other in OrganisationKind.objects.exclude(pk=kind.pk):
        if kind.code in other.under:
            other.under = [code for code in other.under if code != kind.code]
            other.save(update_fields=["under"])
    _audit("organisation_kind.deleted", kind, act, before=_facts(kind))
    kind.delete()


def _check_wording(wording: str, *, except_for: str) -> None:
    for other in OrganisationKind.objects.exclude(pk=except_for):
        if wording and str(other.label).casefold() == wording.casefold():
            raise KindTaken(kind=wording)


def _facts(kind: OrganisationKind) -> dict[str, object]:
    return {"wording": kind.wording, "under": list(kind.under), "holds_members": kind.holds_members}


def _audit(action: str, kind: OrganisationKind, act: Act, *, before: dict[str, object]) -> None:
    act.record(
        action,
        subject_kind="organisation_kind",
        subject_id=kind.code,
        details={"before": before, "after": _facts(kind)},
    )
