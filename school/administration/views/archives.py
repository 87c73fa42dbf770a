"""Archives of the audit: ask for one, see how far it is, download it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.administration.entering import act_of, only_with
from school.administration.forms.audit import ArchiveForm
from school.administration.rooms import rooms_of
from school.audit.archiving import midnight
from school.audit.models import ArchiveState, AuditArchive
from school.audit.services.archives import ask_for_archive
from school.audit.tasks import make_archives
from school.errors import NotFound
from school.organisation.authority import Right

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(Right.READ_AUDIT)
@confirmed
def archives(request: MemberRequest) -> HttpResponse:
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_of(request, Right.READ_AUDIT, reason=form.cleaned_data["reason"])
        ask_for_archive(
            since=midnight(form.cleaned_data["since"]),
            until=midnight(form.cleaned_data["until"] + timedelta(days=1)),
            by=request.user,
            office_id=act.office_id,
            reason=act.reason,
            at=act.at,
        )
        transaction.on_commit(make_archives.delay)
        messages.success(request, _("The archive is being made. It is listed below as soon as it is ready."))
        return redirect("administration:archives")
    return render(
        request,
        "administration/archives.html",
        {
            "rooms": rooms_of(request.authority, "archives"),
            "form": form,
            "archives": AuditArchive.objects.all()[:SHOWN],
        },
    )


@require_safe
@only_with(Right.READ_AUDIT)
@confirmed
def download(request: MemberRequest, archive_id: str) -> HttpResponseBase:
    """The file in pieces, so that a large one costs no memory."""
    archive = AuditArchive.objects.filter(public_id=archive_id, state=ArchiveState.READY).first()
    if archive is None:
        raise NotFound
    act_of(request, Right.READ_AUDIT).record(
        "audit.archive_fetched",
        subject_kind="audit_archive",
        subject_id=archive.public_id,
        details={"since": archive.since, "until": archive.until, "entries": archive.entries},
    )
    parts = archive.parts.values_list("content", flat=True).iterator(chunk_size=1)
    response = StreamingHttpResponse((bytes(part) for part in parts), content_type="application/zip")
    response["Content-Length"] = str(archive.size)
    name = f"audit-{archive.since:%Y%m%d}-{archive.until - timedelta(days=1):%Y%m%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
