"""What is older than its policy allows goes, every night, in batches that hold no long lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils import timezone

from school.audit.recording import record
from school.policies.reading import policy
from school.privacy.registry import PersonalData, personal_data

BATCH = 1000


@dataclass(frozen=True)
class Retired:
    """`rows` of `title` that were older than `days`: deleted, or found by a dry run."""

    model: str
    title: str
    days: int
    rows: int


def retain(*, at: datetime, check: bool = False) -> list[Retired]:
    """Delete what is too old, by the registry's rules, and audit the counts; with `check` only count."""
    retired = []
    for entry in personal_data():
        if not entry.retention.policy or not entry.retention.column:
            continue
        days = policy(entry.retention.policy)
        old = _older_than(entry, at - timedelta(days=days))
        rows = old.count() if check else _delete_in_batches(old)
        retired.append(Retired(entry.model, str(entry.title), days, rows))
    if not check and any(row.rows for row in retired):
        _audit(retired, at)
    return retired


def _older_than(entry: PersonalData, moment: datetime) -> QuerySet[Model]:
    column = entry.retention.column
    is_moment = isinstance(entry.table.model._meta.get_field(column), DateTimeField)  # noqa: SLF001  # documented API
    limit = moment if is_moment else timezone.localdate(moment)
    return entry.table.filter(entry.retention.only or Q(), **{f"{column}__lt": limit})


def _delete_in_batches(old: QuerySet[Model]) -> int:
    deleted = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            old.model._base_manager.filter(pk__in=batch).delete()  # noqa: SLF001  # Django's unfiltered manager
        deleted += len(batch)
    return deleted


def _audit(retired: list[Retired], at: datetime) -> None:
    record(
        actor=None,
        action="retention.ran",
        subject_kind="retention",
        subject_id=timezone.localdate(at).isoformat(),
        at=at,
        details={row.model: row.rows for row in retired if row.rows},
    )
