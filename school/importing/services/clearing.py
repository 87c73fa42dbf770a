"""What the clock does: rows of imports that can no longer be undone, and exports whose day is over, go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from school.importing.models import BatchState, ExportJob, ExportState, ImportBatch, StoredFile
from school.importing.models.import_batch import OPEN


def clear_imports(*, at: datetime) -> int:
    """Forget the rows of old imports, which name people; the counts stay. How many imports there were."""
    old = list(ImportBatch.objects.past_undoing(at=at)[:100])
    for batch in old:
        _clear(batch, at)
    return len(old)


@transaction.atomic
def _clear(batch: ImportBatch, at: datetime) -> None:
    batch.rows.all().delete()
    batch.keys.all().delete()
    if batch.file_id is not None:
        StoredFile.objects.filter(pk=batch.file_id).delete()
    changes: dict[str, object] = {"cleared_at": at, "lease_token": "", "lease_until": None}
    if batch.state in OPEN:
        changes |= {"state": BatchState.CANCELLED, "ended_at": at}
    ImportBatch.objects.filter(pk=batch.pk).update(**changes)


def expire_exports(*, at: datetime) -> int:
    """Delete the files of exports after their day; how many there were."""
    over = list(ExportJob.objects.expired(at=at)[:100])
    for job in over:
        with transaction.atomic():
            ExportJob.objects.filter(pk=job.pk).update(state=ExportState.EXPIRED)
            if job.file_id is not None:
                StoredFile.objects.filter(pk=job.file_id).delete()
    return len(over)
