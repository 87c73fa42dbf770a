"""Taking a quiz: before, during, after. Every page works as a plain form; saving while typing is an addition."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.services.opening import require_open
from quizzes.errors import AnswerInvalid, AttemptClosed, NoAttemptsLeft, TimeIsUp
from quizzes.forms.answer_sheet import Posted, read_sheet
from quizzes.models import Attempt
from quizzes.projection import with_typed
from quizzes.services.answering import save_answer
from quizzes.services.starting import start_attempt
from quizzes.services.submitting import expire_attempt, submit_attempt
from quizzes.sheets import history_of, questions_reviewed, questions_under_way
from quizzes.timing import seconds_left
from quizzes.views.in_scope import own_attempt, quiz_lecture
from school.accounts.requests import MemberRequest


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intro(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The rules, earlier attempts and what is left; posting begins or continues."""
    lecture = quiz_lecture(lecture_id)
    revision = require_open(member=request.user, authority=request.authority, lecture=lecture, at=request.at)
    for attempt_over in Attempt.objects.of(request.user).filter(lecture=lecture).overdue(request.at):
        expire_attempt(attempt=attempt_over, at=request.at)
    if request.method == "POST":
        try:
            begun = start_attempt(member=request.user, authority=request.authority, lecture=lecture, at=request.at)
        except NoAttemptsLeft as error:
            messages.warning(request, error.detail)
            return redirect("quizzes:intro", lecture_id=lecture_id)
        return redirect("quizzes:attempt", attempt_id=begun.public_id)
    rules = revision.content
    context = {
        "lecture": lecture,
        "revision": revision,
        "course": revision.revision.course,
        "rules": rules,
        "question_count": len(rules["items"]),
        "history": history_of(member=request.user, lecture=lecture, allowed=rules["attempts_allowed"]),
    }
    return render(request, "quizzes/intro.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: MemberRequest, attempt_id: str) -> HttpResponse:
    """The questions of an attempt under way; saved one by one, or all at once by posting."""
    own = own_attempt(request, attempt_id)
    if own.is_overdue(request.at):
        own = expire_attempt(attempt=own, at=request.at)
    if not own.is_open:
        return redirect("quizzes:result", attempt_id=own.public_id)
    if request.method == "POST":
        return _answer(request, own)
    return _sheet_page(request, own, [{"question": question} for question in questions_under_way(own)])


@login_required
@never_cache
@require_safe
def result(request: MemberRequest, attempt_id: str) -> HttpResponse:
    """Marks, and after release what was right and why."""
    own = own_attempt(request, attempt_id)
    if own.is_overdue(request.at):
        own = expire_attempt(attempt=own, at=request.at)
    if own.is_open:
        return redirect("quizzes:attempt", attempt_id=own.public_id)
    context = {
        "attempt": own,
        "revision": own.lecture_revision,
        "rules": own.rules,
        "review": questions_reviewed(own),
        "history": history_of(member=request.user, lecture=own.lecture, allowed=own.rules["attempts_allowed"]),
    }
    return render(request, "quizzes/result.html", context)


def _answer(request: MemberRequest, own: Attempt) -> HttpResponse:
    """Save what the form brought; submit when that was asked for and nothing stands in the way."""
    wish = request.POST.get("act", "save")
    try:
        posted = read_sheet(request.POST, questions_under_way(own))
        rows = [_save(own, one, request.at) for one in posted]
    except (AttemptClosed, TimeIsUp):
        return redirect("quizzes:attempt", attempt_id=own.public_id)
    if any("error" in row or "conflict" in row for row in rows):
        return _sheet_page(request, own, rows)
    blank = sum(1 for row in rows if row["question"].answer is None)
    if wish == "submit" and blank:
        return _sheet_page(request, own, rows, blank=blank)
    if wish in {"submit", "submit_with_blanks"}:
        submit_attempt(attempt=own, at=request.at)
        return redirect("quizzes:result", attempt_id=own.public_id)
    messages.success(request, _("Your answers are saved. You can go on later, on any device."))
    return redirect("quizzes:attempt", attempt_id=own.public_id)


def _save(own: Attempt, posted: Posted, at: datetime) -> dict[str, Any]:
    """The row of the page for one question: as saved, or as typed with what is wrong."""
    question = posted.question
    if posted.conflict:
        return {"question": question, "conflict": True}
    if not posted.changed:
        return {"question": question}
    try:
        saved = save_answer(
            attempt=own, item=question.item, client_seq=question.client_seq + 1, answer=posted.typed, at=at
        )
    except AnswerInvalid as error:
        return {"question": with_typed(question, posted.typed), "error": error.detail}
    return {"question": replace(with_typed(question, saved.answer), client_seq=saved.client_seq)}


def _sheet_page(request: MemberRequest, own: Attempt, rows: list[dict[str, Any]], *, blank: int = 0) -> HttpResponse:
    context = {
        "attempt": own,
        "revision": own.lecture_revision,
        "rows": rows,
        "blank": blank,
        "seconds_left": seconds_left(own.deadline, at=request.at),
        "troubled": any("error" in row or "conflict" in row for row in rows),
    }
    return render(request, "quizzes/attempt.html", context)
