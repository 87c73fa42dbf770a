"""Asking several new questions of a lecture at once: in its quiz, or spread over its recording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from courses.models import Lecture
from courses.standard_kinds import RECORDINGS
from quizzes.models import Question
from quizzes.pasting import Pasted
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.composing import add_item, create_quiz
from quizzes.services.timeline_editing import place_question
from school.organisation.models import Member


@transaction.atomic
def ask_several(*, lecture: Lecture, questions: Sequence[Pasted], by: Member, at: datetime) -> list[Question]:
    """Write them into the course's bank and ask them here, in their order; all or none.

    On a recording they are spread evenly over what members must watch, each to be moved by its author.

    Raises:
        QuestionInvalid: with every problem of the first that has one.
    """
    course = lecture.chapter.course
    bank = create_bank(organisation=course.organisation, title=course.title)
    written = [
        create_question(
            bank=bank,
            kind=one.kind,
            stem=one.stem,
            content=one.content,
            explanation=one.explanation,
            source=one.source,
            by=by,
            at=at,
        )
        for one in questions
    ]
    if lecture.kind in RECORDINGS:
        for question, at_ms in zip(written, _moments(lecture, len(written)), strict=True):
            place_question(lecture=lecture, question=question, at_ms=at_ms, at=at, by=by)
    else:
        quiz = create_quiz(lecture=lecture, at=at, by=by)
        for question in written:
            add_item(quiz=quiz, question=question, at=at, by=by)
    return written


def _moments(lecture: Lecture, count: int) -> list[int]:
    """Whole seconds between the intro and the credits; the beginning while nobody knows how long it is."""
    length = (lecture.asset.duration_ms or 0) if lecture.asset else 0
    first = lecture.intro_ends_ms or 0
    last = min(lecture.credits_start_ms or length, length)
    span = max(0, last - first)
    return [(first + span * place // (count + 1)) // 1000 * 1000 for place in range(1, count + 1)]
