"""Putting a quiz together: its rules, which questions, in which order. All of it is draft until it is published.

`by` is who does it, None for no member: see `courses.services.history.note_hand`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.db import transaction

from courses.models import Lecture
from courses.services.drafting import lock_draft
from courses.services.history import note_hand
from quizzes.models import LectureQuiz, Question, Quiz, QuizItem, Release
from school.organisation.models import Member


@transaction.atomic
def create_quiz(
    *,
    lecture: Lecture,
    at: datetime,
    title: str = "",
    pass_percent: int = 60,
    attempts_allowed: int | None = None,
    time_limit_minutes: int | None = None,
    release: str = Release.AFTER_SUBMIT,
    questions: Iterable[Question] = (),
    by: Member | None = None,
) -> Quiz:
    """The quiz of a lecture of kind "quiz", with these questions at one mark each.

    A lecture that has a quiz keeps it, with its rules; the questions are added to it.
    """
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    note_hand(lecture=lecture, by=by, at=at)
    link = LectureQuiz.objects.filter(lecture=lecture).select_related("quiz").first()
    quiz = (
        link.quiz
        if link
        else Quiz.objects.create(
            title=title or lecture.title,
            pass_percent=pass_percent,
            attempts_allowed=attempts_allowed,
            time_limit_minutes=time_limit_minutes,
            release=release,
        )
    )
    if link is None:
        LectureQuiz.objects.create(lecture=lecture, quiz=quiz)
    for question in questions:
        add_item(quiz=quiz, question=question, at=at, by=by)
    return quiz


@transaction.atomic
def set_rules(
    *,
    quiz: Quiz,
    pass_percent: int,
    attempts_allowed: int | None,
    time_limit_minutes: int | None,
    release: str,
    at: datetime,
    by: Member | None = None,
) -> Quiz:
    """Change the rules of the draft; attempts under way keep those that they began with."""
    _lock(quiz, at, by)
    quiz.pass_percent, quiz.attempts_allowed = pass_percent, attempts_allowed
    quiz.time_limit_minutes, quiz.release = time_limit_minutes, release
    quiz.save(update_fields=["pass_percent", "attempts_allowed", "time_limit_minutes", "release"])
    return quiz


@transaction.atomic
def add_item(
    *, quiz: Quiz, question: Question, at: datetime, max_mark: Decimal = Decimal(1), by: Member | None = None
) -> QuizItem:
    """Ask this question last. One that is asked already stays where it is."""
    _lock(quiz, at, by)
    last = quiz.items.order_by("position").last()
    item, _created = QuizItem.objects.get_or_create(
        quiz=quiz,
        question=question,
        defaults={"position": last.position + 1 if last else 1, "max_mark": max_mark},
    )
    return item


@transaction.atomic
def set_max_mark(*, item: QuizItem, max_mark: Decimal, at: datetime, by: Member | None = None) -> QuizItem:
    """What the question is worth, more than nothing."""
    _lock(item.quiz, at, by)
    item.max_mark = max_mark
    item.save(update_fields=["max_mark"])
    return item


@transaction.atomic
def remove_item(*, item: QuizItem, at: datetime, by: Member | None = None) -> Quiz:
    """Ask it no more. The question stays in its bank, and in every attempt that asked it."""
    quiz = item.quiz
    _lock(quiz, at, by)
    position = QuizItem.objects.get(pk=item.pk).position
    item.delete()
    for later in quiz.items.filter(position__gt=position).order_by("position"):
        _place(later, later.position - 1)
    return quiz


@transaction.atomic
def move_item(*, item: QuizItem, direction: Literal["up", "down"], at: datetime, by: Member | None = None) -> QuizItem:
    """Swap with the neighbour; at either end nothing moves."""
    _lock(item.quiz, at, by)
    moving = QuizItem.objects.get(pk=item.pk)
    place = moving.position
    neighbour = QuizItem.objects.filter(quiz=item.quiz, position=place - 1 if direction == "up" else place + 1).first()
    if neighbour is not None:
        free = neighbour.position
        _place(moving, 0)
        _place(neighbour, place)
        _place(moving, free)
    return moving


def _place(item: QuizItem, position: int) -> None:
    item.position = position
    item.save(update_fields=["position"])


def _lock(quiz: Quiz, at: datetime, by: Member | None) -> None:
    """The course's draft is the lock of everything in it, so that two authors never take one place; `by` is noted as
    one who has written in it."""
    lecture = Lecture.objects.select_related("chapter").get(pk=quiz.link.lecture_id)
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    note_hand(lecture=lecture, by=by, at=at)
