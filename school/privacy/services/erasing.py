"""Erasing a person who has left: her words go, the facts of record stay by an opaque id.

Which rows are deleted, cleared or kept is the registry's business; this walks it from the upper floors down, so that
what points at a row goes before the row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from school.policies.reading import policy
from school.privacy.acts import ActLike
from school.privacy.errors import NotErasable, PurposeMissing
from school.privacy.ports import directory
from school.privacy.registry import ErasureRule, PersonalData, personal_data


@dataclass(frozen=True)
class Outcome:
    """What an erasure does, or did, to the rows of one kind."""

    entry: PersonalData
    rows: int

    @property
    def rule(self) -> ErasureRule:
        return self.entry.erasure.rule


def erasable_from(*, member_ids: Collection[int]) -> dict[int, date]:
    """Who has left → the first day on which she may be erased; absent are those who still belong somewhere."""
    days = timedelta(days=policy("retention.erasure_days"))
    return {member_id: left + days for member_id, left in directory().left_on(member_ids).items()}


def may_be_erased(*, member_id: int, at: datetime) -> bool:
    """Whether she left long enough ago."""
    first = erasable_from(member_ids=[member_id]).get(member_id)
    return first is not None and first <= timezone.localdate(at)


def foretell(*, member_id: int) -> list[Outcome]:
    """What an erasure would do, kinds without rows left out."""
    records = directory().records_of(member_id)
    outcomes = [Outcome(entry, entry.table.filter(entry.of(*records)).count()) for entry in personal_data()]
    return [outcome for outcome in outcomes if outcome.rows]


@transaction.atomic
def erase(*, act: ActLike, member_id: int, public_id: str) -> list[Outcome]:
    """Erase every record of this person. It cannot be undone.

    Raises:
        PurposeMissing: without a reason.
        NotErasable: while she belongs somewhere, or before the days of the policy have passed.
    """
    if not act.reason.strip():
        raise PurposeMissing
    if not may_be_erased(member_id=member_id, at=act.at):
        raise NotErasable(days=policy("retention.erasure_days"))
    records = directory().records_of(member_id)
    conditions = [(entry, entry.of(*records)) for entry in personal_data()]
    outcomes = [_apply(entry, condition) for entry, condition in reversed(conditions)]
    act.record(
        "member.erased",
        subject_kind="member",
        subject_id=public_id,
        details={
            rule.value: {
                outcome.entry.model: outcome.rows for outcome in outcomes if outcome.rule == rule and outcome.rows
            }
            for rule in ErasureRule
        },
    )
    return outcomes


def _apply(entry: PersonalData, condition: Q) -> Outcome:
    rows = entry.table.filter(condition)
    match entry.erasure.rule:
        case ErasureRule.DELETE:
            count = rows.count()
            rows.delete()
        case ErasureRule.ANONYMISE:
            count = rows.update(**entry.erasure.changes)
        case _:
            count = rows.count()
    return Outcome(entry, count)
