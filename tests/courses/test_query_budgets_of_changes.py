"""Lists of courses that are all due stay within the budget of a call, however they are narrowed and however many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.dues import dues_of
from courses.invitations import Invitation
from courses.models import Course, CourseAssignment
from courses.services.assigning import Terms, assign_course
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Role, Stage

from .test_member_pages import shelf  # noqa: F401  # a fixture
from .test_query_budgets import CALL, queries


@pytest.fixture
def asked(shelf, economics, second_branch, secretary, at):  # noqa: F811
    """asked(30) → that many more courses, each asked of the branch within days and of everybody by a day."""

    def ask(count: int) -> None:
        shelf(count)
        act = Act(member=secretary, at=at)
        for course in Course.objects.exclude(pk__in=CourseAssignment.objects.values("course")):
            assign_course(act=act, course=course, to=Invitation(second_branch), terms=Terms(due_days=14))

    return ask


@pytest.mark.parametrize(
    "narrowing", ["", "?sort=due", "?state=due&sort=due&q=课", "?state=due&sort=due&topic=none&series=none&q=课"]
)
def test_courses_that_are_due(asked, learner, client_of, narrowing):
    client = client_of(learner)
    client.get("/offline/")
    asked(1)
    one = queries(client, f"/api/courses{narrowing}")
    asked(30)
    assert queries(client, f"/api/courses{narrowing}") == one <= CALL


@pytest.mark.pg
def test_lists_say_the_same_dues_as_a_course_by_itself(
    published, second_branch, economics, secretary, make_member, learner, client_of, at
):
    act = Act(member=secretary, at=at)
    for to, days in (
        (Invitation(second_branch), 30),
        (Invitation(second_branch, role=Role.BRANCH_SECRETARY), 9),
        (Invitation(second_branch, stage=Stage.FULL), 20),
    ):
        assign_course(act=act, course=published, to=to, terms=Terms(due_days=days))
    CourseAssignment.objects.update(starts_on=at.date() - timedelta(days=60))
    fresh = make_member("新来", second_branch)
    fresh.affiliations.update(starts_on=at.date() - timedelta(days=3))
    said = set()
    for member in (learner, secretary, fresh):
        [item] = client_of(member).get("/api/courses?topic=&state=due").json()["items"]
        due = dues_of(authority_of(member, at=at), [published.pk], at)[published.pk].due_on
        assert item["due_on"] == due.isoformat()
        said.add(due)
    assert len(said) > 1
