"""The way of an import from the file to the register, as a person takes it: choose, confirm columns, apply, give up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from django.db import transaction

from school.importing.columns import HEADER_WITHIN, Header, find_header, missing, signature
from school.importing.errors import ColumnsMissing, FileEmpty, NoHeadings, UndoOver, WrongMoment
from school.importing.models import BatchState, ColumnMemory, ImportBatch, Verdict
from school.importing.planning.vocabularies import heading_labels
from school.importing.services.storing import file_chunks, spooled, store
from school.importing.sheets.limits import ROWS
from school.importing.sheets.reading import expected_rows, read_lines
from school.importing.sheets.sniffing import format_of
from school.organisation.acting import Act
from school.organisation.models import Organisation

LONGEST_NAME = 200


def start_import(
    *, kind: str, organisation: Organisation, file_name: str, chunks: Iterable[bytes], act: Act
) -> ImportBatch:
    """Find out what the columns mean and keep the file; nothing is read beyond the headings yet.

    The file is looked into before the transaction begins, for a large one takes seconds to open.

    Raises:
        FileUnfit: with what to do, for anything that is not a sheet with headings and rows.
    """
    with spooled(chunks=chunks) as path:
        format_name, header, expected = _look_into(path, kind)
        with transaction.atomic():
            file = store(chunks=file_chunks(path=path), at=act.at)
            remembered = ColumnMemory.objects.filter(
                organisation=organisation, kind=kind, signature=signature(header.headings)
            ).first()
            return ImportBatch.objects.create(
                kind=kind,
                organisation=organisation,
                file=file,
                file_name=PurePath(file_name.replace("\\", "/")).name[-LONGEST_NAME:],
                sha256=file.sha256,
                format=format_name,
                header=header.headings,
                header_row=header.number,
                mapping=remembered.mapping if remembered else header.mapping,
                rows_expected=max(0, expected - header.number),
                by=act.member,
                office_id=act.office_id,
                reason=act.reason,
                created_at=act.at,
            )


def _look_into(path: Path, kind: str) -> tuple[str, Header, int]:
    format_name = format_of(path)
    lines = read_lines(path, format_name, most_rows=ROWS[kind])
    first = [line for line, _position in zip(lines, range(HEADER_WITHIN + 2), strict=False)]
    header = find_header(kind, first, heading_labels(kind))
    if header is None:
        raise NoHeadings
    if first[-1].number <= header.number:
        raise FileEmpty
    return format_name, header, expected_rows(path, format_name)


@transaction.atomic
def confirm_columns(*, batch: ImportBatch, mapping: Mapping[str, int], act: Act) -> ImportBatch:
    """Settle which column means what, remember it for sheets with the same headings, and have the file checked.

    Raises:
        ColumnsMissing: when a required one is left out.
        WrongMoment: when the file has been checked or given up already.
    """
    chosen = dict(mapping)
    if lacking := missing(batch.kind, chosen):
        raise ColumnsMissing(columns=", ".join(str(field.label) for field in lacking))
    _step(batch, BatchState.COLUMNS, state=BatchState.READING, mapping=chosen)
    ColumnMemory.objects.update_or_create(
        organisation_id=batch.organisation_id,
        kind=batch.kind,
        signature=signature(batch.header),
        defaults={"mapping": chosen, "at": act.at},
    )
    return batch


@transaction.atomic
def begin_applying(*, batch: ImportBatch, act: Act) -> ImportBatch:
    """Let the checked rows go into the register. Raises WrongMoment."""
    _step(
        batch,
        BatchState.CHECKED,
        state=BatchState.APPLYING,
        stamp=act.at,
        by=act.member,
        office_id=act.office_id,
        reason=act.reason,
    )
    _audit(batch, "import.started", act)
    return batch


@transaction.atomic
def begin_undoing(*, batch: ImportBatch, act: Act) -> ImportBatch:
    """Take back what the import did, as far as nobody has used it since.

    Raises:
        WrongMoment; UndoOver.
    """
    if batch.state == BatchState.APPLIED and not batch.may_be_undone(act.at):
        raise UndoOver
    _step(
        batch,
        BatchState.APPLIED,
        state=BatchState.UNDOING,
        undo_stamp=act.at,
        undo_by=act.member,
        undo_office_id=act.office_id,
        attempts=0,
    )
    _audit(batch, "import.undo_started", act)
    return batch


@transaction.atomic
def give_up(*, batch: ImportBatch, act: Act) -> ImportBatch:
    """Cancel an import of which nothing has been applied; its file and rows go. Raises WrongMoment."""
    _step(
        batch,
        BatchState.COLUMNS,
        BatchState.READING,
        BatchState.CHECKED,
        state=BatchState.CANCELLED,
        ended_at=act.at,
        lease_token="",
        lease_until=None,
    )
    batch.rows.all().delete()
    drop_file(batch=batch)
    return batch


@transaction.atomic
def take_up_again(*, batch: ImportBatch) -> ImportBatch:
    """Try once more what stopped its worker too often."""
    ImportBatch.objects.filter(pk=batch.pk).update(attempts=0)
    batch.attempts = 0
    return batch


def drop_file(*, batch: ImportBatch) -> None:
    """The uploaded bytes are kept no longer than it takes to read them."""
    file, batch.file = batch.file, None
    if file is not None:
        file.delete()


def _step(batch: ImportBatch, *expected: str, **changes: object) -> None:
    """Move on from one of the expected states, or refuse; two clicks cannot both succeed."""
    if not ImportBatch.objects.filter(pk=batch.pk, state__in=expected).update(**changes):
        raise WrongMoment
    batch.refresh_from_db()


def _audit(batch: ImportBatch, action: str, act: Act) -> None:
    act.record(
        action,
        subject_kind="import",
        subject_id=batch.public_id,
        organisation_path=batch.organisation.path,
        details={"kind": batch.kind, "sha256": batch.sha256, **counts(batch=batch)},
    )


def counts(*, batch: ImportBatch) -> dict[str, int]:
    """How many rows have which verdict, for the audit."""
    return {
        Verdict.NEW.value: batch.rows_new,
        Verdict.CHANGED.value: batch.rows_changed,
        Verdict.SAME.value: batch.rows_same,
        Verdict.ERROR.value: batch.rows_error,
    }
