"""A lecture may open once another course is completed; courses never wait for each other."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from courses import services
from courses.access_errors import GateInCircles
from courses.errors import GateClosed
from courses.freezing import freeze_draft
from courses.models import Course, Lecture
from courses.services import require_open
from courses.services.gating import set_gate
from progress.models import CourseCompletion
from progress.services.ruling import rules_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(published) -> Course:
    """The course that members complete first."""
    return published


@pytest.fixture
def later(economics, instructor, at) -> Lecture:
    """The one lecture of another course."""
    course = services.create_course(organisation=economics, member=instructor, title="进阶", summary="", at=at)
    chapter = services.add_chapter(course=course, title="一", at=at)
    return services.add_lecture(chapter=chapter, kind="article", title="进阶第一讲", body="正文", at=at)


@pytest.fixture
def waiting(first, later, instructor, second_branch, at) -> Lecture:
    set_gate(lecture=later, gate={"completed_course": first.public_id}, at=at)
    services.publish_course(course=later.chapter.course, member=instructor, audiences=[second_branch], at=at)
    return later


def complete(member, course, at) -> None:
    CourseCompletion.objects.create(
        member=member,
        course=course,
        course_revision=course.published_revision,
        rule_version=rules_in_force(on=at.date(), path=""),
        completed_at=at,
    )


def problems(lecture: Lecture, instructor, at) -> str:
    with translation.override("en"):
        return " ".join(freeze_draft(course=lecture.chapter.course, member=instructor, at=at).problems)


def test_it_opens_with_the_other_course_and_says_so(waiting, first, learner, peer, authority, at):
    complete(peer, first, at)
    with translation.override("en"), pytest.raises(GateClosed) as closed:
        require_open(member=learner, authority=authority(learner), lecture=waiting, at=at)
    assert "It opens once you have completed the course “组织关系接转”." in closed.value.detail
    assert require_open(member=peer, authority=authority(peer), lecture=waiting, at=at).lecture == waiting


def test_such_a_gate_costs_three_questions_and_no_gate_none(waiting, first, learner, authority, at):
    complete(learner, first, at)
    seen, plain = authority(learner), first.published_revision.lectures.order_by("pk")[0].lecture
    asked = []
    for lecture in (plain, waiting):
        with CaptureQueriesContext(connection) as questions:
            services.visit_lecture(member=learner, authority=seen, lecture_id=lecture.public_id, at=at)
        asked.append(len(questions))
    assert asked[1] - asked[0] <= 3


def test_courses_never_wait_for_each_other(waiting, first, lectures, economics, instructor, at):
    with pytest.raises(GateInCircles):
        set_gate(lecture=lectures[0], gate={"not": {"completed_course": waiting.chapter.course.public_id}}, at=at)
    with pytest.raises(GateInCircles):
        set_gate(lecture=lectures[0], gate={"completed_course": first.public_id}, at=at)
    third = services.create_course(organisation=economics, member=instructor, title="再进阶", summary="", at=at)
    chapter = services.add_chapter(course=third, title="一", at=at)
    gate = {"any": [{"completed_course": waiting.chapter.course.public_id}]}
    services.add_lecture(chapter=chapter, kind="article", title="三", body="正文", gate=gate, at=at)
    with pytest.raises(GateInCircles):
        set_gate(lecture=lectures[0], gate={"completed_course": third.public_id}, at=at)


def test_a_circle_that_came_otherwise_and_a_course_that_is_gone_are_not_published(
    waiting, first, lectures, instructor, at
):
    Lecture.objects.filter(pk=lectures[0].pk).update(gate={"completed_course": waiting.chapter.course.public_id})
    assert "itself waits for this one" in problems(lectures[0], instructor, at)
    services.withdraw_course(course=first, member=instructor, reason="内容有误", at=at)
    assert "not published now" in problems(waiting, instructor, at)


def test_the_author_chooses_among_courses_that_members_can_study(waiting, first, lectures, instructor, client_of):
    client, address = client_of(instructor), f"/studio/lectures/{waiting.public_id}/gate/"
    shown = client.get(address).content.decode()
    assert f'<option value="{first.public_id}" selected>' in shown
    assert f'value="{waiting.chapter.course.public_id}"' not in shown
    form = {"line": ["0", "0.0"], "operator-0": "all", "operator-0.0": "completed_course", "act": "save"}
    assert client.post(address, form | {"value-0.0": "nnnnnnnnnnnn"}).status_code == 422
    assert client.post(address, form | {"value-0.0": first.public_id}).status_code == 302
    circle = client.post(
        f"/studio/lectures/{lectures[0].public_id}/gate/", form | {"value-0.0": waiting.chapter.course.public_id}
    )
    assert circle.status_code == 422
