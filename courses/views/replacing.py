"""Saying that a recording is the film that it replaced."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.changes import ChangeClass, Changes
from courses.errors import NotReplaced
from courses.forms.same_film import SameFilmForm
from courses.freezing import FrozenDraft
from courses.models import LectureRevision
from courses.services.replacing import replaced_recordings, state_replacement
from courses.views.in_scope import editable_lecture
from school.accounts.requests import MemberRequest


def replaced_in(draft: FrozenDraft, changes: Changes) -> list[LectureRevision]:
    """Lectures of the draft with another recording than members have now."""
    replaced = {change.lecture_id for change in changes.of(ChangeClass.MEDIA)}
    return [row for row in draft.lectures if row.lecture_id in replaced and row.asset_id is not None]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def same_film(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Which earlier recording it is, shifted by how much; or that it is another film."""
    lecture = editable_lecture(request, lecture_id)
    before = replaced_recordings(lecture=lecture)
    if not before or lecture.asset is None:
        raise NotReplaced
    form = SameFilmForm(request.POST or None, before=before)
    if request.method == "POST" and form.is_valid():
        state_replacement(
            lecture=lecture,
            before=form.recording,
            offset_seconds=form.offset_seconds,
            member=request.user,
            at=request.at,
        )
        messages.success(request, _("This counts from the next publication on."))
        return redirect("courses:publish", course_id=lecture.chapter.course.public_id)
    status = 422 if form.errors else 200
    context = {"lecture": lecture, "course": lecture.chapter.course, "form": form}
    return render(request, "courses/studio/same_film.html", context, status=status)
