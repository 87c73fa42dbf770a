"""Where a question is asked, in the drafts of quizzes and on timelines, and who wrote what is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from courses.models import Course, Lecture, LectureRevision
from quizzes.models import QuestionVersion, QuizItem, TimelineQuestion
from quizzes.timeline_rules import markers_of
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


def writers_in(course: Course) -> set[int]:
    """Who wrote the questions that the draft asks and that members of the course have not met yet; three queries."""
    lectures = Lecture.objects.in_draft().filter(chapter__course=course).order_by().values("pk")
    in_quizzes = QuizItem.objects.filter(quiz__link__lecture__in=lectures).values("question")
    on_timelines = TimelineQuestion.objects.filter(lecture__in=lectures).values("question")
    asked = QuestionVersion.objects.latest_of_each().filter(Q(question__in=in_quizzes) | Q(question__in=on_timelines))
    fresh = asked.exclude(pk__in=_met(course)).exclude(created_by=None)
    return set(fresh.values_list("created_by_id", flat=True))


def _met(course: Course) -> set[int]:
    shown = LectureRevision.objects.filter(revision=course.published_revision_id)
    contents = list(shown.values_list("content", flat=True))
    in_quizzes = {item["question_version"] for content in contents for item in content.get("items", [])}
    return in_quizzes | {marker.question_version for content in contents for marker in markers_of(content)}


def _by_quizzes(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(QuizItem.objects.filter(question__in=question_ids).values_list("question_id", "quiz__link__lecture_id"))


def _by_timelines(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(TimelineQuestion.objects.filter(question__in=question_ids).values_list("question_id", "lecture_id"))
