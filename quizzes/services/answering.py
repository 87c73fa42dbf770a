"""Saving one answer. Each is a step of its own, so a lost network loses at most what was never sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, transaction

from quizzes.answers import from_payload, to_payload
from quizzes.errors import AnswerConflict, AttemptClosed, QuestionSettled, TimeIsUp
from quizzes.models import Attempt, AttemptItem, AttemptStep, StepKind
from quizzes.projection import Asked, to_wire
from quizzes.reading import Wire, read_answer
from quizzes.timing import is_over
from school.errors import Conflict, Invalid, NotFound

# Each round somebody gets through, so this is how many devices may answer in the same instant.
MOST_TRIES = 32
LARGEST_SEQ = 2**53 - 1  # the largest whole number that a browser counts exactly


@dataclass(frozen=True)
class SavedAnswer:
    """What the server holds now. `stale`: a newer answer of this member stood already, and still stands."""

    item: str
    kind: str
    client_seq: int
    answer: str | list[str] | None
    state: Literal["saved", "stale"]


def save_answer(*, attempt: Attempt, item: str, client_seq: int, answer: Wire, at: datetime) -> SavedAnswer:
    """Record an answer to the question `item`; idempotent by (attempt, item, client_seq).

    The same number with the same answer gives the same reply again; an older number is ignored and said to be stale.

    Raises:
        NotFound: when the attempt has no such question.
        AttemptClosed, TimeIsUp, QuestionSettled: when answers are no longer taken.
        AnswerInvalid: when it cannot be read as an answer to this question.
        AnswerConflict: when that number carries another answer.
    """
    if not 1 <= client_seq <= LARGEST_SEQ:
        raise Invalid
    for _attempt in range(MOST_TRIES):
        row = _with_latest_step(attempt, item)
        if not row.attempt.is_open:
            raise AttemptClosed
        if is_over(row.attempt.deadline, at=at):
            raise TimeIsUp
        asked = row.asked(row.attempt)
        payload = to_payload(read_answer(asked.content, ids=asked.ids, wire=answer))
        known = _already_known(row, asked, client_seq, payload)
        if known is not None:
            return known
        if row.settled_at is not None:
            raise QuestionSettled
        if _append(row, client_seq, payload, at):
            return _reply(asked, client_seq, payload, "saved")
    raise Conflict


def _with_latest_step(attempt: Attempt, item: str) -> AttemptItem:
    try:
        return AttemptItem.objects.with_latest_step().get(attempt=attempt, item_id=item)
    except AttemptItem.DoesNotExist:
        raise NotFound from None


def _already_known(
    row: AttemptItem, asked: Asked, client_seq: int, payload: dict[str, Any] | None
) -> SavedAnswer | None:
    last_seq: int = row.last_seq or 0  # type: ignore[attr-defined]  # annotated by with_latest_step
    standing: dict[str, Any] | None = row.last_payload  # type: ignore[attr-defined]
    if client_seq > last_seq:
        return None
    if client_seq < last_seq:
        return _reply(asked, last_seq, standing, "stale")
    if payload != standing:
        raise AnswerConflict(item=asked.item, client_seq=last_seq)
    return _reply(asked, last_seq, standing, "saved")


def _append(row: AttemptItem, client_seq: int, payload: dict[str, Any] | None, at: datetime) -> bool:
    """Write the next step; False when somebody else wrote it first, so that everything must be looked at again."""
    last_number: int = row.last_number  # type: ignore[attr-defined]  # annotated by with_latest_step
    try:
        with transaction.atomic():
            AttemptStep.objects.create(
                attempt=row.attempt,
                number=last_number + 1,
                kind=StepKind.ANSWERED,
                item=row,
                client_seq=client_seq,
                payload=payload,
                at=at,
            )
    except IntegrityError:
        return False
    return True


def _reply(
    asked: Asked, client_seq: int, payload: dict[str, Any] | None, state: Literal["saved", "stale"]
) -> SavedAnswer:
    answer = from_payload(asked.kind, payload)
    return SavedAnswer(
        item=asked.item, kind=asked.kind, client_seq=client_seq, answer=to_wire(asked, answer), state=state
    )
