"""Laying the kinds every installation starts with."""

from __future__ import annotations

from django.db import transaction

from school.organisation.models import BuiltInKind, OrganisationKind

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
