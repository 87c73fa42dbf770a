"""The lecture kind that is held live: published with a length, completed by a register and by nothing else."""

from datetime import timedelta
from decimal import Decimal

import pytest

from courses import services as courses_services
from courses.errors import NotReadyToPublish
from courses.kinds import kind_of
from progress.models import CourseCompletion, LectureCompletion
from realtime.errors import LectureNotForGroups
from realtime.kinds import LIVE_SESSION
from realtime.services.attendance import confirm_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_live(economics, instructor, second_branch, at):
    """make_live(minutes=90) → a lecture of that length, in a course published to the second branch."""

    def make(*, minutes: int, kind: str = LIVE_SESSION):
        course = courses_services.create_course(
            organisation=economics, member=instructor, title="集中学习", summary="", at=at
        )
        chapter = courses_services.add_chapter(course=course, title="第一次", at=at)
        lecture = courses_services.add_lecture(
            chapter=chapter, kind=kind, title="现场党课", minutes=Decimal(minutes), at=at
        )
        if kind == LIVE_SESSION:
            courses_services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
        return lecture

    return make


def test_without_a_length_it_cannot_be_published(make_live):
    with pytest.raises(NotReadyToPublish):
        make_live(minutes=0)


def test_it_is_completed_by_attendance(make_live):
    assert kind_of(make_live(minutes=90).kind).completion == "attendance"


def test_the_register_completes_it_and_with_it_the_course(make_live, schedule, run, secretary, learner, authority, at):
    session = run("close", run("open", schedule(lecture=make_live(minutes=90))), minutes=90)
    confirm_register(
        session=session,
        by=secretary,
        authority=authority(secretary),
        entries={learner.pk: "present", secretary.pk: "excused"},
        at=at + timedelta(minutes=95),
    )
    assert LectureCompletion.objects.get().member == learner
    assert CourseCompletion.objects.get().member == learner


def test_a_quiz_cannot_be_studied_together(make_live, schedule):
    with pytest.raises(LectureNotForGroups):
        schedule(lecture=make_live(minutes=10, kind="quiz"))
