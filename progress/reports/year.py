"""One member's year: what was demanded, what was credited, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from progress.counting import counted_elsewhere
from progress.models import Exemption, LedgerEntry, RuleVersion, StudyRequirement
from progress.requirements import NONE, YearStanding, applies, judge_year
from progress.services.ruling import rules_in_force
from school.organisation.authority import Authority
from school.organisation.models import Member

SHOWN = (
    "public_id",
    "member",
    "item",
    "credit_year",
    "title",
    "category",
    "hours",
    "earned_on",
    "evidence_kind",
    "reverses",
    "reason",
)


@dataclass(frozen=True)
class YearReport:
    """`by_category` maps category codes to net hours; `entries` are the ledger's lines, newest first.

    `counted_elsewhere` are the ids of lines of a joined record whose item counts under another record already.
    """

    year: int
    standing: YearStanding
    requirement: StudyRequirement | None
    exemption: Exemption | None
    rule_version: RuleVersion
    by_category: dict[str, Decimal]
    entries: list[LedgerEntry]
    counted_elsewhere: frozenset[int]


def governing(
    requirements: Iterable[StudyRequirement], *, stage: str, held_roles: frozenset[str]
) -> StudyRequirement | None:
    """Of several requirements the largest governs (DOMAIN §1.1)."""
    fitting = [r for r in requirements if applies(stages=r.stages, roles=r.roles, stage=stage, held_roles=held_roles)]
    return max(fitting, key=lambda requirement: requirement.hours, default=None)


def year_of(*, member: Member, authority: Authority, year: int, on: date) -> YearReport:
    """The report of `member`, whose own authority is given, as the ledger stands; five queries."""
    lines = LedgerEntry.objects.of_year(records=authority.records, year=year).only(*SHOWN)
    entries = list(lines.order_by("-earned_on", "-pk"))
    by_category: dict[str, Decimal] = {}
    elsewhere = counted_elsewhere(entries)
    for entry in entries:
        if entry.pk not in elsewhere:
            by_category[entry.category] = by_category.get(entry.category, NONE) + entry.hours
    requirement = governing(
        StudyRequirement.objects.for_place(authority.place, year=year),
        stage=member.stage,
        held_roles=frozenset(grant.role for grant in authority.grants),
    )
    exemption = Exemption.objects.filter(member__in=authority.records, year=year).first()
    version = rules_in_force(on=on, path=authority.place)
    standing = judge_year(
        required=requirement.hours if requirement else None,
        credited=by_category,
        rules=version.rules,
        exempt=exemption is not None,
    )
    return YearReport(year, standing, requirement, exemption, version, by_category, entries, elsewhere)
