"""Exports: through the gate of files about people, made in the background, in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from school.importing.models import BatchKind, ExportJob, ExportState
from school.importing.models.export_job import KEPT_FOR
from school.importing.registers import count_rows, exported_fields, member_ids, register_rows
from school.importing.services.claiming import Claim, advance, finish
from school.importing.services.storing import file_chunks, store
from school.importing.sheets.writing import write_sheet
from school.organisation.acting import Act
from school.organisation.models import Organisation
from school.privacy.exports import open_export

Clock = Callable[[], datetime]
REPORTED_EVERY: Final = 1000
MOST_BYTES: Final = 200 * 1024 * 1024


def ask_for_export(*, kind: str, organisation: Organisation, format_name: str, language: str, act: Act) -> ExportJob:
    """Pass the gate (reason, limit, second factor, audit, looks) and note the work.

    Raises:
        PurposeMissing; ExportTooLong; SecondFactorMissing.
    """
    rows = count_rows(kind, organisation.path, on=act.today)
    passed = open_export(
        act=act,
        kind=kind,
        paths=[organisation.path],
        rows=rows,
        member_ids=member_ids(kind, organisation.path, on=act.today),
    )
    assert act.member is not None  # the gate lets nobody nameless pass
    return ExportJob.objects.create(
        kind=kind,
        organisation=organisation,
        format=format_name,
        language=language,
        by=act.member,
        number=passed.number,
        watermark=passed.last_line[0],
        reason=act.reason,
        rows_expected=rows,
        created_at=act.at,
        expires_at=act.at + KEPT_FOR,
    )


def make_export(*, claimed: Claim[ExportJob], clock: Clock = timezone.now) -> ExportJob:
    """Write the sheet to a file on disk, then keep it. Raises LeaseLost."""
    job = claimed.work
    with tempfile.TemporaryDirectory(prefix="school-export-") as folder, override(job.language):
        path = Path(folder) / "sheet"
        fields = exported_fields(job.kind)
        write_sheet(
            path,
            job.format,
            title=str(BatchKind(job.kind).label),
            head=[str(field.label) for field in fields],
            rows=_rows(claimed, clock),
        )
        with transaction.atomic():
            file = store(chunks=file_chunks(path=path), at=clock(), most_bytes=MOST_BYTES)
            finish(claimed=claimed, state=ExportState.READY, file=file)
    return job


def _rows(claimed: Claim[ExportJob], clock: Clock) -> Iterator[list[str]]:
    """The register's rows and the mark; now and then it says how far it is."""
    job = claimed.work
    written = 0
    for row in register_rows(job.kind, job.organisation.path, on=timezone.localdate(job.created_at)):
        yield row
        written += 1
        if written % REPORTED_EVERY == 0:
            advance(claimed=claimed, at=clock(), rows_written=written)
    advance(claimed=claimed, at=clock(), rows_written=written)
    yield [job.watermark]
