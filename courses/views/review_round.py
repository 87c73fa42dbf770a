"""One round: the draft as members would see it, the comments on it, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.draft_print import fingerprint_of
from courses.errors import ReasonsMissing
from courses.forms.review import AnswerForm, CommentForm, CourseCommentForm, DecisionForm
from courses.models import LectureRevision, ReviewRound
from courses.permissions import can_edit_course, can_review_course
from courses.proofreading.searching import findings_in
from courses.services.deciding import approve, may_decide, send_back
from courses.services.reviewing import draft_of
from courses.views.finding_rows import rows_of_findings
from courses.views.outline import plain_outline
from courses.views.parts import parts_of
from courses.views.review_parts import parts_with_labels, questions_of
from courses.views.review_scope import readable_round, reviewable_round, reviewer_act, reviewing_offices
from courses.views.review_threads import threads_of
from realtime.kinds import LIVE_SESSION
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_safe
def review_round(request: MemberRequest, round_id: str) -> HttpResponse:
    """The outline to read from, what the checks found, all threads, and the decision."""
    submitted = readable_round(request, round_id)
    return render(request, "courses/review/round.html", _context(request, submitted, DecisionForm()))


@login_required
@require_safe
def review_lecture(request: MemberRequest, round_id: str, lecture_id: str) -> HttpResponse:
    """One lecture of the draft as a member would meet it, with the threads about it."""
    submitted = readable_round(request, round_id)
    draft = draft_of(course=submitted.course, at=request.at)
    shown = next((row for row in draft.lectures if row.lecture.public_id == lecture_id), None)
    if shown is None:
        raise NotFound
    outline = plain_outline(draft.lectures)
    parts = parts_with_labels(shown)
    context = {
        "submitted": submitted,
        "course": submitted.course,
        "revision": draft.revision,
        "outline": outline,
        "row": outline.row_of(shown),
        "place": outline.place_of(shown),
        "following": outline.after(shown),
        "preview": True,
        "is_live": shown.kind == LIVE_SESSION,
        "questions": questions_of(shown),
        "threads": threads_of(submitted.course, lecture=shown),
        "answer_form": AnswerForm(auto_id=False),
        "comment_form": _comment_form(shown, parts) if submitted.is_open else None,
        "outdated": submitted.is_open and submitted.fingerprint != fingerprint_of(draft),
        **parts_of(shown, member=request.user, captions_in=request.GET.get("captions", "")),
    }
    return render(request, "courses/review/lecture.html", context)


@login_required
@require_POST
def decide(request: MemberRequest, round_id: str) -> HttpResponse:
    """Approve the level that waits, or return the draft; `level` is the one that the reviewer saw."""
    submitted = reviewable_round(request, round_id)
    form = DecisionForm(request.POST)
    level = form.data.get("level", "")
    if not form.is_valid():
        return render(request, "courses/review/round.html", _context(request, submitted, form), status=422)
    text, act = form.cleaned_data["text"], reviewer_act(request, submitted.course)
    if request.POST.get("opinion") == "approved":
        approve(submitted=submitted, level=int(level) if level.isdecimal() else 0, text=text, act=act)
        messages.success(request, _("Your approval is noted."))
        return redirect("courses:review_desk")
    try:
        send_back(submitted=submitted, level=int(level) if level.isdecimal() else 0, text=text, act=act)
    except ReasonsMissing as refused:
        form.add_error("text", refused.detail)
        return render(request, "courses/review/round.html", _context(request, submitted, form), status=422)
    messages.success(request, _("The draft went back to its author, with your reasons."))
    return redirect("courses:review_desk")


@login_required
@require_safe
def review_sheet(request: MemberRequest, round_id: str) -> HttpResponse:
    """The record of the round, to print and file: who, when, on which level, with which opinion."""
    submitted = readable_round(request, round_id)
    context = {
        "submitted": submitted,
        "course": submitted.course,
        "decisions": submitted.decisions.select_related("reviewer", "round"),
        "comments": submitted.comments.beginning().count(),
        "unresolved": submitted.comments.unresolved().count(),
        "kept": submitted.course.kept_findings.select_related("kept_by"),
    }
    return render(request, "courses/review/sheet.html", context)


def _context(request: MemberRequest, submitted: ReviewRound, form: DecisionForm) -> dict[str, Any]:
    course = submitted.course
    draft = draft_of(course=course, at=request.at)
    reviews = can_review_course(request.authority, course)
    outdated = submitted.is_open and submitted.fingerprint != fingerprint_of(draft)
    return {
        "submitted": submitted,
        "course": course,
        "revision": draft.revision,
        "outline": plain_outline(draft.lectures),
        "form": form,
        "decisions": submitted.decisions.select_related("reviewer", "round"),
        "findings": rows_of_findings(course, findings_in(draft)),
        "threads": threads_of(course),
        "answer_form": AnswerForm(auto_id=False),
        "comment_form": CourseCommentForm() if submitted.is_open else None,
        "outdated": outdated,
        "edits": can_edit_course(request.authority, course),
        "reviews": reviews,
        "decides": reviews and not outdated and may_decide(submitted=submitted, records=request.authority.records),
        "offices": reviewing_offices(request, course),
    }


def _comment_form(shown: LectureRevision, parts: list[tuple[str, str]]) -> CommentForm:
    return CommentForm(parts=parts, recorded=shown.asset_id is not None)
