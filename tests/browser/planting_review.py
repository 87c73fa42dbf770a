"""A draft of one article, two reviewers over it, and a rule of two levels."""

from __future__ import annotations

import json
from datetime import date

from django.utils import timezone

from courses.services import add_chapter, add_lecture, create_course
from courses.services.asking_for_reviews import set_review_rule
from courses.services.scheduling import carry_out_due
from school.accounts.services.acknowledging import acknowledge_for
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation, Role, Stage
from school.organisation.services.joining import affiliate, appoint
from tests.browser.planting import FOUNDED, plant_people_quietly
from tests.operations.people import PASSWORD

TEXT = "## 为什么\n\n组织关系跟着人走。\n\n## 多久\n\n介绍信的有效期最长六十天。"


def plant_draft() -> None:
    """Prints the public ids as JSON."""
    ids = plant_people_quietly()
    at = timezone.now()
    economics = Organisation.objects.get(public_id=ids["economics"])
    second = Organisation.objects.get(public_id=ids["second"])
    for number, name in (("reviewer", "何静"), ("final", "吴岚")):
        member = Member.objects.create_user(number, PASSWORD, name=name, stage=Stage.FULL)
        affiliate(member=member, organisation=second, on=FOUNDED)
        appoint(member=member, organisation=economics, role=Role.REVIEWER, on=FOUNDED, by=None)
    acknowledge_for(member_ids=Member.objects.values_list("pk", flat=True), at=at)
    instructor = Member.objects.get(number="instructor")
    officer = Member.objects.get(number="secretary")
    set_review_rule(organisation=economics, levels=2, starts_on=_today(), act=Act(officer, at))
    course = create_course(organisation=economics, member=instructor, title="组织关系接转", summary="办理。", at=at)
    chapter = add_chapter(course=course, title="规定", at=at)
    lecture = add_lecture(chapter=chapter, kind="article", title="有效期", body=TEXT, at=at)
    print(json.dumps(ids | {"course": course.public_id, "lecture": lecture.public_id}))


def its_time_has_come() -> None:
    """What the clock does at the planned time, an hour early."""
    at = timezone.now()
    carry_out_due(at=at.replace(year=at.year + 1))


def _today() -> date:
    return timezone.localdate()
