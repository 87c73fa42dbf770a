"""The supervisor's desk: who in the own subtree is missing what. Met, not yet, exempt – never minutes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from progress.models import Exemption, LedgerEntry, StudyRequirement
from progress.reports.branches import SHORT_BRANCH
from progress.reports.year import governing
from progress.requirements import NONE, Status, YearStanding, judge_year
from progress.services.ruling import rules_in_force
from school.organisation.authority import Authority, Right
from school.organisation.models import Member, Office
from school.organisation.tree_paths import prefixes


@dataclass(frozen=True)
class MemberRow:
    """One person of the subtree; `branch` is the name of the present organisation."""

    public_id: str
    name: str
    number: str
    branch: str
    standing: YearStanding


@dataclass(frozen=True)
class DeskReport:
    """All rows of the subtree, exceptions first, and how many have which status."""

    year: int
    rows: list[MemberRow]
    counts: dict[str, int]


ORDER = {Status.NOT_YET: 0, Status.MET: 1, Status.EXEMPT: 2, Status.NO_REQUIREMENT: 3}


def desk_of(*, authority: Authority, year: int, on: date) -> DeskReport:
    """Judge everybody overseen today; the number of queries does not depend on how many they are."""
    people = (
        Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)
        .annotate(place=F("affiliations__organisation__path"), branch=SHORT_BRANCH)
        .values_list("pk", "public_id", "name", "number", "branch", "place", "stage")
    )
    credited = _credited(authority, year)
    demands = _demands(year)
    roles = _roles(authority, on)
    exempt = set(
        Exemption.objects.filter(
            year=year, member__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)
        ).values_list("member_id", flat=True)
    )
    rules = rules_in_force(on=on, path=authority.place).rules
    rows = []
    for pk, public_id, name, number, branch, place, stage in people:
        here = [demand for above in prefixes(place) for demand in demands[above]]
        requirement = governing(here, stage=stage, held_roles=roles[pk])
        standing = judge_year(
            required=requirement.hours if requirement else None,
            credited=credited[pk],
            rules=rules,
            exempt=pk in exempt,
        )
        rows.append(MemberRow(public_id, name, number, branch, standing))
    rows.sort(key=lambda row: (ORDER[row.standing.status], -row.standing.missing, row.branch, row.number))
    counts = {status.value: sum(row.standing.status == status for row in rows) for status in Status}
    return DeskReport(year, rows, counts)


def _credited(authority: Authority, year: int) -> dict[int, dict[str, Decimal]]:
    sums = (
        LedgerEntry.objects.filter(
            credit_year=year, member__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)
        )
        .values_list("member_id", "category")
        .annotate(total=Sum("hours"))
        .order_by()
    )
    credited: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for member_id, category, total in sums:
        credited[member_id][category] = total or NONE
    return credited


def _demands(year: int) -> dict[str, list[StudyRequirement]]:
    demands: dict[str, list[StudyRequirement]] = defaultdict(list)
    for requirement in StudyRequirement.objects.filter(year=year).select_related("organisation"):
        demands[requirement.organisation.path].append(requirement)
    return demands


def _roles(authority: Authority, on: date) -> dict[int, frozenset[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    offices = Office.objects.held_on(on).filter(member__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS))
    for member_id, role in offices.values_list("member_id", "role"):
        held[member_id].add(role)
    return defaultdict(frozenset, {pk: frozenset(roles) for pk, roles in held.items()})
