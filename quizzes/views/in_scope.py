"""Fetching what a request names, in scope: strangers get 404, too little right inside one's own scope 403."""

from __future__ import annotations

from courses.models import Course, Lecture
from courses.models.lecture import LectureQuerySet
from courses.standard_kinds import RECORDINGS
from quizzes.models import Attempt, Question, QuestionBank, QuizItem, TimelineQuestion
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.authority import Right

KIND = "quiz"


def own_attempt(request: MemberRequest, attempt_id: str) -> Attempt:
    """The member's own attempt. Raises NotFound for anybody else's."""
    attempts = Attempt.objects.of(request.user).at_quizzes().select_related("lecture", "lecture_revision")
    attempt = attempts.filter(public_id=attempt_id).first()
    if attempt is None:
        raise NotFound
    return attempt


def quiz_lecture(lecture_id: str) -> Lecture:
    """A quiz lecture by its id; whether it is open to the member is for `require_open` to say. Raises NotFound."""
    lecture = Lecture.objects.filter(public_id=lecture_id, kind=KIND).first()
    if lecture is None:
        raise NotFound
    return lecture


def editable_quiz_lecture(request: MemberRequest, lecture_id: str) -> Lecture:
    """A quiz lecture of a draft to edit. Raises NotFound, or Forbidden for one that the member may only see."""
    return _editable(request, Lecture.objects.filter(public_id=lecture_id, kind=KIND))


def _editable(request: MemberRequest, lectures: LectureQuerySet) -> Lecture:
    found = lectures.editable_by(request.authority).select_related("asset", "chapter__course__organisation").first()
    if found is not None:
        return found
    raise Forbidden if lectures.visible_to(request.authority).exists() else NotFound


def editable_recording(request: MemberRequest, lecture_id: str) -> Lecture:
    """A video or sound lecture of a draft to edit. Raises NotFound or Forbidden."""
    return _editable(request, Lecture.objects.filter(public_id=lecture_id, kind__in=RECORDINGS))


def editable_asking_lecture(request: MemberRequest, lecture_id: str) -> Lecture:
    """A lecture of a draft that can ask questions: a quiz or a recording. Raises NotFound or Forbidden."""
    return _editable(request, Lecture.objects.filter(public_id=lecture_id, kind__in={KIND, *RECORDINGS}))


def editable_placed(request: MemberRequest, lecture_id: str, placed_id: str) -> TimelineQuestion:
    """A question on the timeline of this draft. Raises NotFound or Forbidden."""
    lecture = editable_recording(request, lecture_id)
    placed = lecture.timeline_questions.filter(public_id=placed_id).select_related("question").first()
    if placed is None:
        raise NotFound
    placed.lecture = lecture
    return placed


def require_author(request: MemberRequest) -> None:
    """The banks are for those who hold an office to author courses anywhere. Raises Forbidden."""
    if not request.authority.has(Right.AUTHOR_COURSES):
        raise Forbidden


def editable_bank(request: MemberRequest, bank_id: str) -> QuestionBank:
    """A bank within reach. Raises NotFound: nobody else is told that it exists."""
    banks = QuestionBank.objects.editable_by(request.authority).select_related("organisation")
    bank = banks.filter(public_id=bank_id).first()
    if bank is None:
        raise NotFound
    return bank


def editable_question(request: MemberRequest, question_id: str) -> Question:
    """A question of a bank within reach. Raises NotFound."""
    questions = Question.objects.editable_by(request.authority).select_related("bank__organisation")
    question = questions.filter(public_id=question_id).first()
    if question is None:
        raise NotFound
    return question


def read_course(request: MemberRequest, course_id: str) -> Course:
    """A course whose evaluation and log the member may read: she authors it, or oversees the people of its owner.

    Raises:
        NotFound: to strangers. Forbidden: to those who may only study it.
    """
    courses = Course.objects.filter(public_id=course_id).select_related("organisation")
    course = courses.first()
    if course is None:
        raise NotFound
    path = course.organisation.path
    if any(request.authority.covers(right, path) for right in (Right.AUTHOR_COURSES, Right.OVERSEE_MEMBERS)):
        return course
    raise Forbidden if courses.visible_to(request.authority).exists() else NotFound


def editable_item(request: MemberRequest, lecture_id: str, item_id: str) -> tuple[Lecture, QuizItem]:
    """A question of the draft of this lecture. Raises NotFound or Forbidden."""
    lecture = editable_quiz_lecture(request, lecture_id)
    items = QuizItem.objects.filter(quiz__link__lecture=lecture, public_id=item_id)
    item = items.select_related("quiz__link", "question").first()
    if item is None:
        raise NotFound
    return lecture, item
