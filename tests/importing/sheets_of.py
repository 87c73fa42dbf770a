"""Sheets for tests, as a spreadsheet program or a person would write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from school.importing.models import ImportBatch
from school.importing.services.starting import begin_applying, begin_undoing, confirm_columns, start_import
from school.importing.services.working import work_on_import
from school.organisation.acting import Act
from school.organisation.models import Organisation


def workbook(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(
    head: Sequence[str], rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def started(data: bytes, *, kind: str, root: Organisation, act: Act, name: str = "sheet.xlsx") -> ImportBatch:
    return start_import(kind=kind, organisation=root, file_name=name, chunks=[data], act=act)


def checked(data: bytes, *, kind: str, root: Organisation, act: Act, name: str = "sheet.xlsx") -> ImportBatch:
    """The dry run of a file, its columns taken as they were understood."""
    batch = started(data, kind=kind, root=root, act=act, name=name)
    confirm_columns(batch=batch, mapping=batch.mapping, act=act)
    work_on_import(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def applied(data: bytes, *, kind: str, root: Organisation, act: Act, name: str = "sheet.xlsx") -> ImportBatch:
    return apply(checked(data, kind=kind, root=root, act=act, name=name), act)


def apply(batch: ImportBatch, act: Act) -> ImportBatch:
    begin_applying(batch=batch, act=act)
    work_on_import(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def undone(batch: ImportBatch, act: Act) -> ImportBatch:
    begin_undoing(batch=batch, act=act)
    work_on_import(batch_id=batch.pk)
    batch.refresh_from_db()
    return batch


def faults(batch: ImportBatch) -> dict[int, list[tuple[str, str]]]:
    """Line → (column, code) of everything reported."""
    rows = batch.rows.filter(verdict="error").values_list("number", "errors")
    return {number: [(error["column"], error["code"]) for error in errors] for number, errors in rows}
