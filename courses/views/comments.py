"""Writing comments and answers, resolving threads and opening them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.forms.review import AnswerForm, CommentForm, CourseCommentForm
from courses.models import Lecture, ReviewComment
from courses.services import commenting
from courses.services.reviewing import draft_of
from courses.views.review_parts import parts_with_labels
from courses.views.review_scope import readable_round, readable_thread
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_POST
def comment(request: MemberRequest, round_id: str) -> HttpResponse:
    """Open a thread about the course, or at a place of one of its lectures."""
    submitted = readable_round(request, round_id)
    lecture_id = request.POST.get("lecture", "")
    shown = None
    form: CommentForm | CourseCommentForm
    if lecture_id:
        draft = draft_of(course=submitted.course, at=request.at)
        shown = next((row for row in draft.lectures if row.lecture.public_id == lecture_id), None)
        if shown is None:
            raise NotFound
        parts = parts_with_labels(shown)
        form = CommentForm(request.POST, parts=parts, recorded=shown.asset_id is not None)
    else:
        form = CourseCommentForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(_address(round_id, lecture_id))
    spot = commenting.Spot() if shown is None else _spot(shown.lecture, form.cleaned_data)
    made = commenting.comment(
        submitted=submitted, author=request.user, spot=spot, text=form.cleaned_data["text"], at=request.at
    )
    return redirect(f"{_address(round_id, lecture_id)}#comment-{made.public_id}")


@login_required
@require_POST
def answer(request: MemberRequest, comment_id: str) -> HttpResponse:
    """Answer in a thread."""
    thread = readable_thread(request, comment_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        commenting.answer(thread=thread, author=request.user, text=form.cleaned_data["text"], at=request.at)
    else:
        messages.error(request, _("Please write an answer."))
    return _back(thread)


@login_required
@require_POST
def resolve(request: MemberRequest, comment_id: str) -> HttpResponse:
    """Say that it is done."""
    return _back(commenting.resolve(thread=readable_thread(request, comment_id), member=request.user, at=request.at))


@login_required
@require_POST
def reopen(request: MemberRequest, comment_id: str) -> HttpResponse:
    """Say that it is not done after all."""
    return _back(commenting.reopen(thread=readable_thread(request, comment_id)))


def _spot(lecture: Lecture, said: dict[str, Any]) -> commenting.Spot:
    milliseconds = said.get("second")
    return commenting.Spot(
        lecture=lecture,
        anchor=said.get("anchor", ""),
        quote=said.get("quote", ""),
        second=None if milliseconds is None else milliseconds // 1000,
    )


def _back(thread: ReviewComment) -> HttpResponse:
    lecture_id = thread.lecture.public_id if thread.lecture else ""
    return redirect(f"{_address(thread.round.public_id, lecture_id)}#comment-{thread.public_id}")


def _address(round_id: str, lecture_id: str) -> str:
    if lecture_id:
        return reverse("courses:review_lecture", args=[round_id, lecture_id])
    return reverse("courses:review_round", args=[round_id])
