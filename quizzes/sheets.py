"""Attempts as their member sees them: rows gathered here, shown only through `quizzes.projection`."""

from __future__ import annotations

from dataclasses import dataclass

from courses.models import Lecture
from quizzes.answers import Answer, from_payload
from quizzes.models import Attempt, AttemptItem, QuestionVersion
from quizzes.projection import ReviewedQuestion, ShownQuestion, review, show
from quizzes.release import is_released
from school.organisation.models import Member


def questions_under_way(attempt: Attempt) -> list[ShownQuestion]:
    """Every question with the answer that stands; two queries."""
    answers = _answers(attempt)
    shown = []
    for item in AttemptItem.objects.in_order().filter(attempt=attempt):
        payload, client_seq = answers.get(item.pk, (None, 0))
        asked = item.asked(attempt)
        shown.append(show(asked, from_payload(asked.kind, payload), client_seq=client_seq))
    return shown


def questions_reviewed(attempt: Attempt) -> list[ReviewedQuestion] | None:
    """Every question with its key and explanation; None as long as the release rule keeps them."""
    if not may_review(attempt):
        return None
    answers = _answers(attempt)
    return [
        _reviewed(attempt, item, answers.get(item.pk, (None, 0))[0])
        for item in AttemptItem.objects.in_order().filter(attempt=attempt)
    ]


def may_review(attempt: Attempt) -> bool:
    """What the release rule, frozen with the attempt, says now."""
    if attempt.is_open:
        return False
    closed = list(Attempt.objects.filter(member=attempt.member_id, lecture=attempt.lecture_id).closed())
    return is_released(
        attempt.rules["release"],
        closed=not attempt.is_open,
        passed_once=any(other.passed for other in closed),
        attempts_closed=len(closed),
        allowed=attempt.rules["attempts_allowed"],
    )


@dataclass(frozen=True)
class History:
    """A member's attempts at a lecture, newest first, and what may follow. `left` is None for no limit."""

    attempts: tuple[Attempt, ...]
    under_way: Attempt | None
    left: int | None

    @property
    def may_start(self) -> bool:
        """Whether another attempt can begin; one under way is continued instead."""
        return self.under_way is None and self.left != 0


def history_of(*, member: Member, lecture: Lecture, allowed: int | None) -> History:
    """One query. Overdue attempts are submitted before anybody asks."""
    attempts = tuple(Attempt.objects.of(member).filter(lecture=lecture).order_by("-started_at", "-number"))
    under_way = next((attempt for attempt in attempts if attempt.is_open), None)
    left = None if allowed is None else max(0, allowed - len(attempts))
    return History(attempts=attempts, under_way=under_way, left=left)


def _answers(attempt: Attempt) -> dict[int, tuple[dict[str, object] | None, int]]:
    """By item, the payload and client sequence of its last answer step."""
    steps = attempt.steps.order_by("number").filter(item__isnull=False)
    return {step.item_id: (step.payload, step.client_seq or 0) for step in steps if step.item_id is not None}


def _reviewed(attempt: Attempt, item: AttemptItem, payload: dict[str, object] | None) -> ReviewedQuestion:
    asked = item.asked(attempt)
    answer: Answer | None = from_payload(asked.kind, payload)
    version: QuestionVersion = item.question_version
    assert item.mark is not None, "a closed attempt has all its marks"
    return review(asked, answer, mark=item.mark, explanation=version.explanation, source=version.source)
