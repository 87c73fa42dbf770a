"""An office's rights over people's data depend on a course: grace, rest, and back at once with the completion."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.conditions import forget_rules
from courses.services.conditioning import end_condition, set_condition
from school.audit.models import AuditEntry
from school.organisation.acting import Act
from school.organisation.authority import Right, authority_of
from school.organisation.models import Member, Role
from tests.courses.access.test_assignments import complete

pytestmark = pytest.mark.pg


@pytest.fixture
def security(make_member, college) -> Member:
    return make_member("安全员", college, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def rule(published, security, at):
    made = set_condition(act=Act(member=security, at=at), role=Role.BRANCH_SECRETARY, course=published, grace_days=10)
    forget_rules()
    return made


def test_within_the_days_of_grace_everything_acts_and_it_is_said(rule, secretary, at):
    held = authority_of(secretary, at=at + timedelta(days=9))
    assert held.has(Right.OVERSEE_MEMBERS)
    [grant] = held.conditions()
    assert grant.condition.acts_on == (at + timedelta(days=10)).date()


def test_after_them_the_data_rights_rest_and_nothing_else(rule, secretary, learner, at):
    late = at + timedelta(days=10)
    held = authority_of(secretary, at=late)
    for right in (Right.OVERSEE_MEMBERS, Right.EXPORT_MEMBERS, Right.MANAGE_MEMBERS, Right.APPRAISE):
        assert not held.has(right)
    assert held.has(Right.HOST_SESSIONS)
    assert not Member.objects.overseen_by(held, Right.OVERSEE_MEMBERS).exists()


def test_a_completion_brings_them_back_at_once(rule, published, secretary, at):
    late = at + timedelta(days=30)
    complete(secretary, published, at)
    held = authority_of(secretary, at=late)
    assert held.has(Right.OVERSEE_MEMBERS)
    assert held.conditions() == ()


def test_the_end_of_the_rule_brings_them_back_too(rule, secretary, security, at):
    late = at + timedelta(days=30)
    end_condition(act=Act(member=security, at=at), condition=rule)
    forget_rules()
    assert authority_of(secretary, at=late).has(Right.OVERSEE_MEMBERS)
    assert AuditEntry.objects.filter(action="office.condition_ended").exists()


def test_offices_of_other_roles_and_members_without_one_are_not_asked(
    rule, host, learner, at, django_assert_num_queries
):
    authority_of(host, at=at)
    for member in (host, learner):
        with django_assert_num_queries(2):
            assert authority_of(member, at=at).conditions() == ()


def test_a_holder_costs_one_question_more(rule, secretary, at, django_assert_num_queries):
    authority_of(secretary, at=at)
    with django_assert_num_queries(3):
        authority_of(secretary, at=at)


def test_the_page_says_what_to_do_and_leads_to_the_course(rule, published, secretary, client_of):
    type(rule).objects.filter(pk=rule.pk).update(starts_on="2020-01-01")
    forget_rules()
    refused = client_of(secretary).get("/desk/")
    assert refused.status_code == 403
    assert f"/courses/{published.public_id}/" in refused.content.decode()
    assert client_of(secretary).get(f"/courses/{published.public_id}/").status_code == 200
