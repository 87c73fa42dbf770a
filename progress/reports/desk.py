"""The supervisor's desk: who in the own subtree is missing what. Met, not yet, exempt – never minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Sum

from progress.counting import counted_elsewhere
from progress.models import Exemption, LedgerEntry, StudyRequirement
from progress.reports.branches import SHORT_BRANCH
from progress.reports.year import governing
from progress.requirements import NONE, Status, YearStanding, judge_year
from progress.services.ruling import rules_in_force
from school.organisation.authority import Authority, Right
from school.organisation.models import Member, Office
from school.organisation.names import tails
from school.organisation.tree_paths import prefixes

Credits = tuple[tuple[str, Decimal], ...]
"""A member's net hours by category."""


class MemberRow(NamedTuple):
    """One person of the subtree; `branch` is the name of the present organisation, `urgency` puts exceptions first.

    `tail` is the end of the number where somebody else of the subtree has the same name.
    """

    member_id: int
    public_id: str
    name: str
    number: str
    branch: str
    standing: YearStanding
    urgency: tuple[int, Decimal]
    tail: str = ""


@dataclass(frozen=True)
class DeskReport:
    """All rows of the subtree, exceptions first, and how many have which status."""

    year: int
    rows: list[MemberRow]
    counts: dict[str, int]


ORDER = {Status.NOT_YET: 0, Status.MET: 1, Status.EXEMPT: 2, Status.NO_REQUIREMENT: 3}


def desk_of(*, authority: Authority, year: int, on: date) -> DeskReport:
    """Judge everybody overseen today; the number of queries does not depend on how many they are."""
    people = list(_people(authority, year))
    credited = _credited(authority, year)
    if several := [person.pk for person in people if person.several_records]:
        credited |= _credited_under_several_records(several, year)
    demands = _demands(year)
    roles = _roles(authority, on)
    rules = rules_in_force(on=on, path=authority.place).rules

    # Thousands of people share a few places, stages and sums of quarter hours: what they share is judged once.
    @cache
    def required(place: str, stage: str, held_roles: frozenset[str]) -> Decimal | None:
        here = [demand for above in prefixes(place) for demand in demands[above]]
        requirement = governing(here, stage=stage, held_roles=held_roles)
        return requirement.hours if requirement else None

    @cache
    def judged(hours: Decimal | None, earned: Credits, *, exempt: bool) -> tuple[YearStanding, tuple[int, Decimal]]:
        standing = judge_year(required=hours, credited=dict(earned), rules=rules, exempt=exempt)
        return standing, (ORDER[standing.status], -standing.missing)

    rows = [
        MemberRow(
            pk,
            public_id,
            name,
            number,
            branch,
            *judged(required(place, stage, roles[pk]), tuple(credited[pk]), exempt=exempt),
        )
        for pk, public_id, name, number, branch, place, stage, exempt, _several in people
    ]
    told_apart = tails(rows)
    rows = [row._replace(tail=told_apart[row.number]) if row.number in told_apart else row for row in rows]
    rows.sort(key=lambda row: (row.urgency, row.branch, row.number))
    counts = Counter(row.standing.status for row in rows)
    return DeskReport(year, rows, {status.value: counts[status] for status in Status})


class _Person(NamedTuple):
    pk: int
    public_id: str
    name: str
    number: str
    branch: str
    place: str
    stage: str
    exempt: bool
    several_records: bool


def _people(authority: Authority, year: int) -> Iterable[_Person]:
    people = (
        Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)
        .with_place(on=authority.on)
        .annotate(
            place=F("here__organisation__path"),
            branch=SHORT_BRANCH,
            exempt=Exists(Exemption.objects.filter(year=year, member=OuterRef("pk")))
            | Exists(Exemption.objects.filter(year=year, member__stands_for=OuterRef("pk"))),
            several_records=Exists(Member.objects.filter(stands_for=OuterRef("pk"))),
        )
        .values_list("pk", "public_id", "name", "number", "branch", "place", "stage", "exempt", "several_records")
    )
    return (_Person(*person) for person in people)


def _credited(authority: Authority, year: int) -> dict[int, list[tuple[str, Decimal]]]:
    sums = (
        LedgerEntry.objects.filter(
            credit_year=year, member__in=Member.objects.overseen_by(authority, Right.OVERSEE_MEMBERS)
        )
        .values_list("member_id", "category")
        .annotate(total=Sum("hours"))
        .order_by()
    )
    credited: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    for member_id, category, total in sums:
        credited[member_id].append((category, total or NONE))
    return credited


def _credited_under_several_records(people: Sequence[int], year: int) -> dict[int, list[tuple[str, Decimal]]]:
    """Those with joined records, few as they are: what stands in both ledgers counts once."""
    lines: dict[int, list[LedgerEntry]] = {member_id: [] for member_id in people}
    under_any = Q(member__in=people) | Q(member__stands_for__in=people)
    for entry in LedgerEntry.objects.filter(under_any, credit_year=year).select_related("member"):
        lines[entry.member.stands_for_id or entry.member_id].append(entry)
    sums: dict[int, dict[str, Decimal]] = {member_id: defaultdict(lambda: NONE) for member_id in lines}
    for member_id, own in lines.items():
        elsewhere = counted_elsewhere(own)
        for entry in own:
            if entry.pk not in elsewhere:
                sums[member_id][entry.category] += entry.hours
    return {member_id: sorted(by_category.items()) for member_id, by_category in sums.items()}


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
