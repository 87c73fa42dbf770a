"""A quiz of its own for the copy of a lecture."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from courses.models import Lecture
from quizzes.models import Quiz, QuizItem
from quizzes.services.composing import create_quiz


@transaction.atomic
def copy_quiz(*, source: Lecture, copy: Lecture, at: datetime) -> Quiz | None:
    """Rules and items of the quiz of `source`, as the quiz of `copy`. The questions stay those of the bank.

    None where the source has no quiz yet.
    """
    quiz = Quiz.objects.filter(link__lecture=source).first()
    if quiz is None:
        return None
    made = create_quiz(
        lecture=copy,
        title=quiz.title,
        pass_percent=quiz.pass_percent,
        attempts_allowed=quiz.attempts_allowed,
        time_limit_minutes=quiz.time_limit_minutes,
        release=quiz.release,
        at=at,
    )
    QuizItem.objects.bulk_create(
        QuizItem(quiz=made, position=item.position, question_id=item.question_id, max_mark=item.max_mark)
        for item in quiz.items.in_order()
    )
    return made
