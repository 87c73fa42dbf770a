"""Checked rows go into the register, chunk by chunk: each chunk is one short transaction, and none is half done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Final, Protocol

from django.db import IntegrityError, transaction
from django.utils import timezone

from school.importing.findings import Finding
from school.importing.models import BatchKind, BatchState, ImportBatch, ImportRow, Verdict
from school.importing.pace import Pace
from school.importing.services.applying_members import apply_members
from school.importing.services.applying_offices import apply_offices
from school.importing.services.applying_organisations import apply_organisations
from school.importing.services.checking import note_hold
from school.importing.services.claiming import Claim, advance, finish
from school.importing.services.starting import counts
from school.organisation.acting import Act

Clock = Callable[[], datetime]
Refusals = dict[int, Finding]
"""Row → why it can no longer be applied."""

# How many rows a transaction takes at most, so that the write lock is held well under two seconds on a slow machine.
CHUNKS: Final = {BatchKind.MEMBERS: 250, BatchKind.ORGANISATIONS: 100, BatchKind.OFFICES: 100}


class _Writer(Protocol):
    """Writes a chunk of rows of one kind; the rows that the register no longer allows come back."""

    def __call__(self, *, batch: ImportBatch, rows: list[ImportRow], act: Act) -> Refusals: ...


def apply_batch(*, claimed: Claim[ImportBatch], clock: Clock = timezone.now) -> ImportBatch:
    """Apply every row that is new or changed and has not been applied yet. Raises LeaseLost."""
    batch = claimed.work
    act = Act(member=batch.by, at=batch.stamp or clock(), office_id=batch.office_id, reason=_reason(batch))
    pace = Pace(CHUNKS[BatchKind(batch.kind)])
    while chunk := _next_rows(batch, pace.rows):
        _apply_or_divide(claimed, chunk, act, pace, clock)
    with transaction.atomic():
        finish(claimed=claimed, state=BatchState.APPLIED, ended_at=clock())
        act.record(
            "import.applied",
            subject_kind="import",
            subject_id=batch.public_id,
            organisation_path=batch.organisation.path,
            details={"kind": batch.kind, "applied": batch.rows_applied, **counts(batch=batch)},
        )
    return batch


def _reason(batch: ImportBatch) -> str:
    """What the timeline says of where an entry came from."""
    return batch.reason or f"import {batch.public_id}"


def _next_rows(batch: ImportBatch, most: int) -> list[ImportRow]:
    """The next rows in order; organisations of one rank only, so that parents stand before children come."""
    waiting = batch.rows.filter(applied=False, verdict__in=[Verdict.NEW, Verdict.CHANGED]).order_by("rank", "number")
    rows = list(waiting[:most])
    return [row for row in rows if row.rank == rows[0].rank]


def _apply_or_divide(claimed: Claim[ImportBatch], rows: list[ImportRow], act: Act, pace: Pace, clock: Clock) -> None:
    """Apply the rows in one transaction; when another writer took one of their values first, find out which it was."""
    try:
        _apply(claimed, rows, act, pace, clock)
    except IntegrityError:
        if len(rows) == 1:
            _refuse(claimed, rows[0], clock)
            return
        middle = len(rows) // 2
        _apply_or_divide(claimed, rows[:middle], act, pace, clock)
        _apply_or_divide(claimed, rows[middle:], act, pace, clock)


def _apply(claimed: Claim[ImportBatch], rows: list[ImportRow], act: Act, pace: Pace, clock: Clock) -> None:
    batch = claimed.work
    began = perf_counter()
    with transaction.atomic():
        refused = _WRITERS[BatchKind(batch.kind)](batch=batch, rows=rows, act=act)
        _mark_refused(rows, refused)
        done = [row.pk for row in rows if row.pk not in refused]
        ImportRow.objects.filter(pk__in=done).update(applied=True)
        advance(claimed=claimed, at=clock(), **_tallies(batch, rows, refused))
    note_hold(batch=batch, pace=pace, began=began)


def _refuse(claimed: Claim[ImportBatch], row: ImportRow, clock: Clock) -> None:
    refused = {row.pk: Finding("number", "changed-meanwhile")}
    with transaction.atomic():
        _mark_refused([row], refused)
        advance(claimed=claimed, at=clock(), **_tallies(claimed.work, [row], refused))


def _mark_refused(rows: list[ImportRow], refused: Refusals) -> None:
    for row in rows:
        if row.pk in refused:
            ImportRow.objects.filter(pk=row.pk).update(verdict=Verdict.ERROR, errors=[refused[row.pk].plain()])


def _tallies(batch: ImportBatch, rows: list[ImportRow], refused: Refusals) -> dict[str, int]:
    lost = [row.verdict for row in rows if row.pk in refused]
    return {
        "rows_applied": batch.rows_applied + len(rows) - len(lost),
        "rows_new": batch.rows_new - lost.count(Verdict.NEW),
        "rows_changed": batch.rows_changed - lost.count(Verdict.CHANGED),
        "rows_error": batch.rows_error + len(lost),
    }


_WRITERS: Final[dict[str, _Writer]] = {
    BatchKind.MEMBERS: apply_members,
    BatchKind.ORGANISATIONS: apply_organisations,
    BatchKind.OFFICES: apply_offices,
}
