"""In which office an author acts on a course."""

from __future__ import annotations

from courses.models import Course
from school.accounts.requests import MemberRequest
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right


def act_for(request: MemberRequest, course: Course) -> Act:
    """The act of this author on this course, in the office that she chose."""
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=course.organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )


def offices_for(request: MemberRequest, course: Course) -> list[tuple[str, str]]:
    """The offices in which she may act on it, to choose from."""
    return choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path))
