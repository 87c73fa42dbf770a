"""Putting questions on the timeline of a draft. Members meet them after the next publication.

`by` is who does it, None for no member: see `courses.services.history.note_hand`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.models import Lecture
from courses.services.drafting import lock_draft
from courses.services.history import note_hand
from courses.standard_kinds import RECORDINGS
from quizzes.errors import NoTimeline, QuestionIsAsked, QuestionRetired
from quizzes.models import Question, TimelineQuestion
from quizzes.timeline_rules import CLOSEST_MS, Retry
from school.organisation.models import Member


@transaction.atomic
def place_question(
    *,
    lecture: Lecture,
    question: Question,
    at_ms: int,
    at: datetime,
    required: bool = True,
    retry: str = Retry.UNTIL_RIGHT,
    explains: bool = True,
    by: Member | None = None,
) -> TimelineQuestion:
    """Ask this question of the bank at this moment of the recording, in milliseconds.

    Raises:
        NoTimeline: when the lecture is neither video nor sound.
        QuestionIsAsked: when the recording asks it already.
        QuestionRetired: when it is not offered any more.
    """
    _lock(lecture, at, by)
    if question.retired_at is not None:
        raise QuestionRetired
    if TimelineQuestion.objects.filter(lecture=lecture, question=question).exists():
        raise QuestionIsAsked
    return TimelineQuestion.objects.create(
        lecture=lecture, question=question, at_ms=at_ms, required=required, retry=retry, explains=explains
    )


@transaction.atomic
def place_questions(
    *, lecture: Lecture, questions: Iterable[Question], at_ms: int, at: datetime, by: Member | None = None
) -> int:
    """Several at once, twenty seconds apart from this moment on; those that are asked already are left where they are.

    Returns how many were placed.
    """
    asked = set(TimelineQuestion.objects.filter(lecture=lecture).values_list("question_id", flat=True))
    fresh = [question for question in questions if question.pk not in asked]
    for place, question in enumerate(fresh):
        place_question(lecture=lecture, question=question, at_ms=at_ms + place * CLOSEST_MS, at=at, by=by)
    return len(fresh)


@transaction.atomic
def set_timeline_rules(
    *,
    placed: TimelineQuestion,
    at_ms: int,
    required: bool,
    retry: str,
    explains: bool,
    at: datetime,
    by: Member | None = None,
) -> TimelineQuestion:
    """Move it, or change what it asks for."""
    _lock(placed.lecture, at, by)
    placed.at_ms, placed.required, placed.retry, placed.explains = at_ms, required, retry, explains
    placed.save(update_fields=["at_ms", "required", "retry", "explains"])
    return placed


@transaction.atomic
def lift_question(*, placed: TimelineQuestion, at: datetime, by: Member | None = None) -> Lecture:
    """Ask it no more on this recording. The question stays in its bank, and every answer where it was given."""
    lecture = placed.lecture
    _lock(lecture, at, by)
    placed.delete()
    return lecture


@transaction.atomic
def copy_timeline(*, source: Lecture, copy: Lecture, at: datetime) -> int:
    """The same questions at the same moments on another recording of a draft; returns how many. Others have none."""
    if source.kind not in RECORDINGS:
        return 0
    _lock(copy, at, None)
    copies = [
        TimelineQuestion(
            lecture=copy,
            question_id=placed.question_id,
            at_ms=placed.at_ms,
            required=placed.required,
            retry=placed.retry,
            explains=placed.explains,
        )
        for placed in TimelineQuestion.objects.in_order().filter(lecture=source)
    ]
    return len(TimelineQuestion.objects.bulk_create(copies))


def _lock(lecture: Lecture, at: datetime, by: Member | None) -> None:
    if lecture.kind not in RECORDINGS:
        raise NoTimeline
    lock_draft(course_id=lecture.chapter.course_id, at=at)
    note_hand(lecture=lecture, by=by, at=at)
