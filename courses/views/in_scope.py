"""Fetching what a request names, in scope: strangers get 404, too little right inside one's own scope 403."""

from __future__ import annotations

from courses.models import Chapter, Course, Lecture
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.authority import Right


def require_author(request: MemberRequest) -> None:
    """The studio itself is for those who hold an office to author courses anywhere."""
    if not request.authority.has(Right.AUTHOR_COURSES):
        raise Forbidden


def editable_course(request: MemberRequest, course_id: str) -> Course:
    """A course to edit. Raises NotFound, or Forbidden for one that the member may only see."""
    courses = Course.objects.filter(public_id=course_id)
    found = courses.editable_by(request.authority).select_related("organisation", "published_revision").first()
    if found is not None:
        return found
    raise Forbidden if courses.visible_to(request.authority).exists() else NotFound


def removed_course(request: MemberRequest, course_id: str) -> Course:
    """A deleted draft to put back. Raises NotFound."""
    courses = Course.objects.filter(public_id=course_id).removed_within(request.authority)
    found = courses.select_related("organisation").first()
    if found is None:
        raise NotFound
    return found


def editable_chapter(request: MemberRequest, chapter_id: str) -> Chapter:
    """A chapter of a draft to edit. Raises NotFound or Forbidden."""
    chapter = (
        Chapter.objects.in_draft()
        .filter(public_id=chapter_id)
        .select_related("course__organisation", "course__published_revision")
        .first()
    )
    if chapter is None:
        raise NotFound
    chapter.course = editable_course(request, chapter.course.public_id)
    return chapter


def editable_lecture(request: MemberRequest, lecture_id: str) -> Lecture:
    """A lecture of a draft to edit. Raises NotFound or Forbidden."""
    lecture = Lecture.objects.filter(public_id=lecture_id).select_related("chapter__course", "asset", "deck").first()
    if lecture is None:
        raise NotFound
    lecture.chapter.course = editable_course(request, lecture.chapter.course.public_id)
    if lecture.removed_at is not None or lecture.chapter.removed_at is not None:
        raise NotFound
    return lecture
