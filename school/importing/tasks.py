"""Thin wrappers for the queue. A lost message costs a minute: the sweep asks the database."""

from celery import shared_task
from django.utils import timezone

from school.importing.models import ExportJob, ImportBatch
from school.importing.services import clearing, working


@shared_task(name="school.importing.tasks.work_on_import")
def work_on_import(batch_id: int) -> None:
    """Read, apply or undo this import."""
    working.work_on_import(batch_id=batch_id)


@shared_task(name="school.importing.tasks.work_on_export")
def work_on_export(job_id: int) -> None:
    """Make this export."""
    working.work_on_export(job_id=job_id)


@shared_task(name="school.importing.tasks.sweep")
def sweep() -> int:
    """At start and every minute: find unfinished work; how much there is."""
    now = timezone.now()
    imports = list(ImportBatch.objects.waiting(at=now).values_list("pk", flat=True)[:20])
    exports = list(ExportJob.objects.waiting(at=now).values_list("pk", flat=True)[:20])
    for batch_id in imports:
        work_on_import.delay(batch_id)
    for job_id in exports:
        work_on_export.delay(job_id)
    return len(imports) + len(exports)


@shared_task(name="school.importing.tasks.clear")
def clear() -> int:
    """Every hour: forget old rows and expired files."""
    now = timezone.now()
    return clearing.clear_imports(at=now) + clearing.expire_exports(at=now)
