"""An attempt as one plain form: which answers were typed, and whether they meet newer ones on the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from quizzes.content import QuestionKind
from quizzes.projection import ShownQuestion


@dataclass(frozen=True)
class Posted:
    """One question of a posted form. `conflict`: another answer was saved after this page was made."""

    question: ShownQuestion
    typed: str | list[str] | None
    changed: bool
    conflict: bool


def read_sheet(data: QueryDict, questions: Iterable[ShownQuestion]) -> list[Posted]:
    """Compare a posted form with what the server holds; a question that the form did not ask is unchanged."""
    return [_read(data, question) for question in questions]


def typed_answer(data: QueryDict, question: ShownQuestion) -> str | list[str] | None:
    """What the form brought for this question, in the form in which clients send answers."""
    values = [value for value in data.getlist(f"answer-{question.item}") if value.strip()]
    if question.kind == QuestionKind.MULTIPLE:
        return sorted(values) or None
    return values[-1] if values else None


def _read(data: QueryDict, question: ShownQuestion) -> Posted:
    typed = typed_answer(data, question)
    based_on = data.get(f"seq-{question.item}")
    if based_on is None:
        return Posted(question=question, typed=question.answer, changed=False, conflict=False)
    up_to_date = based_on.isdecimal() and int(based_on[:16]) >= question.client_seq
    changed = typed != question.answer
    return Posted(question=question, typed=typed, changed=changed, conflict=changed and not up_to_date)
