"""A draft is read on several levels by different people, and what was approved is what is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses import services
from courses.errors import (
    DraftChanged,
    NoReviewAsked,
    NotByTheSamePerson,
    NotReadyToPublish,
    NotReviewed,
    ReasonsMissing,
    ReviewOver,
    ReviewRuleTooLax,
    UnderReview,
)
from courses.models import Opinion, ReviewDecision, ReviewRound, ReviewRule, RoundState
from courses.services.deciding import approve, send_back
from courses.services.reviewing import require_reviewed, submit_for_review, take_back
from school.audit.models import AuditEntry
from school.notices.models import Outgoing
from school.organisation.models import Role, Task, TaskState


def edited(course, at, title="改过的标题", by=None):
    return services.edit_course(course=course, title=title, summary=course.summary, required=False, at=at, by=by)


def test_without_a_rule_a_course_is_published_at_once(course, instructor, second_branch, act_of, at):
    with pytest.raises(NoReviewAsked):
        submit_for_review(course=course, note="", act=act_of(instructor))
    assert services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at).number == 1


def test_two_people_approve_and_the_course_can_be_published(
    submitted, course, instructor, reviewer, second_reviewer, second_branch, act_of, at
):
    with pytest.raises(NotReviewed):
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    with pytest.raises(NotReviewed):
        require_reviewed(course=course, at=at)
    approve(submitted=submitted, level=2, text="同意发布。", act=act_of(second_reviewer))
    submitted.refresh_from_db()
    assert submitted.state == RoundState.APPROVED
    assert services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at).number == 1
    opinions = list(submitted.decisions.values_list("level", "opinion", "reviewer"))
    assert opinions == [(1, "approved", reviewer.pk), (2, "approved", second_reviewer.pk)]


def test_the_same_person_never_decides_twice(submitted, reviewer, act_of):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    with pytest.raises(NotByTheSamePerson):
        approve(submitted=submitted, level=2, text="", act=act_of(reviewer))


def test_another_record_of_the_same_person_is_the_same_person(submitted, reviewer, second_reviewer, act_of):
    second_reviewer.stands_for = reviewer
    second_reviewer.save(update_fields=["stands_for"])
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    with pytest.raises(NotByTheSamePerson):
        approve(submitted=submitted, level=2, text="", act=act_of(second_reviewer))


def test_who_wrote_in_the_draft_does_not_decide_on_it(course, instructor, reviewer, economics, ask_for, act_of, at):
    ask_for(economics, 1)
    edited(course, at, by=reviewer)
    round_ = submit_for_review(course=course, note="", act=act_of(instructor))
    with pytest.raises(NotByTheSamePerson):
        approve(submitted=round_, level=1, text="", act=act_of(reviewer))


def test_a_change_after_the_approval_voids_it(
    submitted, course, instructor, reviewer, second_reviewer, second_branch, act_of, at
):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    approve(submitted=submitted, level=2, text="", act=act_of(second_reviewer))
    require_reviewed(course=course, at=at)
    edited(course, at)
    with pytest.raises(NotReviewed):
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    again = submit_for_review(course=course, note="", act=act_of(instructor))
    assert (again.number, again.state) == (2, RoundState.OPEN)


def test_nobody_decides_on_a_draft_that_was_changed_meanwhile(submitted, course, instructor, reviewer, act_of, at):
    edited(course, at)
    with pytest.raises(DraftChanged):
        approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    submit_for_review(course=course, note="", act=act_of(instructor))
    submitted.refresh_from_db()
    assert submitted.state == RoundState.OUTDATED


def test_putting_the_change_back_makes_the_approval_count_again(
    submitted, course, reviewer, second_reviewer, act_of, at
):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    approve(submitted=submitted, level=2, text="", act=act_of(second_reviewer))
    edited(course, at)
    edited(course, at, title="组织关系接转")
    require_reviewed(course=course, at=at)


def test_a_returned_draft_goes_back_with_reasons_and_a_task(submitted, instructor, reviewer, act_of):
    with pytest.raises(ReasonsMissing):
        send_back(submitted=submitted, level=1, text=" ", act=act_of(reviewer))
    send_back(submitted=submitted, level=1, text="第二节出处不明。", act=act_of(reviewer))
    submitted.refresh_from_db()
    assert submitted.state == RoundState.RETURNED
    task = Task.objects.open().get(kind="mend_course")
    assert (task.role, task.organisation.name) == (Role.INSTRUCTOR, "经济管理学院党总支")
    told = Outgoing.objects.get(kind="course_returned")
    assert (told.member_ids, told.facts["text"]) == ([instructor.pk], "第二节出处不明。")


def test_each_level_asks_one_office_and_closes_its_task(submitted, reviewer, second_reviewer, act_of):
    assert Task.objects.open().get(kind="review_course").facts["level"] == 1
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    assert Task.objects.open().get(kind="review_course").facts["level"] == 2
    approve(submitted=submitted, level=2, text="", act=act_of(second_reviewer))
    assert not Task.objects.open().filter(kind="review_course").exists()
    assert Task.objects.filter(kind="review_course", state=TaskState.DONE).count() == 2


def test_a_level_goes_up_when_the_nearest_office_has_nobody_left(
    submitted, reviewer, college_reviewer, college, act_of
):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    assert Task.objects.open().get(kind="review_course").organisation == college


def test_the_author_takes_it_back(submitted, course, instructor, reviewer, act_of):
    take_back(submitted=submitted, act=act_of(instructor))
    assert not Task.objects.open().filter(kind="review_course").exists()
    with pytest.raises(ReviewOver):
        approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    assert submit_for_review(course=course, note="", act=act_of(instructor)).number == 2


def test_a_level_that_was_decided_meanwhile_is_not_decided_again(submitted, reviewer, second_reviewer, act_of):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    with pytest.raises(ReviewOver):
        approve(submitted=submitted, level=1, text="", act=act_of(second_reviewer))


def test_the_same_draft_is_submitted_once(submitted, course, instructor, act_of):
    with pytest.raises(UnderReview):
        submit_for_review(course=course, note="", act=act_of(instructor))


def test_a_draft_that_cannot_be_published_is_not_submitted(course, instructor, economics, ask_for, act_of, at):
    ask_for(economics, 1)
    services.add_chapter(course=course, title="空的一章", at=at)
    with pytest.raises(NotReadyToPublish):
        submit_for_review(course=course, note="", act=act_of(instructor))


@pytest.mark.pg
def test_the_database_itself_keeps_levels_and_reviewers_apart(submitted, reviewer, second_reviewer, at):
    decision = {"round": submitted, "opinion": Opinion.APPROVED, "decided_at": at}
    ReviewDecision.objects.create(level=1, reviewer=reviewer, **decision)
    for level, who in ((1, second_reviewer), (2, reviewer)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewDecision.objects.create(level=level, reviewer=who, **decision)
    with pytest.raises(IntegrityError), transaction.atomic():
        fields = {"course": submitted.course, "number": 9, "levels": 1, "rule": submitted.rule, "submitted_at": at}
        ReviewRound.objects.create(submitted_by=reviewer, **fields)


def test_rules_are_inherited_and_only_grow_stricter(college, economics, second_branch, ask_for, at):
    ask_for(college, 2)
    with pytest.raises(ReviewRuleTooLax):
        ask_for(economics, 1)
    ask_for(economics, 3)
    today = at.date()
    asked = {place: ReviewRule.objects.asked_of(place.path, on=today) for place in (college, economics, second_branch)}
    assert [rule.levels for rule in asked.values() if rule] == [2, 3, 3]
    assert ReviewRule.objects.asked_of(economics.path, on=today - timedelta(days=1)) is None


@pytest.mark.pg
def test_a_rule_holds_from_its_day_on_and_a_round_keeps_its_own(
    submitted, economics, ask_for, reviewer, second_reviewer, course, act_of, at
):
    ask_for(economics, 3, starts_on=at.date() + timedelta(days=10))
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    approve(submitted=submitted, level=2, text="", act=act_of(second_reviewer))
    require_reviewed(course=course, at=at)
    with pytest.raises(NotReviewed):
        require_reviewed(course=course, at=at + timedelta(days=10))


def test_every_step_stands_in_the_audit(submitted, reviewer, second_reviewer, act_of):
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    send_back(submitted=submitted, level=2, text="请改。", act=act_of(second_reviewer))
    wanted = ("review_rule.set", "course.submitted", "course.review_approved", "course.review_returned")
    assert set(AuditEntry.objects.filter(action__in=wanted).values_list("action", flat=True)) == set(wanted)


def test_two_rules_for_one_day_both_stand_and_the_later_holds(economics, ask_for, at):
    first, second = ask_for(economics, 2), ask_for(economics, 1)
    first.refresh_from_db()
    assert (first.levels, second.levels) == (2, 1)
    assert ReviewRule.objects.asked_of(economics.path, on=at.date()) == second
    said = AuditEntry.objects.filter(action="review_rule.set").order_by("pk")
    assert [(entry.details["levels_before"], entry.details["levels"]) for entry in said] == [(0, 2), (2, 1)]
