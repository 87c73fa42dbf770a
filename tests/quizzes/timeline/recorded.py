"""A published recording of two minutes with questions on its timeline; every secret text in them is a canary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from courses.models import Lecture, LectureRevision
from courses.services import add_chapter, add_lecture, attach_asset, create_course, publish_course
from quizzes.models import Question, QuestionBank, TimelineQuestion
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.timeline_editing import place_question
from school.organisation.models import Member, Organisation
from tests.progress.recordings import ready_asset
from tests.quizzes.five_questions import QUESTIONS, SECRETS

KINDS = tuple(kind for kind, _stem, _content in QUESTIONS)


@dataclass
class Recorded:
    """The lecture, its course's people, and the questions of the bank by kind."""

    lecture: Lecture
    instructor: Member
    audience: Organisation
    bank: QuestionBank
    questions: dict[str, Question] = field(default_factory=dict)

    def place(self, kind: str, at_ms: int, *, at: datetime, **rules: Any) -> TimelineQuestion:
        return place_question(lecture=self.lecture, question=self.questions[kind], at_ms=at_ms, at=at, **rules)

    def publish(self, at: datetime) -> LectureRevision:
        course = self.lecture.chapter.course
        publish_course(course=course, member=self.instructor, audiences=[self.audience], at=at)
        return LectureRevision.objects.current().get(lecture=self.lecture)


def draft_recording(
    *,
    owner: Organisation,
    instructor: Member,
    audience: Organisation,
    at: datetime,
    kinds: Iterable[str] = KINDS,
    duration_ms: int = 120_000,
) -> Recorded:
    """A draft; its bank holds one question of each of these kinds, none on the timeline yet."""
    course = create_course(organisation=owner, member=instructor, title="录像带题", at=at)
    chapter = add_chapter(course=course, title="第一章", at=at)
    lecture = add_lecture(chapter=chapter, kind="video", title="带题的录像", at=at)
    lecture = attach_asset(
        lecture=lecture, asset=ready_asset(owner=owner, author=instructor, duration_ms=duration_ms, at=at), at=at
    )
    bank = create_bank(organisation=owner, title="时间轴题库")
    questions = {
        kind: create_question(
            bank=bank,
            kind=kind,
            stem=stem,
            content=content,
            explanation=SECRETS[f"explanation {number}"],
            source=SECRETS[f"source {number}"],
            by=instructor,
            at=at,
        )
        for number, (kind, stem, content) in enumerate(QUESTIONS, start=1)
        if kind in set(kinds)
    }
    return Recorded(lecture=lecture, instructor=instructor, audience=audience, bank=bank, questions=questions)
