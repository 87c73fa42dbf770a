"""Whose record is changed by another hears of it; what one does oneself is no news."""

from __future__ import annotations

import pytest
from django.utils import translation

from courses.services import add_chapter, add_lecture, create_course, publish_course
from school.notices.models import Notice
from school.notices.own_kinds import RECORD_CHANGED
from school.notices.services.delivering import deliver_waiting
from school.organisation.acting import Act
from school.organisation.models import MemberEventKind
from school.organisation.services.chronicling import note, note_all

pytestmark = pytest.mark.django_db


def test_a_changed_stage_is_told_to_the_member_and_not_to_who_changed_it(learner, secretary, at):
    act = Act(member=secretary, at=at)
    for member in (learner, secretary):
        note(member_id=member.pk, kind=MemberEventKind.STAGE, on=at.date(), payload={"stage": "full"}, act=act)
    deliver_waiting(at=at)
    notice = Notice.objects.get(kind=RECORD_CHANGED)
    assert notice.member == learner
    with translation.override("en"):
        assert notice.title == "Your record was changed: stage"


def test_one_act_upon_many_is_one_outgoing_notice(learner, peer, secretary, at, django_assert_max_num_queries):
    act = Act(member=secretary, at=at)
    events = [(who.pk, MemberEventKind.STAGE, at.date(), {"stage": "full"}) for who in (learner, peer)]
    with django_assert_max_num_queries(8):
        note_all(events=events, act=act)
    deliver_waiting(at=at)
    assert set(Notice.objects.values_list("member_id", flat=True)) == {learner.pk, peer.pk}


def test_what_the_system_writes_is_no_news(learner, at):
    note(
        member_id=learner.pk,
        kind=MemberEventKind.STAGE,
        on=at.date(),
        payload={"stage": "full"},
        act=Act(member=None, at=at),
    )
    assert deliver_waiting(at=at) == 0


def test_a_published_course_is_told_to_its_audience(learner, outsider, instructor, second_branch, at, economics):
    course = create_course(organisation=economics, member=instructor, title="入门", at=at)
    chapter = add_chapter(course=course, title="一", at=at)
    add_lecture(chapter=chapter, kind="article", title="讲稿", body="## 一\n\n正文", at=at)
    publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    deliver_waiting(at=at)
    told = Notice.objects.filter(kind="course_published")
    assert [notice.member for notice in told] == [learner]
    assert told[0].url == f"/courses/{course.public_id}/"
