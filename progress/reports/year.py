"""One member's year: what was demanded, what was credited, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from progress.balances import Balance, balance_then
from progress.models import Exemption, LedgerEntry, RuleVersion, StudyRequirement
from progress.requirements import YearStanding, applies, judge_year
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
    "recorded_at",
    "evidence_kind",
    "reverses",
    "reason",
)


@dataclass(frozen=True)
class YearReport:
    """`entries` are the ledger's lines, newest first, and `balance` what they come to; with `as_of`, at the end of that
    day.

    Requirement, exemption and rules are always those of today.
    """

    year: int
    standing: YearStanding
    requirement: StudyRequirement | None
    exemption: Exemption | None
    rule_version: RuleVersion
    entries: list[LedgerEntry]
    balance: Balance
    as_of: date | None = None

    @property
    def by_category(self) -> dict[str, Decimal]:
        """Net hours by category code."""
        return self.balance.by_category

    @property
    def counted_elsewhere(self) -> frozenset[int]:
        """The ids of lines of a joined record whose item counts under another record already."""
        return self.balance.elsewhere


def governing(
    requirements: Iterable[StudyRequirement], *, stage: str, held_roles: frozenset[str]
) -> StudyRequirement | None:
    """Of several requirements the largest governs (DOMAIN §1.1)."""
    fitting = [r for r in requirements if applies(stages=r.stages, roles=r.roles, stage=stage, held_roles=held_roles)]
    return max(fitting, key=lambda requirement: requirement.hours, default=None)


def year_of(*, member: Member, authority: Authority, year: int, on: date, as_of: date | None = None) -> YearReport:
    """The report of `member`, whose own authority is given, as the ledger stands, or stood at the end of the day
    `as_of`; five queries."""
    lines = LedgerEntry.objects.of_year(records=authority.records, year=year).only(*SHOWN)
    entries = list(lines.order_by("-earned_on", "-pk"))
    written = [entry for entry in entries if as_of is None or timezone.localdate(entry.recorded_at) <= as_of]
    balance = balance_then(written, of=entries)
    requirement = governing(
        StudyRequirement.objects.for_place(authority.place, year=year),
        stage=member.stage,
        held_roles=frozenset(grant.role for grant in authority.grants),
    )
    exemption = Exemption.objects.filter(member__in=authority.records, year=year).first()
    version = rules_in_force(on=on, path=authority.place)
    standing = judge_year(
        required=requirement.hours if requirement else None,
        credited=balance.by_category,
        rules=version.rules,
        exempt=exemption is not None,
    )
    return YearReport(year, standing, requirement, exemption, version, written, balance, as_of)
