"""Gates below every view: a closed lecture says why, in words, and opens when its condition is met."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from courses import services
from courses.errors import GateClosed, GateInvalid
from courses.gates import judge_lecture, judge_revision
from courses.models import LectureRevision
from courses.services import require_open, visit_lecture

from .test_publishing_freezes import edit


@pytest.fixture
def gated(course, lectures, instructor, second_branch, at, facts):
    """The second lecture waits for the first, the third for a date or a passed first."""
    edit(lectures[1], at, gate={"completed": lectures[0].public_id})
    tomorrow = (at + timedelta(days=1)).isoformat()
    edit(lectures[2], at, gate={"any": [{"from": tomorrow}, {"passed": lectures[0].public_id}]})
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    return lectures


def opens(member, authority, lecture, at) -> bool:
    try:
        require_open(member=member, authority=authority(member), lecture=lecture, at=at)
    except GateClosed:
        return False
    return True


def test_a_lecture_opens_once_the_one_before_is_completed(gated, learner, peer, authority, at, facts):
    assert not opens(learner, authority, gated[1], at)
    facts.completed_ids.add((learner.pk, gated[0].pk))
    assert opens(learner, authority, gated[1], at)
    assert not opens(peer, authority, gated[1], at)


def test_either_the_date_or_the_passed_quiz_opens(gated, learner, authority, at, facts):
    assert not opens(learner, authority, gated[2], at)
    assert opens(learner, authority, gated[2], at + timedelta(days=1))
    facts.passed_ids.add((learner.pk, gated[0].pk))
    assert opens(learner, authority, gated[2], at)


def test_the_reason_names_the_published_title(gated, learner, authority, at):
    edit(gated[0], at, title="草稿里的新题目")
    with translation.override("en"), pytest.raises(GateClosed) as closed:
        require_open(member=learner, authority=authority(learner), lecture=gated[1], at=at)
    assert "It opens once you have completed “为什么要接转”." in closed.value.detail
    assert "草稿里的新题目" not in closed.value.detail


def test_alternatives_are_told_as_such(gated, learner, authority, at):
    with translation.override("en"), pytest.raises(GateClosed) as closed:
        require_open(member=learner, authority=authority(learner), lecture=gated[2], at=at)
    assert "any one of these" in closed.value.detail
    assert "“为什么要接转” passed" in closed.value.detail


def test_one_lecture_and_the_whole_revision_are_judged_alike(gated, learner, at, facts):
    shown = list(LectureRevision.objects.all().in_order().select_related("lecture"))
    for completed in (set(), {(learner.pk, gated[0].pk)}):
        facts.completed_ids = completed
        whole = judge_revision(member_id=learner.pk, lectures=shown, at=at)
        for row in shown:
            assert judge_lecture(member_id=learner.pk, shown=row, at=at) == whole.openings[row.lecture_id]


def test_a_visit_is_refused_like_the_lecture_itself(gated, learner, authority, at):
    with pytest.raises(GateClosed):
        visit_lecture(member=learner, authority=authority(learner), lecture_id=gated[1].public_id, at=at)
    visit = visit_lecture(member=learner, authority=authority(learner), lecture_id=gated[0].public_id, at=at)
    assert [row.lecture for row in visit.lectures] == gated


def test_what_is_no_gate_is_refused_when_it_is_set(lectures, at):
    with pytest.raises(GateInvalid):
        edit(lectures[1], at, gate={"sometimes": []})


def test_a_lecture_without_a_gate_asks_no_facts(published, lectures, learner, at, django_assert_num_queries):
    row = LectureRevision.objects.select_related("lecture").get(lecture=lectures[0])
    with django_assert_num_queries(0):
        assert judge_lecture(member_id=learner.pk, shown=row, at=at).open
