"""A draft of the second branch's own under review, with a comment; a plan; a course of the general branch adopted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Course, Lecture
from courses.services import add_chapter, add_lecture, create_course
from courses.services.adopting import adopt_course, offer_course
from courses.services.asking_for_reviews import set_review_rule
from courses.services.commenting import Spot, comment
from courses.services.reviewing import submit_for_review
from courses.services.scheduling import plan_withdrawal
from school.organisation.acting import Act
from school.organisation.models import Organisation, Role
from school.organisation.services.joining import appoint

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    instructor, officer = world.people["instructor"], world.people["officer"]
    college, second = Organisation.objects.get(name="党委"), Organisation.objects.get(name="经管第二支部")
    appoint(member=officer, organisation=college, role=Role.REVIEWER, on=date(2012, 9, 1), by=None)
    rule = {"organisation": second, "starts_on": timezone.localdate(at), "act": Act(officer, at)}
    set_review_rule(levels=1, **rule)
    draft = create_course(organisation=second, member=instructor, title="金丝雀送审", at=at)
    chapter = add_chapter(course=draft, title="章", at=at)
    lecture = add_lecture(chapter=chapter, kind="article", title="金丝雀审读", body="## 一\n\n金丝雀审稿", at=at)
    submitted = submit_for_review(course=draft, note="金丝雀附言", act=Act(instructor, at))
    # Other areas publish courses of the second branch without a review.
    set_review_rule(levels=0, **rule)
    spot = Spot(lecture=Lecture.objects.select_related("chapter").get(pk=lecture.pk), anchor="section-1")
    thread = comment(submitted=submitted, author=officer, spot=spot, text="金丝雀批注", at=at)
    course = Course.objects.select_related("organisation").get(public_id=world.ids["course_id"])
    year = timedelta(days=365)
    plan = plan_withdrawal(course=course, reason="金丝雀到期", due_at=at + year, act=Act(instructor, at))
    offer_course(course=course, reusable=True, act=Act(instructor, at))
    adoption = adopt_course(course=course, organisation=second, introduction="金丝雀导语", act=Act(instructor, at))
    world.name(reviewed=draft, reviewed_lecture=lecture, round=submitted, comment=thread, plan=plan, adoption=adoption)
    world.canaries += ["金丝雀送审", "金丝雀审读", "金丝雀审稿", "金丝雀附言", "金丝雀批注", "金丝雀到期", "金丝雀导语"]
