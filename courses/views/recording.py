"""Giving a lecture its recording: an upload that has already arrived in pieces, or a file in a plain form."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.services import attach_asset
from courses.standard_kinds import RECORDINGS
from courses.views.arriving import arrived_file
from courses.views.in_scope import editable_lecture
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError


@login_required
@require_POST
def recording(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Attach what the author uploaded; a file that cannot be used leaves the draft as it was, with a reason."""
    lecture = editable_lecture(request, lecture_id)
    if lecture.kind not in RECORDINGS:
        raise NotFound
    try:
        asset = arrived_file(request, lecture)
        if asset is None:
            messages.error(request, _("Please choose a file."))
        else:
            attach_asset(lecture=lecture, asset=asset, at=request.at, by=request.user)
            messages.success(request, _("The recording has arrived and is being prepared."))
    except NotFound:
        raise
    except SchoolError as refused:
        messages.error(request, refused.detail)
    return redirect("courses:edit_lecture", lecture_id=lecture_id)
