"""Attempts that were made: answers as steps, marked by the rules of `quizzes`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from courses.models import LectureRevision
from quizzes.answers import Answer, Chosen, Counted, Said, Written, to_payload
from quizzes.content import (
    Content,
    MultipleContent,
    NumericContent,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
)
from quizzes.grading import Graded, grade, total_of
from quizzes.models import Attempt, AttemptItem, AttemptState, AttemptStep, StepKind
from school.organisation.models import Member

BATCH = 1000
FAILED_SHARE = 0.12  # of quizzes are failed at first
SECONDS_A_QUESTION = (15, 50)


@dataclass
class Answering:
    """Collects attempts, and writes them together; `contents` are what question versions hold, by key."""

    rng: Random
    contents: dict[int, Content]
    attempts: list[Attempt] = field(default_factory=list)
    items: list[AttemptItem] = field(default_factory=list)
    steps: list[AttemptStep] = field(default_factory=list)

    def pass_quiz(self, member: Member, shown: LectureRevision, at: datetime) -> Attempt:
        """The attempt by which the member passed, after a failed one now and then."""
        number = 1
        if self.rng.random() < FAILED_SHARE:
            at = self._answer(member, shown, number, at, wrong=self.rng.randint(3, 4)).submitted_at or at
            number, at = 2, at + timedelta(minutes=self.rng.randint(3, 30))
        lenient = int(shown.content["pass_percent"]) <= 60
        return self._answer(member, shown, number, at, wrong=self.rng.choice((0, 0, 1, 2) if lenient else (0, 0, 1)))

    def write(self) -> None:
        """Store everything collected."""
        Attempt.objects.bulk_create(self.attempts, batch_size=BATCH)
        AttemptItem.objects.bulk_create(self.items, batch_size=BATCH)
        AttemptStep.objects.bulk_create(self.steps, batch_size=BATCH)

    def _answer(self, member: Member, shown: LectureRevision, number: int, at: datetime, *, wrong: int) -> Attempt:
        frozen = shown.content["items"]
        attempt = Attempt(
            member=member,
            lecture_id=shown.lecture_id,
            lecture_revision=shown,
            number=number,
            seed=self.rng.randbytes(16).hex(),
            started_at=at,
            max_mark=sum((Decimal(item["max_mark"]) for item in frozen), Decimal(0)),
        )
        self._step(attempt, 1, StepKind.STARTED, at)
        missed = set(self.rng.sample(range(len(frozen)), min(wrong, len(frozen))))
        graded = []
        for place, item in enumerate(frozen):
            at += timedelta(seconds=self.rng.randint(*SECONDS_A_QUESTION))
            graded.append(self._answer_item(attempt, place, item, at, right=place not in missed))
        at += timedelta(seconds=self.rng.randint(5, 20))
        self._step(attempt, len(frozen) + 2, StepKind.SUBMITTED, at)
        total = total_of(graded, pass_percent=shown.content["pass_percent"])
        attempt.state, attempt.submitted_at = AttemptState.SUBMITTED, at
        attempt.mark, attempt.passed = total.mark, total.passed
        self.attempts.append(attempt)
        return attempt

    def _answer_item(self, attempt: Attempt, place: int, item: dict[str, Any], at: datetime, *, right: bool) -> Graded:
        content = self.contents[item["question_version"]]
        answer = right_answer(content) if right else wrong_answer(content)
        graded = grade(content, answer, max_mark=Decimal(item["max_mark"]))
        row = AttemptItem(
            attempt=attempt,
            position=place + 1,
            item_id=item["item"],
            question_version_id=item["question_version"],
            max_mark=graded.max_mark,
            mark=graded.mark,
        )
        self.items.append(row)
        self._step(attempt, place + 2, StepKind.ANSWERED, at, item=row, client_seq=1, payload=to_payload(answer))
        return graded

    def _step(self, attempt: Attempt, number: int, kind: str, at: datetime, **answer: object) -> None:
        self.steps.append(AttemptStep(attempt=attempt, number=number, kind=kind, at=at, **answer))


def right_answer(content: Content) -> Answer:
    """An answer that earns the whole mark."""
    match content:
        case SingleContent(right=right):
            return Chosen(frozenset({right}))
        case MultipleContent(options=options):
            return Chosen(frozenset(place for place, option in enumerate(options) if option.share > 0))
        case TrueFalseContent(right=truth):
            return Said(truth)
        case ShortTextContent(variants=variants):
            return Written(variants[0].text)
        case NumericContent(value=value):
            return Counted(value, str(value))


def wrong_answer(content: Content) -> Answer:
    """An answer that earns nothing, such as people give."""
    match content:
        case SingleContent(options=options, right=right):
            return Chosen(frozenset({(right + 1) % len(options)}))
        case MultipleContent(options=options):
            return Chosen(frozenset(place for place, option in enumerate(options) if option.share < 0))
        case TrueFalseContent(right=truth):
            return Said(not truth)
        case ShortTextContent():
            return Written("不清楚")
        case NumericContent(value=value, tolerance=tolerance):
            missed = value + tolerance + 1
            return Counted(missed, str(missed))
