"""Fetching what a request names, in scope: strangers get 404, too little right inside one's own scope 403."""

from __future__ import annotations

from courses.models import Lecture
from quizzes.models import Attempt, QuizItem
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound

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
    lectures = Lecture.objects.filter(public_id=lecture_id, kind=KIND)
    found = lectures.editable_by(request.authority).select_related("chapter__course__organisation").first()
    if found is not None:
        return found
    raise Forbidden if lectures.visible_to(request.authority).exists() else NotFound


def editable_item(request: MemberRequest, lecture_id: str, item_id: str) -> tuple[Lecture, QuizItem]:
    """A question of the draft of this lecture. Raises NotFound or Forbidden."""
    lecture = editable_quiz_lecture(request, lecture_id)
    items = QuizItem.objects.filter(quiz__link__lecture=lecture, public_id=item_id)
    item = items.select_related("quiz__link", "question").first()
    if item is None:
        raise NotFound
    return lecture, item
