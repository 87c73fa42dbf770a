"""Who is shown what and asked for it: a course taken over, courses assigned, an office that depends on one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from courses.invitations import Invitation
from courses.models import Course
from courses.services.adopting import adopt_course, offer_course
from courses.services.assigning import Terms, assign_course
from courses.services.conditioning import set_condition
from school.demo.showcase.crew import Crew
from school.demo.showcase.texts import Showcase
from school.demo.year import StudyYear
from school.organisation.models import Role

OFFERED, ASSIGNED, DEPENDS = 50, 10, 10


def open_and_ask(*, text: Showcase, crew: Crew, by_title: Mapping[str, Course], year: StudyYear) -> None:
    """The committee offers and assigns, the faculty takes over, organisers get their days of grace."""
    offered = by_title[text.adoption.course]
    offer_course(course=offered, reusable=True, act=crew.act(crew.officer, Role.COMMITTEE_OFFICER, year.ago(OFFERED)))
    adopt_course(
        course=offered,
        organisation=crew.faculty,
        introduction=text.adoption.introduction,
        act=crew.act(crew.author, Role.INSTRUCTOR, year.ago(OFFERED)),
    )
    asking = crew.act(crew.officer, Role.COMMITTEE_OFFICER, year.ago(ASSIGNED))
    for one in text.assignment:
        due_on = year.at.date() + timedelta(days=one.days)
        terms = Terms(required=one.required, due_on=due_on, reason=one.reason)
        assign_course(act=asking, course=by_title[one.course], to=Invitation(crew.faculty), terms=terms)
    set_condition(
        act=crew.act(crew.guard, Role.SECURITY_ADMINISTRATOR, year.ago(DEPENDS)),
        role=Role.ORGANISER,
        course=by_title[text.condition.course],
        grace_days=text.condition.grace_days,
    )
