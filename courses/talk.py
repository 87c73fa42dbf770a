"""Lectures as something to talk about: what `school.discussion` must know of them."""

from __future__ import annotations

from django.urls import reverse

from courses.models import Course, LectureRevision
from courses.permissions import can_edit_course
from school.discussion.subjects import Standing, Subject, SubjectKind, register_subject_kind
from school.organisation.authority import Authority, Right
from school.policies.reading import policy

LECTURE = "lecture"


def register_lectures() -> None:
    """Called once, when the app is ready."""
    register_subject_kind(
        SubjectKind(
            code=LECTURE,
            url=lambda lecture_id: reverse("courses:discussion", args=[lecture_id]),
            within_url=lambda course_id: reverse("courses:course_discussion", args=[course_id]),
        )
    )


def is_discussed(course: Course) -> bool:
    """Whether the lectures of this course have a discussion: what its author chose, else the policy."""
    return bool(policy("discussion.in_courses")) if course.discussed is None else course.discussed


def subject_of(shown: LectureRevision) -> Subject:
    """The lecture, within its course, owned by whom the course belongs to."""
    course = shown.revision.course
    return Subject(
        kind=LECTURE,
        id=shown.lecture.public_id,
        title=shown.title,
        within_id=course.public_id,
        within_title=shown.revision.title,
        organisation=course.organisation,
    )


def standing_in(authority: Authority, course: Course) -> Standing:
    """What this member may do in the discussions of the course."""
    return Standing(
        member_id=authority.member_id,
        may_post=is_discussed(course),
        is_instructor=can_edit_course(authority, course),
        may_moderate=authority.covers(Right.MODERATE, course.organisation.path),
    )
