"""The page before each file of the desk: what for, in which office; then the gate, then the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from progress.views.listing import csv_response
from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.acting import act_by, choices
from school.organisation.authority import Right
from school.privacy.exports import ExportForm, open_export


@dataclass(frozen=True)
class Sheet:
    """A file that may be made: `kind` is an ExportKind; `member_ids` are those whose lines it holds."""

    kind: str
    title: str
    name: str
    head: Sequence[str]
    rows: Callable[[], Iterable[Sequence[object]]]
    member_ids: Sequence[int]
    back: tuple[str, str]


def export_page(request: MemberRequest, sheet: Sheet) -> HttpResponseBase:
    """GET asks for the reason; POST, after the password or factor, gives the file."""
    return _make(request, sheet) if request.method == "POST" else _ask(request, sheet, ExportForm())


def _ask(request: MemberRequest, sheet: Sheet, form: ExportForm) -> HttpResponse:
    grants = [grant for grant in request.authority.grants if Right.EXPORT_MEMBERS in grant.rights]
    return render(
        request,
        "progress/export.html",
        {
            "sheet": sheet,
            "lines": len(sheet.member_ids),
            "form": form,
            "offices": choices(grants),
            "chosen": request.POST.get("office", ""),
        },
        status=422 if form.is_bound else 200,
    )


@confirmed
def _make(request: MemberRequest, /, sheet: Sheet) -> HttpResponseBase:
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _ask(request, sheet, form)
    grants = [grant for grant in request.authority.grants if Right.EXPORT_MEMBERS in grant.rights]
    chosen, reason = request.POST.get("office", ""), form.cleaned_data["reason"]
    act = act_by(grants, member=request.user, at=request.at, chosen=chosen, reason=reason)
    paths = request.authority.paths(Right.EXPORT_MEMBERS)
    try:
        export = open_export(
            act=act, kind=sheet.kind, paths=paths, rows=len(sheet.member_ids), member_ids=sheet.member_ids
        )
    except SchoolError as refused:
        form.add_error(None, refused.detail)
        return _ask(request, sheet, form)
    return csv_response(f"{sheet.name}-{export.number}.csv", sheet.head, sheet.rows(), export.last_line)
