"""What an author planned happens once, at its time, and only if it is still allowed then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from courses import services
from courses.errors import NothingPlanned, PlannedTimeInvalid
from courses.invitations import Invitation
from courses.models import CourseRevision, PlannedAct, PlannedState
from courses.services import scheduling
from courses.services.scheduling import cancel_plan, carry_out_due, plan_publishing, plan_withdrawal
from school.notices.models import Outgoing
from school.organisation.models import Office, Stage, Task

HOUR = timedelta(hours=1)


@pytest.fixture
def planned(course, instructor, second_branch, act_of, at) -> PlannedAct:
    audience = [Invitation(second_branch, stage=Stage.FULL)]
    return plan_publishing(course=course, audiences=audience, due_at=at + HOUR, act=act_of(instructor))


def state_of(plan: PlannedAct) -> str:
    plan.refresh_from_db()
    return plan.state


def test_it_is_published_at_its_time_and_not_before_and_once(planned, course, at):
    assert carry_out_due(at=at + HOUR / 2) == 0
    assert carry_out_due(at=at + HOUR) == 1
    assert carry_out_due(at=at + 2 * HOUR) == 0
    course.refresh_from_db()
    assert (course.is_published, CourseRevision.objects.count(), state_of(planned)) == (True, 1, PlannedState.DONE)
    (row,) = course.audiences.all()
    assert (row.organisation.name, row.stage) == ("经管第二党支部", Stage.FULL)


@pytest.mark.pg
def test_a_worker_that_dies_half_way_leaves_it_waiting(planned, course, at, monkeypatch):
    def dies(*args, **options):
        raise MemoryError("killed")

    with monkeypatch.context() as killed:
        killed.setattr(scheduling, "_tell", dies)
        assert carry_out_due(at=at + HOUR) == 0
    assert (state_of(planned), CourseRevision.objects.count()) == (PlannedState.WAITING, 0)
    assert carry_out_due(at=at + HOUR) == 1
    assert (state_of(planned), CourseRevision.objects.count()) == (PlannedState.DONE, 1)


@pytest.mark.pg
def test_a_late_worker_finds_it_taken(planned, at):
    with transaction.atomic():
        PlannedAct.objects.filter(pk=planned.pk).update(state=PlannedState.DONE, ended_at=at)
    assert not scheduling._carry_out(planned.pk, at=at + HOUR)
    assert CourseRevision.objects.count() == 0


def test_review_is_judged_when_the_time_comes(planned, course, instructor, economics, ask_for, at):
    ask_for(economics, 1)
    assert carry_out_due(at=at + HOUR) == 1
    assert state_of(planned) == PlannedState.FAILED
    assert "review" in planned.outcome
    assert Task.objects.open().get(kind="course_plan_failed").subject_id == course.public_id
    assert Outgoing.objects.get(kind="course_plan_failed").member_ids == [instructor.pk]
    course.refresh_from_db()
    assert not course.is_published


def test_a_draft_that_has_problems_then_is_not_published(planned, course, at):
    services.add_chapter(course=course, title="空的一章", at=at)
    carry_out_due(at=at + HOUR)
    assert state_of(planned) == PlannedState.FAILED
    assert "空的一章" in planned.outcome


def test_who_has_lost_the_office_publishes_nothing(planned, instructor, at):
    Office.objects.filter(member=instructor).update(ends_on=at.date())
    carry_out_due(at=at + HOUR)
    assert state_of(planned) == PlannedState.FAILED


def test_a_new_time_takes_the_place_of_the_one_before(planned, course, instructor, second_branch, act_of, at):
    later = plan_publishing(course=course, audiences=[second_branch], due_at=at + 3 * HOUR, act=act_of(instructor))
    assert state_of(planned) == PlannedState.CANCELLED
    assert carry_out_due(at=at + 2 * HOUR) == 0
    assert carry_out_due(at=at + 3 * HOUR) == 1
    assert state_of(later) == PlannedState.DONE


def test_a_cancelled_plan_does_not_happen(planned, instructor, act_of, at):
    cancel_plan(plan=planned, act=act_of(instructor))
    assert carry_out_due(at=at + HOUR) == 0
    with pytest.raises(NothingPlanned):
        cancel_plan(plan=planned, act=act_of(instructor))


def test_a_withdrawal_by_the_clock(published, instructor, act_of, at):
    plan = plan_withdrawal(course=published, reason="到期。", due_at=at + HOUR, act=act_of(instructor))
    carry_out_due(at=at + HOUR)
    published.refresh_from_db()
    assert (published.state, state_of(plan)) == ("withdrawn", PlannedState.DONE)


def test_one_plan_that_breaks_does_not_keep_the_others_waiting(planned, published, instructor, act_of, at, monkeypatch):
    other = plan_withdrawal(course=published, reason="到期。", due_at=at + HOUR, act=act_of(instructor))
    monkeypatch.setattr(scheduling, "publish_course", lambda **options: 1 / 0)
    carry_out_due(at=at + HOUR)
    assert (state_of(planned), state_of(other)) == (PlannedState.WAITING, PlannedState.DONE)


@pytest.mark.parametrize("ahead", [timedelta(0), -HOUR, timedelta(days=800)])
def test_only_a_time_in_the_next_two_years(course, instructor, second_branch, act_of, at, ahead):
    with pytest.raises(PlannedTimeInvalid):
        plan_publishing(course=course, audiences=[second_branch], due_at=at + ahead, act=act_of(instructor))
