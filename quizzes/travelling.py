"""A quiz on its way to another installation: rules and questions, without any identity of this one."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from courses.models import Lecture
from courses.roundtrip.belongings import Belonging
from quizzes.content import ContentMalformed, parse_content
from quizzes.models import Question, QuestionBank, QuestionVersion, Quiz, Release
from quizzes.models.quiz import LONGEST_MINUTES
from quizzes.rehearsal import latest_versions
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.composing import add_item, create_quiz
from school.organisation.models import Member

MOST_QUESTIONS: Final = 500
Text = Annotated[str, StringConstraints(max_length=4000)]


class Travelling(BaseModel):
    """Base of what travels: nothing unknown, nothing converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class QuestionEntry(Travelling):
    """A question as it would be asked now, with its key."""

    kind: str
    stem: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    content: dict[str, Any]
    explanation: Text = ""
    source: Annotated[str, StringConstraints(max_length=300)] = ""


class ItemEntry(Travelling):
    max_mark: Annotated[str, StringConstraints(pattern=r"^\d{1,3}\.\d{2}$")]
    question: QuestionEntry


class QuizEntry(Travelling):
    """The rules of a quiz, and its questions in order."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    pass_percent: Annotated[int, Field(ge=0, le=100)]
    attempts_allowed: Annotated[int, Field(ge=1, le=32767)] | None
    time_limit_minutes: Annotated[int, Field(ge=1, le=LONGEST_MINUTES)] | None
    release: Release
    items: Annotated[tuple[ItemEntry, ...], Field(max_length=MOST_QUESTIONS)]


def question_entry(version: QuestionVersion) -> QuestionEntry:
    """One question as it travels."""
    return QuestionEntry(
        kind=version.question.kind,
        stem=version.stem,
        content=version.content,
        explanation=version.explanation,
        source=version.source,
    )


def export_quiz(lecture: Lecture) -> dict[str, Any] | None:
    """The quiz of a lecture as JSON; None where it has none."""
    quiz = Quiz.objects.filter(link__lecture=lecture).first()
    if quiz is None:
        return None
    entry = QuizEntry(
        title=quiz.title,
        pass_percent=quiz.pass_percent,
        attempts_allowed=quiz.attempts_allowed,
        time_limit_minutes=quiz.time_limit_minutes,
        release=Release(quiz.release),
        items=tuple(
            ItemEntry(max_mark=f"{item.max_mark:.2f}", question=question_entry(version))
            for item, version in latest_versions(quiz)
        ),
    )
    return entry.model_dump(mode="json")


def quiz_problems(data: Any) -> list[str]:
    """What keeps a quiz that came in a file from being taken, in whole sentences."""
    try:
        entry = QuizEntry.model_validate_json(json.dumps(data))
    except ValidationError as error:
        return [_("Its quiz cannot be read at “%(place)s”.") % {"place": place_of(error)}]
    return [
        _("Question %(number)s of its quiz: %(problem)s") % {"number": number, "problem": problem}
        for number, item in enumerate(entry.items, start=1)
        for problem in question_problems(item.question)
    ]


def place_of(error: ValidationError) -> str:
    """Where in the data the first mistake lies."""
    steps = error.errors(include_url=False, include_input=False, include_context=False)[0]["loc"]
    return " › ".join(str(step + 1) if isinstance(step, int) else str(step)[:40] for step in steps)


def question_problems(entry: QuestionEntry) -> list[str]:
    """What keeps a question from being asked, in whole sentences."""
    try:
        return parse_content(entry.kind, entry.content).problems()
    except ContentMalformed:
        return [_("It cannot be read. Please write it again.")]


def put_quiz(lecture: Lecture, data: Any, member: Member, at: datetime) -> None:
    """Make the quiz of a new lecture; its questions come into the bank of the course."""
    entry = QuizEntry.model_validate_json(json.dumps(data))
    course = lecture.chapter.course
    bank = create_bank(organisation=course.organisation, title=course.title)
    quiz = create_quiz(
        lecture=lecture,
        title=entry.title,
        pass_percent=entry.pass_percent,
        attempts_allowed=entry.attempts_allowed,
        time_limit_minutes=entry.time_limit_minutes,
        release=entry.release,
        at=at,
    )
    for item in entry.items:
        question = put_question(bank, item.question, member, at)
        add_item(quiz=quiz, question=question, max_mark=Decimal(item.max_mark), at=at)


def put_question(bank: QuestionBank, entry: QuestionEntry, member: Member, at: datetime) -> Question:
    """A new question of the bank."""
    return create_question(
        bank=bank,
        kind=entry.kind,
        stem=entry.stem,
        content=entry.content,
        explanation=entry.explanation,
        source=entry.source,
        by=member,
        at=at,
    )


QUIZ_BELONGING = Belonging(code="quiz", export=export_quiz, problems=quiz_problems, put=put_quiz)
