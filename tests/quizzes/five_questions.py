"""A published quiz of five questions, one of each kind; every secret text in it is a unique canary."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from courses.models import Lecture
from courses.services import add_chapter, add_lecture, create_course, publish_course
from quizzes.models import Quiz
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.composing import create_quiz
from school.organisation.models import Member, Organisation

# Never to be seen by a learner before release. Numbers are long enough not to occur by chance.
SECRETS = {
    "single remark": "谜底一一零七七",
    "multiple remark": "谜底二二零七七",
    "true remark": "谜底三真零七七",
    "false remark": "谜底三假零七七",
    "variant": "谜底四四零七七",
    "half variant": "谜底四半零七七",
    "variant remark": "谜底四语零七七",
    "number": "770770.0625",
    "tolerance": "0.0078125",
    **{f"explanation {n}": f"解析{n}号零七七" for n in range(1, 6)},
    **{f"source {n}": f"出处{n}号零七七" for n in range(1, 6)},
}

QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "single",
        "党员组织关系介绍信的有效期最长是多少天？",
        {
            "options": [
                {"text": "三十天"},
                {"text": "六十天", "feedback": SECRETS["single remark"]},
                {"text": "九十天"},
            ],
            "right": 2,
        },
    ),
    (
        "multiple",
        "哪些会议属于“三会一课”中的“三会”？",
        {
            "options": [
                {"text": "支部党员大会", "share": "1/3"},
                {"text": "支部委员会会议", "share": "1/3"},
                {"text": "党小组会", "share": "1/3"},
                {"text": "职工代表大会", "share": "-1/3", "feedback": SECRETS["multiple remark"]},
            ]
        },
    ),
    (
        "true_false",
        "预备党员的预备期为一年。",
        {"right": True, "feedback_true": SECRETS["true remark"], "feedback_false": SECRETS["false remark"]},
    ),
    (
        "short_text",
        "党的根本大法是什么？",
        {
            "variants": [
                {"text": SECRETS["variant"], "feedback": SECRETS["variant remark"]},
                {"text": SECRETS["half variant"], "share": "1/2"},
            ]
        },
    ),
    (
        "numeric",
        "党员每年集中学习培训一般不少于多少学时？",
        {"value": SECRETS["number"], "tolerance": SECRETS["tolerance"], "unit": "学时"},
    ),
]


@dataclass
class QuizWorld:
    """The lecture and its quiz."""

    lecture: Lecture
    quiz: Quiz
    instructor: Member
    audience: Organisation
    rules: dict[str, Any] = field(default_factory=dict)

    def publish(self, at: datetime) -> None:
        publish_course(course=self.lecture.chapter.course, member=self.instructor, audiences=[self.audience], at=at)


def draft_quiz(
    *, owner: Organisation, instructor: Member, audience: Organisation, at: datetime, times: int = 1, **rules: Any
) -> QuizWorld:
    """A course with one quiz lecture, not published; `times` repeats the five questions."""
    course = create_course(organisation=owner, member=instructor, title="组织关系接转", at=at)
    chapter = add_chapter(course=course, title="随堂测验", at=at)
    lecture = add_lecture(chapter=chapter, kind="quiz", title="组织关系测验", at=at)
    bank = create_bank(organisation=owner, title="组织关系题库")
    questions = [
        create_question(
            bank=bank,
            kind=kind,
            stem=stem,
            content=content,
            explanation=SECRETS[f"explanation {number}"],
            source=SECRETS[f"source {number}"],
            by=instructor,
            at=at,
        )
        for _time in range(times)
        for number, (kind, stem, content) in enumerate(QUESTIONS, start=1)
    ]
    quiz = create_quiz(lecture=lecture, questions=questions, at=at, **rules)
    return QuizWorld(lecture=lecture, quiz=quiz, instructor=instructor, audience=audience, rules=rules)
