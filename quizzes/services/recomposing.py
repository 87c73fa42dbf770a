"""A quiz composed again as a revision froze it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from courses.models import Lecture
from courses.services.drafting import lock_draft
from quizzes.models import Question, QuestionVersion, Quiz, QuizItem

RULES = ("pass_percent", "attempts_allowed", "time_limit_minutes", "release")


@transaction.atomic
def restore_quiz(*, lecture: Lecture, content: Mapping[str, Any], at: datetime) -> Quiz | None:
    """Its rules, its questions in order and their marks. A question whose wording or key was revised since gets the
    frozen wording as its newest version: versions are only ever added, and what other revisions froze stays.

    None where the lecture has no quiz.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    quiz = Quiz.objects.select_for_update().filter(link__lecture=lecture).first()
    if quiz is None or "items" not in content:
        return None
    for rule in RULES:
        setattr(quiz, rule, content[rule])
    quiz.save(update_fields=list(RULES))
    versions = QuestionVersion.objects.select_related("question").in_bulk(
        [item["question_version"] for item in content["items"]]
    )
    quiz.items.all().delete()
    for position, frozen in enumerate(content["items"], start=1):
        version = versions[frozen["question_version"]]
        _bring_back(version, at)
        QuizItem.objects.create(
            public_id=frozen["item"],
            quiz=quiz,
            position=position,
            question=version.question,
            max_mark=Decimal(frozen["max_mark"]),
        )
    return quiz


def _bring_back(version: QuestionVersion, at: datetime) -> None:
    question = Question.objects.select_for_update().get(pk=version.question_id)
    latest = question.latest
    same = (latest.stem, latest.content, latest.explanation, latest.source)
    if same == (version.stem, version.content, version.explanation, version.source):
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
