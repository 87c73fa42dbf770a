"""A draft's questions as an attempt would ask them now, for its author; nothing is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from courses.models import Lecture
from quizzes.grading import grade
from quizzes.models import QuestionVersion, Quiz, QuizItem
from quizzes.projection import Asked, ReviewedQuestion, ShownQuestion, review, show
from quizzes.reading import Wire, read_answer

SEED = "rehearsal"


@dataclass(frozen=True)
class Rehearsal:
    """One question of the draft in its latest version."""

    item: QuizItem
    version: QuestionVersion

    @property
    def asked(self) -> Asked:
        return Asked(
            item=self.item.public_id,
            position=self.item.position,
            kind=self.version.question.kind,
            stem=self.version.stem,
            content=self.version.typed_content(),
            max_mark=self.item.max_mark,
            seed=SEED,
        )

    def shown(self) -> ShownQuestion:
        """As a member meets it."""
        return show(self.asked, None, client_seq=0)

    def reviewed(self, wire: Wire) -> ReviewedQuestion:
        """As a member sees it after submitting this answer. Raises AnswerInvalid."""
        asked = self.asked
        answer = read_answer(asked.content, ids=asked.ids, wire=wire)
        graded = grade(asked.content, answer, max_mark=asked.max_mark)
        return review(
            asked,
            answer,
            mark=graded.mark,
            explanation=self.version.explanation,
            source=self.version.source,
        )


def rehearse(quiz: Quiz) -> list[Rehearsal]:
    """The questions in order; two queries."""
    return [Rehearsal(item, version) for item, version in latest_versions(quiz)]


def latest_versions(quiz: Quiz) -> list[tuple[QuizItem, QuestionVersion]]:
    """What would be published now, in order."""
    return _with_latest(list(quiz.items.in_order()))


def asked_in(lectures: Sequence[Lecture]) -> dict[int, tuple[Quiz, list[tuple[QuizItem, QuestionVersion]]]]:
    """By lecture, its quiz with what would be published now, for those with at least one question; two queries."""
    rows = QuizItem.objects.filter(quiz__link__lecture__in=lectures).select_related("quiz__link").order_by("position")
    found: dict[int, tuple[Quiz, list[tuple[QuizItem, QuestionVersion]]]] = {}
    for item, version in _with_latest(list(rows)):
        found.setdefault(item.quiz.link.lecture_id, (item.quiz, []))[1].append((item, version))
    return found


def _with_latest(items: Sequence[QuizItem]) -> list[tuple[QuizItem, QuestionVersion]]:
    asked = QuestionVersion.objects.latest_of_each().filter(question__in=[item.question_id for item in items])
    by_question = {version.question_id: version for version in asked.select_related("question")}
    return [(item, by_question[item.question_id]) for item in items]
