"""Where a question is asked: in the drafts of quizzes and on timelines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from courses.models import Lecture
from quizzes.models import QuizItem, TimelineQuestion
from school.organisation.authority import Authority


@dataclass(frozen=True)
class Usage:
    """`lectures` that the reader may edit, with their courses; `beyond` counts those out of her reach."""

    lectures: tuple[Lecture, ...]
    beyond: int


def usage_of(question_id: int, authority: Authority) -> Usage:
    """Drafts that ask this question now; four queries."""
    asking = set(_by_quizzes([question_id])) | set(_by_timelines([question_id]))
    lectures = Lecture.objects.in_draft().filter(pk__in=[lecture_id for _question, lecture_id in asking])
    total = lectures.count()
    mine = tuple(lectures.editable_by(authority).select_related("chapter__course"))
    return Usage(lectures=mine, beyond=total - len(mine))


def times_used(question_ids: Collection[int]) -> dict[int, int]:
    """By question, in how many places drafts ask it; two queries."""
    counted: dict[int, int] = {}
    for question_id, _lecture in [*_by_quizzes(question_ids), *_by_timelines(question_ids)]:
        counted[question_id] = counted.get(question_id, 0) + 1
    return counted


def _by_quizzes(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(QuizItem.objects.filter(question__in=question_ids).values_list("question_id", "quiz__link__lecture_id"))


def _by_timelines(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(TimelineQuestion.objects.filter(question__in=question_ids).values_list("question_id", "lecture_id"))
