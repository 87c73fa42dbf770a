"""Who sees and who edits a course: one policy, two questions, the same answer for everybody in the cast."""

from __future__ import annotations

import pytest

from courses import services
from courses.models import Course, Lecture, LectureRevision
from courses.permissions import can_edit_course, can_see_course
from school.errors import NotFound
from school.organisation.models import Role

pytestmark = pytest.mark.pg

CAST = [
    "learner",
    "peer",
    "secretary",
    "instructor",
    "host",
    "officer",
    "outsider",
    "foreign_secretary",
    "foreign_instructor",
]


@pytest.fixture
def cast(request) -> list:
    return [request.getfixturevalue(name) for name in CAST]


@pytest.fixture
def shelf(published, college, economics, engineering, foreign_branch, instructor, make_member, at) -> list[Course]:
    """Courses of several owners, to several audiences, in every state."""
    dean = make_member("院长", college, Role.INSTRUCTOR)
    courses = [published]
    for owner, author, audiences in (
        (college, dean, [college]),
        (college, dean, [economics, engineering, foreign_branch]),
        (engineering, dean, [foreign_branch]),
        (economics, instructor, []),
        (economics, instructor, [economics]),
    ):
        course = services.create_course(organisation=owner, member=author, title="课", at=at)
        chapter = services.add_chapter(course=course, title="章", at=at)
        services.add_lecture(chapter=chapter, kind="article", title="讲", body="文字", at=at)
        if audiences:
            services.publish_course(course=course, member=author, audiences=audiences, at=at)
        courses.append(course)
    services.withdraw_course(course=courses[-1], member=instructor, reason="过期", at=at)
    return list(Course.objects.select_related("organisation"))


def test_both_forms_of_each_question_agree_for_everybody(shelf, cast, authority):
    seen = edited = 0
    for member in cast:
        held = authority(member)
        visible = set(Course.objects.visible_to(held))
        editable = set(Course.objects.editable_by(held))
        assert visible == {course for course in shelf if can_see_course(held, course)}
        assert editable == {course for course in shelf if can_edit_course(held, course)}
        seen += len(visible)
        edited += len(editable)
    assert seen > len(cast)
    assert edited > 0


def test_a_course_open_to_a_branch_and_to_those_above_it_is_listed_once(shelf, outsider, authority):
    visible = list(Course.objects.visible_to(authority(outsider)))
    assert len(visible) == len(set(visible)) == 3


def test_lectures_follow_their_course(shelf, cast, authority, lectures):
    for member in cast:
        held = authority(member)
        expected = set(
            LectureRevision.objects.filter(revision__course__in=Course.objects.visible_to(held)).values_list(
                "lecture", flat=True
            )
        )
        assert set(Lecture.objects.visible_to(held).values_list("pk", flat=True)) == expected


def test_a_lecture_that_is_only_in_the_draft_is_seen_by_nobody(published, lectures, learner, authority, at):
    added = services.add_lecture(chapter=lectures[0].chapter, kind="article", title="新讲", body="文", at=at)
    assert added not in Lecture.objects.visible_to(authority(learner))
    with pytest.raises(NotFound):
        services.require_open(member=learner, authority=authority(learner), lecture=added, at=at)


def test_a_lecture_of_an_old_revision_is_no_longer_open(
    published, lectures, learner, instructor, second_branch, authority, at
):
    services.remove_lecture(lecture=lectures[0], at=at)
    services.require_open(member=learner, authority=authority(learner), lecture=lectures[0], at=at)
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at)
    with pytest.raises(NotFound):
        services.require_open(member=learner, authority=authority(learner), lecture=lectures[0], at=at)


def test_the_neighbour_branch_is_not_in_the_audience(published, lectures, instructor, authority, at):
    with pytest.raises(NotFound):
        services.require_open(member=instructor, authority=authority(instructor), lecture=lectures[0], at=at)
