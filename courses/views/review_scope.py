"""Fetching rounds, comments and courses under review in scope, and the office in which one acts there."""

from __future__ import annotations

from courses.models import Course, ReviewComment, ReviewRound
from courses.permissions import can_edit_course, can_review_course
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.acting import Act, act_by, act_in_office, choices
from school.organisation.authority import Grant, Right

ROUND_NEEDS = (
    "course__organisation",
    "course__published_revision",
    "course__created_by",
    "submitted_by",
    "rule__organisation",
)


def readable_round(request: MemberRequest, round_id: str) -> ReviewRound:
    """A round that one reviews or has submitted; everybody else finds nothing."""
    found = ReviewRound.objects.filter(public_id=round_id).select_related(*ROUND_NEEDS).first()
    if found is None or not _may_read(request, found.course):
        raise NotFound
    return found


def reviewable_round(request: MemberRequest, round_id: str) -> ReviewRound:
    """A round to decide on. Raises NotFound, or Forbidden for its author."""
    found = readable_round(request, round_id)
    if not can_review_course(request.authority, found.course):
        raise Forbidden
    return found


def readable_thread(request: MemberRequest, comment_id: str) -> ReviewComment:
    """A thread in a round that one may read."""
    threads = ReviewComment.objects.beginning().select_related("course__organisation", "round", "lecture", "author")
    found = threads.filter(public_id=comment_id).first()
    if found is None or not _may_read(request, found.course):
        raise NotFound
    return found


def removable_course(request: MemberRequest, course_id: str) -> Course:
    """A published course that a reviewer or an officer over its owner may take down."""
    found = Course.objects.filter(public_id=course_id).select_related("organisation", "published_revision").first()
    if found is None:
        raise NotFound
    if taking_down(request, found):
        return found
    seen = Course.objects.visible_to(request.authority).filter(pk=found.pk).exists()
    raise Forbidden if seen or can_edit_course(request.authority, found) else NotFound


def taking_down(request: MemberRequest, course: Course) -> tuple[Grant, ...]:
    """The offices by which she may take this course down: a reviewer's, or one over the tree."""
    path = course.organisation.path
    rights = (Right.REVIEW_COURSES, Right.MANAGE_TREE)
    found = [grant for right in rights for grant in request.authority.grants_for(right, path)]
    return tuple(dict.fromkeys(found))


def act_taking_down(request: MemberRequest, course: Course, *, reason: str) -> Act:
    """In the office that she chose among those."""
    grants, chosen = taking_down(request, course), request.POST.get("office", "")
    return act_by(grants, member=request.user, at=request.at, chosen=chosen, reason=reason)


def reviewer_act(request: MemberRequest, course: Course) -> Act:
    """The act of a reviewer on this course, in the office she chose."""
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.REVIEW_COURSES,
        path=course.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )


def reviewing_offices(request: MemberRequest, course: Course) -> list[tuple[str, str]]:
    """What components/acting_as.html offers a reviewer."""
    return choices(request.authority.grants_for(Right.REVIEW_COURSES, course.organisation.path))


def _may_read(request: MemberRequest, course: Course) -> bool:
    return can_review_course(request.authority, course) or can_edit_course(request.authority, course)
