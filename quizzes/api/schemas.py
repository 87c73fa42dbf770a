"""What clients send and get. Learner data comes from `quizzes.projection` and nowhere else."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from quizzes.content import QuestionKind
from quizzes.content.frozen import MOST_OPTIONS
from quizzes.reading import LONGEST_ANSWER
from quizzes.services.answering import LARGEST_SEQ

PublicId = Annotated[str, StringConstraints(max_length=12)]
AnswerText = Annotated[str, StringConstraints(max_length=LONGEST_ANSWER)]


class OptionAnswer(Schema):
    """To single choice (an option id) and to true or false ("true", "false")."""

    model_config = ConfigDict(extra="forbid", strict=True)
    option: AnswerText


class OptionsAnswer(Schema):
    """To multiple choice: option ids."""

    model_config = ConfigDict(extra="forbid", strict=True)
    options: Annotated[list[AnswerText], Field(max_length=MOST_OPTIONS)]


class TextAnswer(Schema):
    """To short text and number questions, as typed."""

    model_config = ConfigDict(extra="forbid", strict=True)
    text: AnswerText


AnswerShape = OptionAnswer | OptionsAnswer | TextAnswer | None


def wire_of(answer: AnswerShape) -> str | list[str] | None:
    """What a client sent, as `quizzes.reading` takes it."""
    match answer:
        case OptionAnswer(option=option):
            return option
        case OptionsAnswer(options=options):
            return options
        case TextAnswer(text=text):
            return text
    return None


def shape_of(kind: str, wire: str | list[str] | None) -> AnswerShape:
    """What `quizzes.projection` shows, as clients get it."""
    if wire is None:
        return None
    if isinstance(wire, list):
        return OptionsAnswer(options=wire)
    if kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}:
        return OptionAnswer(option=wire)
    return TextAnswer(text=wire)


class StartIn(Schema):
    lecture_id: PublicId


class SaveIn(Schema):
    """`client_seq` counts the answers to one question, from 1; repeating one is harmless."""

    client_seq: Annotated[int, Field(ge=1, le=LARGEST_SEQ, strict=True)]
    answer: AnswerShape


class SavedOut(Schema):
    item: str
    client_seq: int
    state: Literal["saved", "stale"]
    answer: AnswerShape


class OptionOut(Schema):
    id: str
    text: str


class QuestionOut(Schema):
    """A question under way."""

    item: str
    position: int
    kind: str
    stem: str
    options: list[OptionOut]
    unit: str
    max_mark: Decimal
    answer: AnswerShape
    client_seq: int


class ReviewOut(Schema):
    """A question after its release."""

    item: str
    position: int
    kind: str
    stem: str
    given: list[str]
    right: list[str]
    feedback: list[str]
    explanation: str
    source: str
    mark: Decimal
    max_mark: Decimal
    verdict: Literal["right", "partly", "wrong", "blank"]


class AttemptOut(Schema):
    """`now` is the server's clock, by which `deadline` is meant. `review` is None until the answers are released."""

    id: str
    lecture_id: str
    number: int
    state: Literal["open", "submitted", "expired"]
    started_at: datetime
    deadline: datetime | None
    now: datetime
    submitted_at: datetime | None
    mark: Decimal | None
    max_mark: Decimal
    passed: bool | None
    questions: list[QuestionOut]
    review: list[ReviewOut] | None
