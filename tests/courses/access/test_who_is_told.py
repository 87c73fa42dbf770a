"""Whom a course concerns hears of it: at publishing, when it is asked of her, and before it is due; nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from courses import services
from courses.invitations import Invitation
from courses.news import COURSE_ASSIGNED, COURSE_DUE, COURSE_OPENED, COURSE_PUBLISHED
from courses.services.adopting import adopt_course, offer_course
from courses.services.assigning import Terms, assign_course, change_assignment, end_assignment
from courses.services.enrolling import end_enrolment, enrol
from progress.models import CourseCompletion
from progress.services.ruling import rules_in_force
from progress.services.telling_assigned import tell_all
from school.notices.models import Notice
from school.notices.services.delivering import deliver_waiting
from school.organisation.acting import Act
from school.organisation.models import Stage

pytestmark = pytest.mark.pg


@pytest.fixture
def act(secretary, at) -> Act:
    return Act(member=secretary, at=at)


@pytest.fixture
def run(at):
    """run(kind, day=3) → whom the clock told of it on that day, by number."""

    def told(kind: str, *, day: int = 0) -> set[str]:
        then = at + timedelta(days=day)
        before = set(Notice.objects.values_list("pk", flat=True))
        tell_all(at=then)
        tell_all(at=then)
        deliver_waiting(at=then)
        fresh = Notice.objects.filter(kind=kind).exclude(pk__in=before)
        assert not Notice.objects.filter(times__gt=1).exists()
        return set(fresh.values_list("member__number", flat=True))

    return told


def complete(member, course, at) -> None:
    CourseCompletion.objects.create(
        member=member,
        course=course,
        course_revision=course.published_revision,
        rule_version=rules_in_force(on=at.date(), path=""),
        completed_at=at,
    )


def test_a_course_for_a_stage_is_told_to_that_stage_and_to_who_is_enrolled(
    course, instructor, make_member, second_branch, learner, outsider, act, at
):
    activist = make_member("吴桐", second_branch, stage=Stage.ACTIVIST)
    enrol(act=act, course=course, member=outsider)
    invited = [Invitation(second_branch, stage=Stage.ACTIVIST)]
    services.publish_course(course=course, member=instructor, audiences=invited, at=at)
    deliver_waiting(at=at)
    told = Notice.objects.filter(kind=COURSE_PUBLISHED).values_list("member__number", flat=True)
    assert set(told) == {activist.number, outsider.number}


def opened(at) -> list[str]:
    deliver_waiting(at=at)
    return sorted(Notice.objects.filter(kind=COURSE_OPENED).values_list("member__number", flat=True))


def test_who_is_enrolled_later_hears_of_it_once_and_who_saw_it_before_does_not(published, learner, outsider, act, at):
    deliver_waiting(at=at)
    enrol(act=act, course=published, member=learner)
    assert opened(at) == []
    ended = enrol(act=act, course=published, member=outsider)
    assert opened(at) == [outsider.number]
    end_enrolment(act=act, enrolment=ended)
    Notice.objects.update(unread=None)
    enrol(act=Act(member=act.member, at=at + timedelta(days=2)), course=published, member=outsider)
    assert opened(at + timedelta(days=2)) == [outsider.number]


def test_who_is_enrolled_in_a_draft_hears_of_it_when_it_is_published(course, outsider, act, at):
    enrol(act=act, course=course, member=outsider)
    assert opened(at) == []


def test_where_a_course_is_taken_over_those_hear_of_it_who_did_not_see_it(
    course, instructor, economics, second_branch, make_member, learner, act, at
):
    services.publish_course(
        course=course, member=instructor, audiences=[Invitation(second_branch, stage=Stage.ACTIVIST)], at=at
    )
    deliver_waiting(at=at)
    offered = offer_course(course=course, reusable=True, act=act)
    adopt_course(course=offered, organisation=second_branch, introduction="", act=act)
    told = opened(at)
    assert learner.number in told
    assert act.member.number not in told
    with translation.override("en"):
        assert "A course is open to you" in Notice.objects.filter(kind=COURSE_OPENED)[0].title


def test_who_is_asked_is_told_once_and_who_joins_later_is_told_too(
    published, learner, peer, secretary, second_branch, make_member, act, run, at
):
    assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_days=14))
    complete(peer, published, at)
    assert run(COURSE_ASSIGNED) == {learner.number, secretary.number}
    fresh = make_member("新来", second_branch)
    fresh.affiliations.update(starts_on=(at + timedelta(days=3)).date())
    assert run(COURSE_ASSIGNED, day=2) == set()
    assert run(COURSE_ASSIGNED, day=3) == {fresh.number}
    assert Notice.objects.get(member=fresh, kind=COURSE_ASSIGNED).facts["due_on"] == "2026-12-10"


def test_nobody_is_told_who_does_not_see_the_course(published, economics, instructor, learner, act, run):
    assign_course(act=act, course=published, to=Invitation(economics), terms=Terms())
    told = run(COURSE_ASSIGNED)
    assert learner.number in told
    assert instructor.number not in told


def test_before_the_due_day_only_who_has_not_completed_it_is_reminded_and_once(
    published, learner, peer, secretary, second_branch, act, run, at
):
    due = (at + timedelta(days=20)).date()
    assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_on=due))
    run(COURSE_ASSIGNED)
    complete(peer, published, at)
    assert run(COURSE_DUE, day=12) == set()
    assert run(COURSE_DUE, day=13) == {learner.number, secretary.number}
    Notice.objects.update(unread=None)
    assert run(COURSE_DUE, day=14) == set()
    with translation.override("en"):
        assert "2026" in Notice.objects.filter(kind=COURSE_DUE)[0].body


def test_who_was_told_within_these_days_is_not_reminded_as_well(published, learner, second_branch, act, run):
    assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_days=5))
    assert learner.number in run(COURSE_ASSIGNED)
    assert run(COURSE_DUE, day=3) == set()


def test_another_due_day_is_reminded_of_again_and_an_ended_assignment_of_nothing(
    published, learner, second_branch, act, run, at
):
    made = assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_days=10))
    run(COURSE_ASSIGNED)
    assert learner.number in run(COURSE_DUE, day=4)
    Notice.objects.update(unread=None)
    change_assignment(act=act, assignment=made, terms=Terms(due_days=30, reason="再看一遍"))
    assert run(COURSE_DUE, day=9) == set()
    assert learner.number in run(COURSE_DUE, day=24)
    end_assignment(act=act, assignment=made)
    assert run(COURSE_ASSIGNED, day=40) == set()


def test_a_run_that_dies_tells_nobody_twice(published, learner, second_branch, act, run, at):
    """Killed between the outbox and the inbox, or before its transaction committed."""
    made = assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms())
    tell_all(at=at)
    type(made).objects.filter(pk=made.pk).update(told_until=None)
    assert learner.number in run(COURSE_ASSIGNED)
    assert Notice.objects.filter(kind=COURSE_ASSIGNED, member=learner).count() == 1


def test_telling_costs_the_same_for_many(published, second_branch, make_member, act, at, django_assert_max_num_queries):
    assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_days=14))
    for number in range(20):
        make_member(f"同志{number}", second_branch)
    with django_assert_max_num_queries(20):
        tell_all(at=at)
