"""Ways to give or take an office without the right to: by a departure, and by taking one back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.models import Member, Office, Role, Status
from school.organisation.people_errors import AccountReachesFurther
from school.organisation.services.developing import change_status
from school.organisation.services.taking_back import take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    """Fixtures write their timelines by the machine's clock: acts upon them come later."""
    return timezone.now() + timedelta(minutes=1)


@pytest.fixture
def root_organiser(make_member, third_branch, college) -> Member:
    return make_member("党委组织员", third_branch, Role.ORGANISER, at_organisation=college)


def leave(member: Member, by: Member | None, at) -> None:
    act = Act(by, at, reason="left the college")
    change_status(member=member, status=Status.LEFT, on=timezone.localdate(at), act=act)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.COMMITTEE_OFFICER])
def test_no_secretary_ends_a_wider_office_by_recording_a_departure(
    client_of, secretary, make_member, second_branch, college, later, role
):
    target = make_member("更高职务", second_branch, role, at_organisation=college)
    with pytest.raises(AccountReachesFurther):
        leave(target, secretary, later)
    sent = {"status": Status.LEFT, "on": timezone.localdate().isoformat(), "reason": "gone"}
    assert client_of(secretary).post(f"/people/{target.public_id}/change/status/", sent).status_code == 422
    target.refresh_from_db()
    assert (target.is_active, target.status) == (True, Status.NORMAL)
    assert target.offices.get().ends_on is None


def test_she_still_records_the_departure_of_her_own_people(secretary, host, learner, later):
    for member in (learner, host):
        leave(member, secretary, later)
        assert member.affiliation_at(later + timedelta(days=1)) is None


@pytest.mark.parametrize("role", [Role.SECURITY_ADMINISTRATOR, Role.COMMITTEE_OFFICER])
def test_taking_a_departure_back_gives_no_office_that_one_may_not_give(
    root_organiser, make_member, second_branch, college, later, role
):
    target = make_member("更高职务", second_branch, role, at_organisation=college)
    leave(target, None, later)
    with pytest.raises(AccountReachesFurther):
        take_back(member=target, act=Act(root_organiser, later + timedelta(minutes=1), reason="by mistake"))
    target.refresh_from_db()
    assert target.status == Status.LEFT
    assert Office.objects.get(member=target).ends_on is not None


def test_whoever_gives_the_office_may_take_the_departure_back(officer, secretary, later):
    leave(secretary, None, later)
    take_back(member=secretary, act=Act(officer, later + timedelta(minutes=1), reason="by mistake"))
    assert Office.objects.get(member=secretary).ends_on is None
