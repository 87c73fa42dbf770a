"""An enrolment by name, an assignment to the second branch, and an office that depends on the course."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from courses.invitations import Invitation
from courses.models import Course
from courses.services.assigning import Terms, assign_course
from courses.services.conditioning import set_condition
from courses.services.enrolling import enrol
from school.organisation.acting import Act
from school.organisation.models import Organisation, Role

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    course = Course.objects.select_related("organisation").get(public_id=world.ids["course_id"])
    second = Organisation.objects.get(name="经管第二支部")
    instructor, secretary = world.people["instructor"], world.people["secretary"]
    security = world.people["security_administrator"]
    enrolment = enrol(act=Act(member=instructor, at=at), course=course, member=world.people["peer"])
    terms = Terms(due_days=30, reason="金丝雀理由")
    assignment = assign_course(act=Act(member=secretary, at=at), course=course, to=Invitation(second), terms=terms)
    condition = set_condition(act=Act(member=security, at=at), role=Role.COMMITTEE_OFFICER, course=course, grace_days=9)
    world.name(enrolment=enrolment, assignment=assignment, condition=condition, second=second)
    world.canaries += ["金丝雀理由"]
