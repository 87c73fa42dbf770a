"""The office in which the tree is changed, and a look at everything an act may touch."""

from __future__ import annotations

from datetime import date

import pytest

from school.organisation.acting import Act
from school.organisation.models import (
    Affiliation,
    MemberEvent,
    Office,
    Organisation,
    OrganisationEdge,
    OrganisationKind,
    Task,
)


@pytest.fixture
def act(officer, at) -> Act:
    return Act(member=officer, at=at, office_id=officer.offices.get().pk, reason="调整组织设置")


@pytest.fixture
def kind_of(db):
    return lambda code: OrganisationKind.objects.get(pk=code)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """The tree and what hangs on it, without the ids of rows, which an undo may give anew."""
    nodes = Organisation.objects.filter(edges__isnull=False).distinct()
    told = MemberEvent.objects.filter(undone_at__isnull=True)
    return {
        "nodes": sorted(
            nodes.values_list("pk", "parent", "kind", "name", "short_name", "closed_on", "merged_into"), key=str
        ),
        "order": [tuple(nodes.order_by("path").values_list("pk", flat=True))],
        "edges": sorted(
            OrganisationEdge.objects.values_list(
                "organisation", "parent", "kind", "name", "short_name", "starts_on", "ends_on"
            ),
            key=str,
        ),
        "affiliations": sorted(
            Affiliation.objects.values_list("member", "organisation", "starts_on", "ends_on"), key=str
        ),
        "offices": sorted(Office.objects.values_list("pk", "ends_on"), key=str),
        "tasks": sorted(Task.objects.values_list("pk", "organisation"), key=str),
        "events": sorted(told.values_list("member", "kind", "on"), key=str),
    }


def day(month: int, number: int = 1) -> date:
    """A day of the year in which the tests play."""
    return date(2026, month, number)
