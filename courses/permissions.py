"""May she, on this course? Each question has its twin in the querysets, which says the same about all of them."""

from __future__ import annotations

from courses.invitations import is_invited
from courses.models import Course, CourseState
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


def can_edit_course(authority: Authority, course: Course) -> bool:
    """An office to author courses reaches the course's owner. Twin of ``Course.objects.editable_by``."""
    return course.removed_at is None and authority.covers(Right.AUTHOR_COURSES, course.organisation.path)


def can_put_back_course(authority: Authority, course: Course) -> bool:
    """The same, of a draft that was deleted. Twin of ``Course.objects.removed_within``."""
    return course.removed_at is not None and authority.covers(Right.AUTHOR_COURSES, course.organisation.path)


def can_see_course(authority: Authority, course: Course) -> bool:
    """The course is published, and the member invited or enrolled by name. Twin of ``Course.objects.visible_to``."""
    if course.state != CourseState.PUBLISHED:
        return False
    invited = any(
        is_invited(authority, path=row.organisation.path, stage=row.stage, role=row.role)
        for row in course.audiences.select_related("organisation")
    )
    return invited or course.enrolments.of(authority).exists()


def can_assign_at(authority: Authority, organisation: Organisation) -> bool:
    """An office to oversee members reaches the place. Twin of ``CourseAssignment.objects.managed_by``."""
    return authority.covers(Right.OVERSEE_MEMBERS, organisation.path)
