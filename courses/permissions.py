"""May she, on this course? Each question has its twin in the querysets, which says the same about all of them."""

from __future__ import annotations

from courses.invitations import is_invited
from courses.models import Adoption, Course, CourseState
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


def can_edit_course(authority: Authority, course: Course) -> bool:
    """An office to author courses reaches the course's owner. Twin of ``Course.objects.editable_by``."""
    return course.removed_at is None and authority.covers(Right.AUTHOR_COURSES, course.organisation.path)


def can_put_back_course(authority: Authority, course: Course) -> bool:
    """The same, of a draft that was deleted. Twin of ``Course.objects.removed_within``."""
    return course.removed_at is not None and authority.covers(Right.AUTHOR_COURSES, course.organisation.path)


def can_see_course(authority: Authority, course: Course) -> bool:
    """Published, and the member invited, enrolled by name, or where the course was adopted.

    Twin of ``Course.objects.visible_to``.
    """
    if course.state != CourseState.PUBLISHED:
        return False
    invited = any(
        is_invited(authority, path=row.organisation.path, stage=row.stage, role=row.role)
        for row in course.audiences.select_related("organisation")
    )
    enrolled = course.enrolments.of(authority)
    return invited or enrolled.exists() or course.adoptions.in_force().reaching(authority.place).exists()


def can_assign_at(authority: Authority, organisation: Organisation) -> bool:
    """An office to oversee members reaches the place. Twin of ``CourseAssignment.objects.managed_by``."""
    return authority.covers(Right.OVERSEE_MEMBERS, organisation.path)


def can_review_course(authority: Authority, course: Course) -> bool:
    """An office to review reaches the course's owner. Twin of ``ReviewRound.objects.reviewable_by``."""
    return authority.covers(Right.REVIEW_COURSES, course.organisation.path)


def can_read_draft(authority: Authority, course: Course) -> bool:
    """A reviewer plays what stands in a draft while it waits for her office, and not a day longer."""
    return can_review_course(authority, course) and course.review_rounds.waiting().exists()


def can_end_adoption(authority: Authority, adoption: Adoption) -> bool:
    """An office to author courses reaches who took it over. Twin of ``Adoption.objects.editable_by``."""
    return authority.covers(Right.AUTHOR_COURSES, adoption.organisation.path)
