"""One import: its columns, how far it is, and what it would do or has done, row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.importing import errors as sentences
from school.importing.columns import ignored
from school.importing.fields import FIELDS
from school.importing.forms.importing import ColumnsForm
from school.importing.models import BatchState, ImportBatch, ImportRow, UndoOutcome, Verdict
from school.importing.planning.choosing import left_out
from school.importing.presenting import fault_words, shown_rows
from school.importing.services.starting import confirm_columns
from school.importing.sheets.writing import write_sheet
from school.importing.tasks import work_on_import
from school.importing.views.handling import act_on, batch_within_reach

PAGE_SIZE = 30
KEPT = "kept"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Step two: which column means what."""
    batch = batch_within_reach(request, batch_id)
    if batch.state != BatchState.COLUMNS:
        return redirect("importing:batch", batch.public_id)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        act = act_on(request, batch)
        with transaction.atomic():
            confirm_columns(batch=batch, mapping=form.mapping, act=act)
            transaction.on_commit(lambda: work_on_import.delay(batch.pk))
        return redirect("importing:batch", batch.public_id)
    return render(
        request,
        "importing/columns.html",
        {
            "batch": batch,
            "form": form,
            "ignored": ignored(batch.header, batch.mapping),
            "passes_over_identity": "identity" in batch.mapping and "identity" in left_out(batch),
        },
    )


@require_safe
@login_required
def batch(request: MemberRequest, batch_id: str) -> HttpResponse:
    """Step three and everything after: counts, rows, and what can be done now."""
    found = batch_within_reach(request, batch_id)
    if found.state == BatchState.COLUMNS:
        return redirect("importing:columns", found.public_id)
    show, wanted = request.GET.get("show", ""), request.GET.get("q", "").strip()[:60]
    rows = _narrowed(found, show, wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "importing/batch.html",
        {
            "batch": found,
            "failure": _failure(found),
            "chips": _chips(found, show, wanted),
            "show": show,
            "search": wanted,
            "page": page,
            "rows": shown_rows(found, list(page.object_list)),
            "query": urlencode({"show": show, "q": wanted}),
            "may_undo": found.may_be_undone(request.at),
            "ignored": ignored(found.header, found.mapping),
        },
    )


def _narrowed(found: ImportBatch, show: str, wanted: str) -> QuerySet[ImportRow]:
    rows = found.rows.order_by("number")
    if show in Verdict.values:
        rows = rows.filter(verdict=show)
    elif show == KEPT:
        rows = rows.filter(undo=UndoOutcome.KEPT)
    if wanted:
        line = Q(number=int(wanted)) if wanted.isdecimal() and len(wanted) < 8 else Q(pk__in=[])
        rows = rows.filter(Q(title__icontains=wanted) | Q(data__number__icontains=wanted) | line)
    return rows


def _chips(found: ImportBatch, show: str, wanted: str) -> list[dict[str, object]]:
    numbers = [
        ("", _("all"), found.rows_new + found.rows_changed + found.rows_same + found.rows_error),
        (Verdict.ERROR.value, Verdict.ERROR.label, found.rows_error),
        (Verdict.CHANGED.value, Verdict.CHANGED.label, found.rows_changed),
        (Verdict.NEW.value, Verdict.NEW.label, found.rows_new),
        (Verdict.SAME.value, Verdict.SAME.label, found.rows_same),
        (KEPT, _("kept"), found.rows_kept),
    ]
    return [
        {
            "label": label,
            "number": number,
            "query": urlencode({"show": value, "q": wanted}),
            "current": value == show,
        }
        for value, label, number in numbers
        if number or not value
    ]


def _failure(found: ImportBatch) -> str:
    """Why the file as a whole could not be read, in words."""
    for error in vars(sentences).values():
        if isinstance(error, type) and issubclass(error, SchoolError) and error.code == found.failure:
            return error(**found.failure_facts).detail
    return ""


@require_safe
@login_required
def progress(request: MemberRequest, batch_id: str) -> JsonResponse:
    """How far the work is, for the bar."""
    found = batch_within_reach(request, batch_id)
    done = found.rows_read if found.state == BatchState.READING else found.rows_applied
    return JsonResponse({"state": found.state, "percent": found.percent, "rows": done})


@require_safe
@login_required
def error_rows(request: MemberRequest, batch_id: str) -> HttpResponse:
    """The rows with errors as a workbook with the reasons, ready to be corrected and imported again."""
    found = batch_within_reach(request, batch_id)
    fields = [known for known in FIELDS[found.kind] if known.code in found.mapping and known.code != "identity"]
    head = [*(str(known.label) for known in fields), _("Row"), _("What is wrong")]

    def rows() -> Iterator[list[str]]:
        labels = {known.code: str(known.label) for known in FIELDS[found.kind]}
        for row in found.rows.filter(verdict=Verdict.ERROR).order_by("number").iterator():
            words = [f"{labels.get(error['column'], '')}: {fault_words(found.kind, error)}" for error in row.errors]
            yield [*(row.data.get(known.code, "") for known in fields), str(row.number), " ".join(words)]

    with tempfile.TemporaryDirectory(prefix="school-errors-") as folder:
        path = Path(folder) / "sheet"
        write_sheet(path, "xlsx", title=_("Errors"), head=head, rows=rows())
        return workbook_response(path.read_bytes(), f"errors-{found.public_id}.xlsx")


def workbook_response(data: bytes, name: str) -> HttpResponse:
    """A file to be saved, never shown."""
    is_workbook = name.endswith(".xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if is_workbook else "text/csv"
    response = HttpResponse(data, content_type=kind if is_workbook else f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
