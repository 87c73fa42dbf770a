"""Where a question is asked, in the drafts of quizzes and on timelines, and who wrote what is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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


def asked_beyond(question_ids: Collection[int], *, course_id: int) -> set[int]:
    """Those among these questions that a lecture of another course asks, in its draft or taken out of it; two
    queries."""
    beyond = Lecture.objects.exclude(chapter__course=course_id).order_by().values("pk")
    in_quizzes = QuizItem.objects.filter(question__in=question_ids, quiz__link__lecture__in=beyond)
    on_timelines = TimelineQuestion.objects.filter(question__in=question_ids, lecture__in=beyond)
    return {pk for rows in (in_quizzes, on_timelines) for pk in rows.values_list("question", flat=True)}


def kept_wordings(contents: Sequence[Mapping[str, Any]], *, course_id: int) -> list[str]:
    """Of what revisions of lectures froze: the stems, as they stand now, of questions that were worded otherwise then
    and keep their wording when the course is restored, because another course asks them. Four queries at most."""
    versions = QuestionVersion.objects.in_bulk(sorted(set().union(*(_asked_in(content) for content in contents))))
    shared = asked_beyond([one.question_id for one in versions.values()], course_id=course_id) if versions else set()
    newest = QuestionVersion.objects.latest_of_each().filter(question__in=shared)
    latest = {one.question_id: one for one in newest} if shared else {}
    found = [(latest[one.question_id], one) for one in versions.values() if one.question_id in latest]
    return list(dict.fromkeys(now.stem for now, then in found if not now.says_the_same(then)))


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
    return {pk for content in shown.values_list("content", flat=True) for pk in _asked_in(content)}


def _asked_in(content: Mapping[str, Any]) -> set[int]:
    """Primary keys of the versions that this content froze, in a quiz or on a timeline."""
    in_quiz = {int(item["question_version"]) for item in content.get("items", [])}
    return in_quiz | {marker.question_version for marker in markers_of(content)}


def _by_quizzes(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(QuizItem.objects.filter(question__in=question_ids).values_list("question_id", "quiz__link__lecture_id"))


def _by_timelines(question_ids: Collection[int]) -> list[tuple[int, int]]:
    return list(TimelineQuestion.objects.filter(question__in=question_ids).values_list("question_id", "lecture_id"))
