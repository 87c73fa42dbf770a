"""Who sees a course: one rule in three forms that agree for everybody, whatever the tree and the invitations."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import services
from courses.invitations import Invitation, in_words, invitations, is_invited, members_invited
from courses.models import Course, CourseAudience, CourseState
from courses.permissions import can_see_course
from courses.reach import members_who_see
from courses.services.enrolling import end_enrolment, enrol
from courses.services.inviting import change_audience
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member, Role, Stage

pytestmark = pytest.mark.pg
STAGES = ["", Stage.FULL, Stage.ACTIVIST]
ROLES = ["", Role.BRANCH_SECRETARY, Role.HOST]


@pytest.fixture
def nodes(college, economics, engineering, second_branch, third_branch, foreign_branch):
    return [college, economics, engineering, second_branch, third_branch, foreign_branch]


@pytest.fixture
def crowd(nodes, make_member):
    """Two people at each node, of two stages; every third holds an office at another node."""
    people = []
    for number, node in enumerate([*nodes, *nodes]):
        roles = [ROLES[1 + number % 2]] if number % 3 == 0 else []
        stage = STAGES[1 + number % 2]
        people.append(make_member(f"人{number}", node, *roles, at_organisation=nodes[-1 - number % 6], stage=stage))
    return people


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(STAGES), st.sampled_from(ROLES)), max_size=3),
    enrolled=st.sets(st.integers(0, 11), max_size=2),
)
def test_rows_people_and_single_answers_agree(published, nodes, crowd, at, chosen, enrolled):
    invited = invitations(Invitation(nodes[node], stage=stage, role=role) for node, stage, role in chosen)
    CourseAudience.objects.filter(course=published).delete()
    published.enrolments.all().delete()
    for one in invited:
        CourseAudience.objects.create(course=published, organisation=one.organisation, stage=one.stage, role=one.role)
    for number in enrolled:
        published.enrolments.create(member=crowd[number], starts_on=date(2026, 1, 1), created_at=at)
    reached = set(members_invited(invited, on=at.date()))
    seeing = set(members_who_see(published, on=at.date()))
    for number, member in enumerate(crowd):
        held = authority_of(member, at=at)
        expected = any(is_invited(held, path=one.organisation.path, stage=one.stage, role=one.role) for one in invited)
        assert (member in reached) == expected
        assert can_see_course(held, published) == (expected or number in enrolled)
        assert Course.objects.visible_to(held).filter(pk=published.pk).exists() == (expected or number in enrolled)
        assert (member in seeing) == (expected or number in enrolled)


def test_an_office_invites_its_holder_wherever_she_belongs(
    published, economics, crowd, make_member, foreign_branch, at
):
    away = make_member("兼职书记", foreign_branch, Role.BRANCH_SECRETARY, at_organisation=economics)
    act = Act(member=published.created_by, at=at)
    change_audience(act=act, course=published, audiences=[Invitation(economics, role=Role.BRANCH_SECRETARY)])
    assert published in Course.objects.visible_to(authority_of(away, at=at))
    entry = AuditEntry.objects.get(action="course.audience_changed")
    assert entry.details["audience"] == [{"place": economics.path, "role": "branch_secretary"}]


def test_an_invitation_says_whom_it_reaches(economics):
    assert in_words(economics, stage="", role="") == str(economics)
    with translation.override("en"):
        said = in_words(economics, stage="full", role="branch_secretary")
    assert said.endswith(": full member · branch secretary")


def test_the_authority_knows_the_stage_without_asking_again(learner, at, django_assert_num_queries):
    Member.objects.filter(pk=learner.pk).update(stage=Stage.PROBATIONARY)
    with django_assert_num_queries(2):
        assert authority_of(learner, at=at).stage == Stage.PROBATIONARY


def test_publishing_keeps_narrowed_invitations_apart(course, instructor, second_branch, at):
    wanted = [Invitation(second_branch, stage=stage) for stage in (Stage.ACTIVIST, Stage.FULL)]
    services.publish_course(course=course, member=instructor, audiences=wanted, at=at)
    services.publish_course(course=course, member=instructor, audiences=wanted[:1], at=at)
    assert [row.invitation for row in course.audiences.select_related("organisation")] == wanted[:1]


def test_who_is_enrolled_by_name_sees_it_until_that_ends(published, outsider, instructor, at):
    act = Act(member=instructor, at=at)
    enrolment = enrol(act=act, course=published, member=outsider)
    assert published in Course.objects.visible_to(authority_of(outsider, at=at))
    end_enrolment(act=act, enrolment=enrolment)
    assert published not in Course.objects.visible_to(authority_of(outsider, at=at))
    enrol(act=act, course=published, member=outsider)


def test_a_withdrawn_course_is_seen_by_nobody(published, outsider, learner, instructor, at):
    enrol(act=Act(member=instructor, at=at), course=published, member=outsider)
    Course.objects.filter(pk=published.pk).update(state=CourseState.WITHDRAWN)
    assert not Course.objects.visible_to(authority_of(outsider, at=at)).exists()
    assert not Course.objects.visible_to(authority_of(learner, at=at)).exists()
