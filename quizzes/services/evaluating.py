"""Taking a voice about a course so that it cannot be led back to whoever spoke."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from courses.models import Course
from quizzes.errors import EvaluationIsGiven
from quizzes.models import EvaluationAnswer, EvaluationGiven
from quizzes.models.evaluation import PENDING
from school.organisation.models import Member

BATCH = 5
ANSWERS = ("clear", "useful", "length", "applicable", "good", "better")


@transaction.atomic
def give_evaluation(*, member: Member, course: Course, answers: dict[str, Any], on: date) -> EvaluationGiven:
    """Record that the member spoke, and apart from it what was said; shown with the fifth voice of its batch.

    `answers` holds the fields named in ANSWERS. Every voice that waits is written anew, in random order and under a new
    key, so that neither the order of rows nor the transaction that wrote one tells whose it is.

    Raises:
        EvaluationIsGiven: when the member has spoken or declined before.
    """
    given = _note(member, course, on, skipped=False)
    Course.objects.select_for_update().get(pk=course.pk)
    standing = EvaluationAnswer.objects.filter(course=course, batch=PENDING)
    waiting = [*standing.values(*ANSWERS), {name: answers[name] for name in ANSWERS}]
    standing.delete()
    batch = _next_batch(course) if len(waiting) >= BATCH else PENDING
    secrets.SystemRandom().shuffle(waiting)
    EvaluationAnswer.objects.bulk_create(EvaluationAnswer(course=course, batch=batch, **voice) for voice in waiting)
    return given


@transaction.atomic
def decline_evaluation(*, member: Member, course: Course, on: date) -> EvaluationGiven:
    """The member is never asked about this course again. Raises EvaluationIsGiven."""
    return _note(member, course, on, skipped=True)


def has_spoken(*, member: Member, course: Course) -> bool:
    """Whether the person spoke or declined, under any record; one query."""
    return EvaluationGiven.objects.filter(member__in=member.records(), course=course).exists()


def _note(member: Member, course: Course, on: date, *, skipped: bool) -> EvaluationGiven:
    if has_spoken(member=member, course=course):
        raise EvaluationIsGiven
    try:
        with transaction.atomic():
            return EvaluationGiven.objects.create(member=member, course=course, on=on, skipped=skipped)
    except IntegrityError:
        raise EvaluationIsGiven from None


def _next_batch(course: Course) -> int:
    last = EvaluationAnswer.objects.filter(course=course).order_by("-batch").values_list("batch", flat=True).first()
    return (last or PENDING) + 1
