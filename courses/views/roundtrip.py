"""A whole course as a file: taken out, looked at, brought in, and taken back."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.forms.course_import import CourseImportForm
from courses.models import CourseImport, CourseState, ImportState
from courses.roundtrip.errors import CourseNotExportable
from courses.roundtrip.packing import pack_course
from courses.services.course_imports import check_import, counts_of, order_import, undo_import
from courses.tasks import unpack_course
from courses.views.in_scope import editable_course, require_author
from media.services import store_uploaded_file
from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right
from school.organisation.models import Organisation

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def export_course(request: MemberRequest, course_id: str) -> HttpResponseBase:
    """Say what the file will hold; a POST sends it, piece by piece."""
    course = editable_course(request, course_id)
    try:
        packed = pack_course(course)
    except CourseNotExportable as error:
        context = {"course": course, "problem": error.detail}
        return render(request, "courses/roundtrip/export.html", context, status=error.status)
    counts = counts_of(manifest=packed.manifest)
    if request.method != "POST":
        context = {"course": course, "counts": counts, "size": filesizeformat(counts["bytes"])}
        offices = choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path))
        return render(request, "courses/roundtrip/export.html", context | {"offices": offices})
    _act(request, course.organisation).record(
        "course.exported",
        subject_kind="course",
        subject_id=course.public_id,
        organisation_path=course.organisation.path,
        details=counts,
    )
    response = StreamingHttpResponse(iter(packed), content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(course.title)}.zip"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: MemberRequest) -> HttpResponse:
    """Course files that came in, latest first, below the place to send one; a POST looks at it."""
    require_author(request)
    form = CourseImportForm(request.POST or None, request.FILES or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        file = store_uploaded_file(
            organisation=organisation, member=request.user, file=form.cleaned_data["file"], at=request.at
        )
        found = check_import(organisation=organisation, file=file, member=request.user, at=request.at)
        return redirect("courses:course_import", import_id=found.public_id)
    rows = CourseImport.objects.editable_by(request.authority).select_related("organisation", "by", "course")
    page = Paginator(rows.order_by("-created_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "courses/roundtrip/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def course_import(request: MemberRequest, import_id: str) -> HttpResponse:
    """What the file holds, what stands in its way, how far it is, or what became of it."""
    found = _import_in_scope(request, import_id)
    context: dict[str, Any] = {
        "found": found,
        "size": filesizeformat(found.counts.get("bytes", 0)),
        "waits": found.state == ImportState.UNPACKING,
        "can_order": found.state in {ImportState.CHECKED, ImportState.FAILED} and found.file_id is not None,
        "can_undo": found.state == ImportState.DONE and found.course and found.course.state == CourseState.DRAFT,
    }
    return render(request, "courses/roundtrip/import.html", context)


@login_required
@require_POST
def apply_import(request: MemberRequest, import_id: str) -> HttpResponse:
    """Begin to unpack it."""
    found = order_import(course_import=_import_in_scope(request, import_id), at=request.at)
    if found.state == ImportState.UNPACKING:
        unpack_course.delay(found.pk)
    return redirect("courses:course_import", import_id=import_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_import(request: MemberRequest, import_id: str) -> HttpResponse:
    """Say what will happen, then take the imported draft out again."""
    found = _import_in_scope(request, import_id)
    if request.method == "POST":
        undo_import(course_import=found, act=_act(request, found.organisation))
        messages.success(request, _("The imported course was taken back."))
        return redirect("courses:course_import", import_id=import_id)
    return render(request, "courses/roundtrip/take_back.html", {"found": found})


def _import_in_scope(request: MemberRequest, import_id: str) -> CourseImport:
    rows = CourseImport.objects.editable_by(request.authority).filter(public_id=import_id)
    found = rows.select_related("organisation", "by", "course", "file").first()
    if found is None:
        raise NotFound
    return found


def _act(request: MemberRequest, organisation: Organisation) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )
