"""Attempts for programs: start, look, answer, submit. Only ever the caller's own."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from courses.models import Lecture
from quizzes.api.schemas import AttemptOut, SavedOut, SaveIn, StartIn, shape_of, wire_of
from quizzes.models import Attempt
from quizzes.services.answering import save_answer
from quizzes.services.starting import start_attempt
from quizzes.services.submitting import expire_attempt, submit_attempt
from quizzes.sheets import questions_reviewed, questions_under_way
from school.accounts.requests import MemberRequest
from school.errors import NotFound

router = Router(tags=["quizzes"])


@router.post("/attempts", response={201: AttemptOut}, operation_id="start_attempt")
def start(request: HttpRequest, body: StartIn) -> Status[dict[str, Any]]:
    """Begin an attempt, or get the one that is under way."""
    asking = _asking(request)
    lecture = Lecture.objects.filter(public_id=body.lecture_id).first()
    if lecture is None:
        raise NotFound
    attempt = start_attempt(member=asking.user, authority=asking.authority, lecture=lecture, at=asking.at)
    return Status(201, _sheet(_own(asking, attempt.public_id), asking.at))


@router.get("/attempts/{attempt_id}", response=AttemptOut, operation_id="get_attempt")
def look(request: HttpRequest, attempt_id: str) -> dict[str, Any]:
    """Questions and answers while it is under way; marks, and what is released, afterwards."""
    asking = _asking(request)
    attempt = _own(asking, attempt_id)
    if attempt.is_overdue(asking.at):
        attempt = expire_attempt(attempt=attempt, at=asking.at)
    return _sheet(attempt, asking.at)


@router.put("/attempts/{attempt_id}/answers/{item_id}", response=SavedOut, operation_id="save_answer")
def answer(request: HttpRequest, attempt_id: str, item_id: str, body: SaveIn) -> SavedOut:
    """Save one answer; the reply says what the server holds now."""
    asking = _asking(request)
    attempt = Attempt.objects.of(asking.user).at_quizzes().filter(public_id=attempt_id).first()
    if attempt is None:
        raise NotFound
    saved = save_answer(
        attempt=attempt, item=item_id, client_seq=body.client_seq, answer=wire_of(body.answer), at=asking.at
    )
    return SavedOut(
        item=saved.item,
        client_seq=saved.client_seq,
        state=saved.state,
        answer=shape_of(saved.kind, saved.answer),
    )


@router.post("/attempts/{attempt_id}/submit", response=AttemptOut, operation_id="submit_attempt")
def submit(request: HttpRequest, attempt_id: str) -> dict[str, Any]:
    """Submit what was saved. Repeating it gives the same result."""
    asking = _asking(request)
    return _sheet(submit_attempt(attempt=_own(asking, attempt_id), at=asking.at), asking.at)


def _asking(request: HttpRequest) -> MemberRequest:
    return request  # type: ignore[return-value]  # `signed_in` lets only members through


def _own(asking: MemberRequest, attempt_id: str) -> Attempt:
    attempts = Attempt.objects.of(asking.user).at_quizzes().select_related("lecture", "lecture_revision")
    attempt = attempts.filter(public_id=attempt_id).first()
    if attempt is None:
        raise NotFound
    return attempt


def _sheet(attempt: Attempt, at: datetime) -> dict[str, Any]:
    return {
        "id": attempt.public_id,
        "lecture_id": attempt.lecture.public_id,
        "number": attempt.number,
        "state": attempt.state,
        "started_at": attempt.started_at,
        "deadline": attempt.deadline,
        "now": at,
        "submitted_at": attempt.submitted_at,
        "mark": attempt.mark,
        "max_mark": attempt.max_mark,
        "passed": attempt.passed,
        "questions": [
            asdict(shown) | {"answer": shape_of(shown.kind, shown.answer)} for shown in questions_under_way(attempt)
        ],
        "review": questions_reviewed(attempt),
    }
