"""Ending an attempt: the steps are replayed and marked, once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from quizzes.answers import Answer, from_payload
from quizzes.errors import TimeIsUp
from quizzes.events import AttemptSubmitted
from quizzes.grading import Graded, Total, grade, total_of
from quizzes.models import Attempt, AttemptItem, AttemptState, AttemptStep, StepKind
from quizzes.timing import closes_at
from school.errors import Conflict
from school.events.announcing import announce

MOST_TRIES = 32


def submit_attempt(*, attempt: Attempt, at: datetime) -> Attempt:
    """Mark what was answered and close the attempt. A second submission returns the first one's result.

    After deadline and grace it counts as expired, with the answers that were saved in time.
    """
    if attempt.is_overdue(at):
        return expire_attempt(attempt=attempt, at=at)
    return _close(attempt, StepKind.SUBMITTED, at)


def expire_attempt(*, attempt: Attempt, at: datetime) -> Attempt:
    """Submit what is there, as of the moment when the time was over. Idempotent.

    Raises:
        TimeIsUp: never for an overdue attempt; a programming error when its time is not over yet.
    """
    end = closes_at(attempt.deadline)
    if end is None or at <= end:
        raise TimeIsUp
    return _close(attempt, StepKind.EXPIRED, end)


def _close(attempt: Attempt, kind: StepKind, at: datetime) -> Attempt:
    for _attempt in range(MOST_TRIES):
        try:
            with transaction.atomic():
                return _close_once(attempt.pk, kind, at)
        except IntegrityError:
            # An answer or another submission took this step number: read again what there is to mark.
            continue
    raise Conflict


def _close_once(pk: int, kind: StepKind, at: datetime) -> Attempt:
    attempt = Attempt.objects.select_related("lecture_revision").get(pk=pk)
    if not attempt.is_open:
        return attempt
    last_number, answers = _replay(attempt)
    AttemptStep.objects.create(attempt=attempt, number=last_number + 1, kind=kind, at=at)
    total = _mark_items(attempt, answers)
    attempt.state = AttemptState.EXPIRED if kind == StepKind.EXPIRED else AttemptState.SUBMITTED
    attempt.submitted_at, attempt.mark, attempt.passed = at, total.mark, total.passed
    attempt.save(update_fields=["state", "submitted_at", "mark", "passed"])
    announce(
        AttemptSubmitted(
            attempt_id=attempt.pk,
            member_id=attempt.member_id,
            lecture_id=attempt.lecture_id,
            lecture_revision_id=attempt.lecture_revision_id,
            mark=total.mark,
            max_mark=total.max_mark,
            passed=total.passed,
            at=at,
        )
    )
    return attempt


def _replay(attempt: Attempt) -> tuple[int, dict[int, AttemptStep]]:
    """The number of the last step, and by item the answer that stands: its last one."""
    steps = list(attempt.steps.order_by("number"))
    return steps[-1].number, {step.item_id: step for step in steps if step.item_id is not None}


def _mark_items(attempt: Attempt, answers: dict[int, AttemptStep]) -> Total:
    items = list(AttemptItem.objects.in_order().filter(attempt=attempt))
    graded: list[Graded] = []
    for item in items:
        version = item.question_version
        step = answers.get(item.pk)
        answer: Answer | None = from_payload(version.question.kind, step.payload) if step else None
        graded.append(grade(version.typed_content(), answer, max_mark=item.max_mark))
        item.mark = graded[-1].mark
    AttemptItem.objects.bulk_update(items, ["mark"])
    return total_of(graded, pass_percent=attempt.rules["pass_percent"])
