"""One import's or export's next piece of work, whatever it is; safe to call as often as one likes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from django.utils import timezone

from school.importing.models import BatchState, ExportJob, ImportBatch
from school.importing.services.applying import apply_batch
from school.importing.services.checking import check_batch
from school.importing.services.claiming import Claim, LeaseLost, claim
from school.importing.services.exporting import make_export
from school.importing.services.undoing import undo_batch

Clock = Callable[[], datetime]


class _Step(Protocol):
    """One kind of work on an import."""

    def __call__(self, *, claimed: Claim[ImportBatch], clock: Clock) -> ImportBatch: ...


_STEPS: Final[dict[str, _Step]] = {
    BatchState.READING: check_batch,
    BatchState.APPLYING: apply_batch,
    BatchState.UNDOING: undo_batch,
}


def work_on_import(*, batch_id: int, clock: Clock = timezone.now) -> None:
    """Do what the import waits for; nothing when it waits for a person, or another worker has it."""
    claimed = claim(model=ImportBatch, pk=batch_id, at=clock())
    if claimed is None:
        return
    try:
        _STEPS[claimed.work.state](claimed=claimed, clock=clock)
    except LeaseLost:
        # It was given up, or this worker was thought dead: whoever has it now goes on after the last chunk.
        return


def work_on_export(*, job_id: int, clock: Clock = timezone.now) -> None:
    """Make the export's file; nothing when another worker makes it."""
    claimed = claim(model=ExportJob, pk=job_id, at=clock())
    if claimed is None:
        return
    try:
        make_export(claimed=claimed, clock=clock)
    except LeaseLost:
        return
