"""Exports of the register: asked for with a reason, made in the background, fetched once they are ready."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound, SchoolError
from school.importing.errors import ExportGone
from school.importing.forms.exporting import RegisterExportForm
from school.importing.models import BatchKind, ExportJob
from school.importing.services.exporting import ask_for_export
from school.importing.services.storing import read_parts
from school.importing.tasks import work_on_export
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right

PAGE_SIZE = 20
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@login_required
@require_safe
def exports(request: MemberRequest) -> HttpResponse:
    """One's own exports, and the way to a new one."""
    _require_exporter(request)
    jobs = ExportJob.objects.asked_by(request.user.pk).select_related("organisation")
    page = Paginator(jobs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "importing/exports.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_export(request: MemberRequest) -> HttpResponseBase:
    """Who may export at all confirms it with her factor or password; the others are told so before they are asked."""
    _require_exporter(request)
    return _ask(request)


@confirmed
def _ask(request: MemberRequest) -> HttpResponse:
    """What, from where and what for; the gate of exports decides."""
    form = RegisterExportForm(
        request.POST or None, authority=request.authority, initial={"kind": request.GET.get("kind", BatchKind.MEMBERS)}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.EXPORT_MEMBERS,
            path=said["place"].path,
            at=request.at,
            chosen=request.POST.get("office", ""),
            reason=said["reason"],
        )
        try:
            job = ask_for_export(
                kind=said["kind"],
                organisation=said["place"],
                format_name=said["format"],
                language=get_language() or "",
                act=act,
            )
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            transaction.on_commit(lambda: work_on_export.delay(job.pk))
            return redirect("importing:export", job.public_id)
    grants = [
        grant
        for path in request.authority.paths(Right.EXPORT_MEMBERS)
        for grant in request.authority.grants_for(Right.EXPORT_MEMBERS, path)
    ]
    return render(
        request,
        "importing/new_export.html",
        {"form": form, "offices": choices(grants)},
        status=422 if request.method == "POST" else 200,
    )


@login_required
@require_safe
def export(request: MemberRequest, job_id: str) -> HttpResponse:
    """How far it is, then the file."""
    return render(request, "importing/export.html", {"job": _own(request, job_id)})


@login_required
@require_safe
def progress(request: MemberRequest, job_id: str) -> JsonResponse:
    """How far the work is, for the bar."""
    job = _own(request, job_id)
    return JsonResponse({"state": job.state, "percent": job.percent, "rows": job.rows_written})


@login_required
@require_safe
def file(request: MemberRequest, job_id: str) -> StreamingHttpResponse:
    """The file, for whoever asked for it, for a day."""
    job = _own(request, job_id)
    if job.file is None or job.expires_at <= request.at:
        raise ExportGone
    response = StreamingHttpResponse(read_parts(file=job.file), content_type=CONTENT_TYPES[job.format])
    response["Content-Length"] = str(job.file.size)
    response["Content-Disposition"] = f'attachment; filename="{job.kind}-{job.created_at:%Y-%m-%d}.{job.format}"'
    response["Cache-Control"] = "no-store"
    return response


def _require_exporter(request: MemberRequest) -> None:
    if not request.authority.has(Right.EXPORT_MEMBERS):
        raise Forbidden


def _own(request: MemberRequest, job_id: str) -> ExportJob:
    """Somebody else's export does not exist, nor one of a place that is no longer within reach."""
    jobs = ExportJob.objects.asked_by(request.user.pk).select_related("organisation", "file")
    job = jobs.filter(public_id=job_id).first()
    if job is None or not request.authority.covers(Right.EXPORT_MEMBERS, job.organisation.path):
        raise NotFound
    return job
