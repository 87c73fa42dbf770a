"""The lecture kind "quiz": what courses must know of it to publish it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.kinds import Composition, Examined, Kind
from courses.models import Lecture
from quizzes.content import ContentMalformed
from quizzes.models import LectureQuiz, QuestionVersion, Quiz, QuizItem
from quizzes.rehearsal import asked_in, latest_versions
from quizzes.services.copying import copy_quiz
from quizzes.services.recomposing import restore_quiz
from quizzes.wordings import wordings_of


def problems_before_publishing(lecture: Lecture) -> list[str]:
    """A quiz needs at least one question, and every question must be askable."""
    return list(examine_all([lecture])[lecture.pk].problems)


def freeze(lecture: Lecture) -> dict[str, Any]:
    """Rules of the quiz and, per question, the exact version that is asked. Holds no key."""
    quiz = LectureQuiz.objects.select_related("quiz").get(lecture=lecture).quiz
    return _frozen(quiz, latest_versions(quiz))


def examine_all(lectures: Sequence[Lecture]) -> dict[int, Examined]:
    """Two queries, however many quizzes and questions."""
    asked = asked_in(lectures)
    found: dict[int, Examined] = {}
    for lecture in lectures:
        quiz, questions = asked.get(lecture.pk, (None, []))
        problems = _problems(lecture, questions)
        found[lecture.pk] = Examined(problems, {} if quiz is None or problems else _frozen(quiz, questions))
    return found


def _problems(lecture: Lecture, questions: Sequence[tuple[QuizItem, QuestionVersion]]) -> list[str]:
    if not questions:
        return [_("“%(title)s” has no questions yet.") % {"title": lecture.title}]
    return [
        _("Question %(number)s of “%(title)s”: %(problem)s")
        % {"number": item.position, "title": lecture.title, "problem": problem}
        for item, version in questions
        for problem in _problems_of(version)
    ]


def _frozen(quiz: Quiz, questions: Sequence[tuple[QuizItem, QuestionVersion]]) -> dict[str, Any]:
    return {
        "quiz": quiz.public_id,
        "pass_percent": quiz.pass_percent,
        "attempts_allowed": quiz.attempts_allowed,
        "time_limit_minutes": quiz.time_limit_minutes,
        "release": quiz.release,
        "items": [
            {"item": item.public_id, "question_version": version.pk, "max_mark": str(item.max_mark)}
            for item, version in questions
        ],
    }


def duplicate(source: Lecture, copy: Lecture, at: datetime) -> None:
    """The copy asks the same questions by the same rules, and both can be changed apart from then on."""
    copy_quiz(source=source, copy=copy, at=at)


def texts(lecture: Lecture) -> list[tuple[str, str]]:
    """What each question says, with its public id: for the checks before a review."""
    quiz = Quiz.objects.filter(link__lecture=lecture).first()
    return [
        (version.question.public_id, f"{version.stem}\n{version.explanation}\n{version.source}")
        for _item, version in (latest_versions(quiz) if quiz else [])
    ]


def restore(lecture: Lecture, content: Mapping[str, Any], at: datetime) -> None:
    """The quiz is composed as it was: its rules, its questions in order, their marks."""
    restore_quiz(lecture=lecture, content=content, at=at)


def composed(lecture: Lecture) -> Composition | None:
    """Its rules, and its questions in order with their marks and words; None where it has no quiz yet."""
    quiz = Quiz.objects.filter(link__lecture=lecture).first()
    if quiz is None:
        return None
    content = freeze(lecture)
    versions = [version for _item, version in latest_versions(quiz)]
    words = wordings_of(versions, course_id=lecture.chapter.course_id)
    asked = [{**item, "question_version": words[item["question_version"]]} for item in content["items"]]
    return Composition(content=content, said={**content, "items": asked})


def _problems_of(version: QuestionVersion) -> list[str]:
    try:
        return version.typed_content().problems()
    except ContentMalformed:
        return [_("It cannot be read. Please write it again.")]


QUIZ = Kind(
    code="quiz",
    label=gettext_lazy("quiz"),
    problems_before_publishing=problems_before_publishing,
    freeze=freeze,
    completion="attempt",
    duplicate=duplicate,
    restore=restore,
    composed=composed,
    examine_all=examine_all,
    edited_at="quizzes:edit_quiz",
    texts=texts,
)
