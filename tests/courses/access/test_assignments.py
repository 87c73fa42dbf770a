"""Assignments: a rule that reaches who joins later, due by a date or by days, read in words, undone without loss."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from courses.access_errors import AlreadyAssigned, AssignmentOver, NotOpenToThem
from courses.dues import due_in_words, dues_of
from courses.invitations import Invitation
from courses.services.assigning import Terms, assign_course, change_assignment, end_assignment, resume_assignment
from progress.models import CourseCompletion
from progress.reports.assigned import assigned_rows, reach_of
from progress.services.ruling import rules_in_force
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Role, Stage

pytestmark = pytest.mark.pg


@pytest.fixture
def act(secretary, at) -> Act:
    return Act(member=secretary, at=at)


@pytest.fixture
def assigned(published, second_branch, act):
    return assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms(due_days=14))


def complete(member, course, at) -> None:
    CourseCompletion.objects.create(
        member=member,
        course=course,
        course_revision=course.published_revision,
        rule_version=rules_in_force(on=at.date(), path=""),
        completed_at=at,
    )


def test_it_reaches_who_joins_later_and_counts_her_days_from_then(
    published, assigned, make_member, second_branch, learner, outsider, at
):
    later = at + timedelta(days=40)
    fresh = make_member("新来", second_branch)
    fresh.affiliations.update(starts_on=later.date())
    due = {member.pk: dues_of(authority_of(member, at=later), [published.pk], later) for member in (learner, fresh)}
    assert due[learner.pk][published.pk].due_on == date(2026, 12, 7)
    assert due[fresh.pk][published.pk].due_on == later.date() + timedelta(days=14)
    assert dues_of(authority_of(outsider, at=later), [published.pk], later) == {}


def test_one_course_asked_twice_is_due_by_the_earlier_day(published, assigned, learner, act, economics, at):
    terms = Terms(required=False, due_on=date(2026, 11, 25), reason="专题")
    assign_course(act=act, course=published, to=Invitation(economics, stage=Stage.FULL), terms=terms)
    due = dues_of(authority_of(learner, at=at), [published.pk], at)[published.pk]
    assert (due.required, due.due_on, due.reason) == (True, date(2026, 11, 25), "专题")


def test_dues_cost_the_same_however_many_courses(published, assigned, learner, at, django_assert_num_queries):
    held = authority_of(learner, at=at)
    with django_assert_num_queries(3):
        dues_of(held, [published.pk, *range(1000, 1100)], at)


def test_the_days_are_said_calmly():
    today = date(2026, 11, 23)
    with translation.override("en"):
        said = [due_in_words(today + timedelta(days=left), today) for left in (7, 1, 0, -2)]
    assert said[0].endswith("in 7 days")
    assert said[1].endswith("tomorrow")
    assert said[2] == "due today"
    assert said[3].startswith("overdue since")


def test_the_same_rule_is_made_once_and_reaches_somebody(published, assigned, second_branch, foreign_branch, act):
    with pytest.raises(AlreadyAssigned):
        assign_course(act=act, course=published, to=Invitation(second_branch), terms=Terms())
    with pytest.raises(NotOpenToThem):
        assign_course(act=act, course=published, to=Invitation(foreign_branch), terms=Terms())


def test_it_is_changed_ended_and_resumed(published, assigned, learner, act, at):
    held = authority_of(learner, at=at)
    change_assignment(act=act, assignment=assigned, terms=Terms(required=False))
    assert not dues_of(held, [published.pk], at)[published.pk].required
    end_assignment(act=act, assignment=assigned)
    assert dues_of(held, [published.pk], at) == {}
    with pytest.raises(AssignmentOver):
        change_assignment(act=act, assignment=assigned, terms=Terms())
    resume_assignment(act=act, assignment=assigned)
    assert published.pk in dues_of(held, [published.pk], at)


def test_the_list_names_who_is_missing_within_reach_and_nobody_else(
    published, assigned, learner, peer, secretary, outsider, at
):
    complete(learner, published, at)
    rows = assigned_rows(assignment=assigned, authority=authority_of(secretary, at=at))
    assert {row.number for row in rows if row.completed_at is None} == {peer.number, secretary.number}
    assert rows[-1].number == learner.number
    assert all(row.due_on == date(2026, 12, 7) for row in rows)


def test_the_preview_counts_who_is_asked_who_is_done_and_who_cannot_see_it(
    published, economics, learner, peer, secretary, instructor, at
):
    complete(peer, published, at)
    reach = reach_of(course=published, to=Invitation(economics), on=at.date())
    assert (reach.asked, reach.done, reach.waiting, reach.blind) == (3, 1, 2, 1)
    nobody = reach_of(course=published, to=Invitation(economics, role=Role.HOST), on=at.date())
    assert nobody.asked == 0


def test_a_supervisor_assigns_previews_lists_ends_and_undoes(published, second_branch, learner, secretary, client_of):
    client = client_of(secretary)
    address, form = (
        f"/assignments/new/{published.public_id}/",
        {
            "organisation": second_branch.public_id,
            "required": "on",
            "due": "on",
            "due_on": "2020-01-01",
        },
    )
    with translation.override("en"):
        preview = client.get(address, form, headers={"accept-language": "en"}).content.decode()
    assert "2020-01-01" in preview
    made = client.post(address, form)
    assert made.status_code == 302
    page = client.get(made.url, {"standing": "late"}).content.decode()
    assert learner.name in page
    assert client.post(made.url + "end/").status_code == 302
    assert client.post(made.url + "resume/").status_code == 302
    assert client.get("/assignments/").status_code == 200
    assert client.post(address, form | {"due_on": ""}).status_code == 422


@pytest.mark.parametrize("address", ["/assignments/", "/assignments/{id}/"])
def test_pages_of_assignments_cost_the_same_for_many(
    published,
    assigned,
    make_member,
    second_branch,
    economics,
    secretary,
    act,
    client_of,
    address,
    django_assert_max_num_queries,
):
    client = client_of(secretary)
    client.get("/offline/")
    for number in range(20):
        make_member(f"同志{number}", second_branch)
    address = address.format(id=assigned.public_id)
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
