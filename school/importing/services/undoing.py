"""Taking an import back: rows that nobody has touched or used since are reversed, the others are listed with why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import Final, Protocol

from django.db import transaction
from django.utils import timezone

from school.importing.models import BatchKind, BatchState, ImportBatch, ImportRow, UndoOutcome
from school.importing.pace import Pace
from school.importing.services.checking import note_hold
from school.importing.services.claiming import Claim, advance, finish
from school.importing.services.undoing_members import undo_members
from school.importing.services.undoing_offices import undo_offices
from school.importing.services.undoing_organisations import undo_organisations
from school.organisation.acting import Act

Clock = Callable[[], datetime]
CHUNKS: Final = {BatchKind.MEMBERS: 200, BatchKind.ORGANISATIONS: 50, BatchKind.OFFICES: 100}


class _Writer(Protocol):
    """Takes a chunk of rows of one kind back; says of which rows stay, and why."""

    def __call__(self, *, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, str]: ...


_WRITERS: Final[dict[str, _Writer]] = {
    BatchKind.MEMBERS: undo_members,
    BatchKind.ORGANISATIONS: undo_organisations,
    BatchKind.OFFICES: undo_offices,
}


def undo_batch(*, claimed: Claim[ImportBatch], clock: Clock = timezone.now) -> ImportBatch:
    """Reverse every applied row that can be reversed, the last ones first. Raises LeaseLost."""
    batch = claimed.work
    act = Act(
        member=batch.undo_by,
        at=batch.undo_stamp or clock(),
        office_id=batch.undo_office_id,
        reason=f"import {batch.public_id}",
    )
    waiting = batch.rows.filter(applied=True, undo="").order_by("-rank", "-number")
    pace = Pace(CHUNKS[BatchKind(batch.kind)])
    while rows := list(waiting[: pace.rows]):
        _undo(claimed, [row for row in rows if row.rank == rows[0].rank], act, pace, clock)
    with transaction.atomic():
        finish(claimed=claimed, state=BatchState.UNDONE)
        act.record(
            "import.undone",
            subject_kind="import",
            subject_id=batch.public_id,
            organisation_path=batch.organisation.path,
            details={"kind": batch.kind, "reversed": batch.rows_undone, "kept": batch.rows_kept},
        )
    return batch


def _undo(claimed: Claim[ImportBatch], rows: list[ImportRow], act: Act, pace: Pace, clock: Clock) -> None:
    batch = claimed.work
    began = perf_counter()
    with transaction.atomic():
        kept = _WRITERS[BatchKind(batch.kind)](batch=batch, rows=rows, act=act)
        for row in rows:
            if row.pk in kept:
                ImportRow.objects.filter(pk=row.pk).update(undo=UndoOutcome.KEPT, undo_reason=kept[row.pk][:120])
        reversed_rows = [row.pk for row in rows if row.pk not in kept]
        ImportRow.objects.filter(pk__in=reversed_rows).update(undo=UndoOutcome.REVERSED)
        advance(
            claimed=claimed,
            at=clock(),
            rows_undone=batch.rows_undone + len(reversed_rows),
            rows_kept=batch.rows_kept + len(kept),
        )
    note_hold(batch=batch, pace=pace, began=began)
