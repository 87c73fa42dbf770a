"""May she, on this course? Each question has its twin in the querysets, which says the same about all of them."""

from __future__ import annotations

from courses.models import Course, CourseState
from school.organisation.authority import Authority, Right
from school.organisation.tree_paths import prefixes


def can_edit_course(authority: Authority, course: Course) -> bool:
    """An office to author courses reaches the course's owner. Twin of ``Course.objects.editable_by``."""
    return authority.covers(Right.AUTHOR_COURSES, course.organisation.path)


def can_see_course(authority: Authority, course: Course) -> bool:
    """The course is published to where the member belongs. Twin of ``Course.objects.visible_to``."""
    if course.state != CourseState.PUBLISHED:
        return False
    places = set(prefixes(authority.place))
    return any(audience.organisation.path in places for audience in course.audiences.select_related("organisation"))
