"""A file of a lecture: uploaded by its author, opened and confirmed by its readers. All of it plain forms."""

from __future__ import annotations

from math import ceil

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.handouts import FILE
from courses.services import attach_document, visit_lecture
from courses.views.in_scope import editable_lecture
from media.models import AssetKind
from media.services import store_uploaded_file
from media.services.documenting import DOCUMENT_FILE
from progress.articles import ReadingStanding
from progress.services.reading_on import reach_sections
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError

ONLY_SECTION = 1


@login_required
@require_POST
def handout(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Take the file and have it looked at; one that is refused leaves the draft as it was, with a reason."""
    lecture = editable_lecture(request, lecture_id)
    if lecture.kind != FILE:
        raise NotFound
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Please choose a file."))
        return redirect("courses:edit_lecture", lecture_id=lecture_id)
    try:
        asset = store_uploaded_file(
            organisation=lecture.chapter.course.organisation,
            member=request.user,
            file=sent,
            kind=AssetKind.DOCUMENT,
            at=request.at,
        )
        attach_document(lecture=lecture, asset=asset, at=request.at, by=request.user)
        messages.success(request, _("The file has arrived and is being checked."))
    except SchoolError as refused:
        messages.error(request, refused.detail)
    return redirect("courses:edit_lecture", lecture_id=lecture_id)


@login_required
@require_POST
def read_file(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Note that the reader opens the file, which starts its time, and hand it to her; or that she has read it."""
    visit = visit_lecture(member=request.user, authority=request.authority, lecture_id=lecture_id, at=request.at)
    shown = visit.shown
    if shown.kind != FILE or shown.deck is None:
        raise NotFound
    standing = reach_sections(
        member=request.user,
        authority=request.authority,
        lecture_id=lecture_id,
        sections=[ONLY_SECTION],
        at=request.at,
    )
    if "read" not in request.POST:
        return redirect(f"/play/{lecture_id}/{shown.deck.public_id}/{DOCUMENT_FILE}")
    _tell(request, standing)
    return redirect("courses:lecture", lecture_id=lecture_id)


def _tell(request: MemberRequest, standing: ReadingStanding) -> None:
    if standing.complete:
        messages.success(request, _("You have read this file."))
        return
    seconds = max(1, ceil(standing.wait.total_seconds()))
    said = ngettext(
        "Please take your time to read. You can confirm it in %(number)d second.",
        "Please take your time to read. You can confirm it in %(number)d seconds.",
        seconds,
    )
    messages.info(request, said % {"number": seconds})
