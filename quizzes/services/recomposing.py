"""A quiz or a timeline composed again as a revision froze it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from courses.models import Lecture
from courses.services.drafting import lock_draft
from courses.standard_kinds import RECORDINGS
from quizzes.models import Question, QuestionVersion, Quiz, QuizItem, TimelineQuestion
from quizzes.timeline_rules import Marker
from quizzes.usage import asked_beyond

RULES = ("pass_percent", "attempts_allowed", "time_limit_minutes", "release")


@transaction.atomic
def restore_quiz(*, lecture: Lecture, content: Mapping[str, Any], at: datetime) -> Quiz | None:
    """Its rules, its questions in order and their marks. A question whose wording or key was revised since gets the
    frozen wording as its newest version: versions are only ever added, and what other revisions froze stays. One that
    another course asks too keeps its newest wording: restoring one course changes no other.

    None where the lecture has no quiz.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    quiz = Quiz.objects.select_for_update().filter(link__lecture=lecture).first()
    if quiz is None or "items" not in content:
        return None
    for rule in RULES:
        setattr(quiz, rule, content[rule])
    quiz.save(update_fields=list(RULES))
    versions = _brought_back([item["question_version"] for item in content["items"]], lecture, at)
    quiz.items.all().delete()
    for position, frozen in enumerate(content["items"], start=1):
        QuizItem.objects.create(
            public_id=frozen["item"],
            quiz=quiz,
            position=position,
            question=versions[frozen["question_version"]].question,
            max_mark=Decimal(frozen["max_mark"]),
        )
    return quiz


@transaction.atomic
def restore_timeline(*, lecture: Lecture, markers: Collection[Marker], at: datetime) -> int:
    """The same questions at the same moments by the same rules, under their lasting ids, so that who has settled one
    need not settle it again; wordings as in `restore_quiz`. How many; none on a lecture that is no recording."""
    if lecture.kind not in RECORDINGS:
        return 0
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    versions = _brought_back([marker.question_version for marker in markers], lecture, at)
    TimelineQuestion.objects.filter(lecture=lecture).delete()
    placed = [
        TimelineQuestion(
            public_id=marker.item,
            lecture=lecture,
            at_ms=marker.at_ms,
            question=versions[marker.question_version].question,
            required=marker.required,
            retry=marker.retry,
            explains=marker.explains,
        )
        for marker in markers
    ]
    return len(TimelineQuestion.objects.bulk_create(placed))


def _brought_back(version_ids: Collection[int], lecture: Lecture, at: datetime) -> dict[int, QuestionVersion]:
    """These versions, each as the newest of its question unless another course asks that question."""
    versions = QuestionVersion.objects.select_related("question").in_bulk(list(version_ids))
    shared = asked_beyond([one.question_id for one in versions.values()], course_id=lecture.chapter.course_id)
    for version in versions.values():
        if version.question_id not in shared:
            _bring_back(version, at)
    return versions


def _bring_back(version: QuestionVersion, at: datetime) -> None:
    question = Question.objects.select_for_update().get(pk=version.question_id)
    latest = question.latest
    if latest.says_the_same(version):
        return
    QuestionVersion.objects.create(
        question=question,
        number=latest.number + 1,
        stem=version.stem,
        content=version.content,
        explanation=version.explanation,
        source=version.source,
        created_by=version.created_by,
        created_at=at,
    )
