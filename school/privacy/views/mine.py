"""What is kept about me, and why; and all of it as a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.factors import confirmed
from school.accounts.requests import MemberRequest
from school.organisation.models import Member
from school.privacy.kept import kept_about
from school.privacy.models import OwnFile, OwnFileState
from school.privacy.services.downloading import ask_for_own_data, make_own_file, note_fetching
from school.privacy.tasks import make_own_files

AT_ONCE = 2000
"""Rows that are packed while the member waits; more are packed in the background."""


@require_safe
@login_required
def my_data(request: MemberRequest) -> HttpResponse:
    everything = kept_about(Member.objects.identities(request.user.pk))
    there = [kept for kept in everything if kept.rows]
    return render(
        request,
        "privacy/my_data.html",
        {
            "exported": [kept for kept in there if kept.entry.exported],
            "left_out": [kept for kept in there if not kept.entry.exported],
            "empty": [kept for kept in everything if not kept.rows and kept.entry.exported],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def download(request: MemberRequest) -> HttpResponseBase:
    return _ask(request) if request.method == "POST" else _files(request)


def _files(request: MemberRequest) -> HttpResponse:
    files = OwnFile.objects.defer("content").filter(member=request.user, expires_at__gt=request.at)
    waiting = any(file.state == OwnFileState.WAITING for file in files)
    return render(request, "privacy/download.html", {"files": files, "waiting": waiting})


@confirmed
def _ask(request: MemberRequest) -> HttpResponse:
    asked = ask_for_own_data(member=request.user, language=get_language() or "", at=request.at)
    if sum(kept.rows for kept in kept_about(Member.objects.identities(request.user.pk))) <= AT_ONCE:
        make_own_file(public_id=asked.public_id, at=request.at)
        messages.success(request, _("Your file is ready."))
    else:
        transaction.on_commit(make_own_files.delay)
        messages.info(request, _("Your file is being made. It appears here in a moment."))
    return redirect("privacy:download")


@require_safe
@never_cache
@login_required
def fetch(request: MemberRequest, own_file_id: str) -> HttpResponseBase:
    """One's own file; anybody else's does not exist."""
    ready = OwnFile.objects.filter(member=request.user, state=OwnFileState.READY, expires_at__gt=request.at)
    return _send(request, get_object_or_404(ready, public_id=own_file_id))


@confirmed
def _send(request: MemberRequest, file: OwnFile) -> HttpResponse:
    note_fetching(own_file=file, member=request.user, at=request.at)
    response = HttpResponse(bytes(file.content or b""), content_type="application/zip")
    day = timezone.localdate(file.asked_at).isoformat()
    response["Content-Disposition"] = f'attachment; filename="my-data-{day}.zip"'
    return response
