"""Who must have a second factor, who is led to it, and what waits behind it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client, RequestFactory

from school.accounts.errors import ConfirmationNeeded, FactorNeeded
from school.accounts.factors import must_enrol, recently_authenticated, require_confirmed, requires_factor
from school.accounts.services.tokens import issue_token
from school.organisation.models import BuiltInKind, Role
from school.organisation.services.founding import found_organisation
from school.organisation.services.joining import appoint
from tests.accounts.confirming import give_factor
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_administrators_must_have_a_factor(make_member, second_branch, college, authority, role):
    assert requires_factor(authority(make_member("管理员", second_branch, role, at_organisation=college)))


def test_whoever_exports_beyond_one_branch_must_have_a_factor(officer, secretary, learner, instructor, authority):
    assert requires_factor(authority(officer))
    assert not requires_factor(authority(secretary))
    assert not requires_factor(authority(learner))
    assert not requires_factor(authority(instructor))


def test_groups_of_a_branch_belong_to_it_but_a_second_branch_does_not(
    secretary, second_branch, third_branch, authority
):
    found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第一小组")
    assert not requires_factor(authority(secretary))
    appoint(member=secretary, organisation=third_branch, role=Role.ORGANISER, on=date(2020, 1, 1), by=None)
    assert requires_factor(authority(secretary))


def test_the_people_of_the_demo_need_not_enrol(officer, authority, settings):
    officer.is_demo = True
    settings.DEMO = True
    assert not must_enrol(officer, authority(officer))
    settings.DEMO = False
    assert must_enrol(officer, authority(officer))


def test_signing_in_leads_to_enrolling_and_studying_stays_open(officer):
    client = Client()
    done = client.post("/accounts/login/", {"login": officer.number, "password": PASSWORD, "next": "/courses/"})
    assert done["Location"] == "/accounts/factors/?needed=1&next=%2Fcourses%2F"
    assert client.get(done["Location"]).status_code == 200
    assert client.get("/courses/").status_code == 200


def test_a_student_is_not_led_anywhere(learner):
    done = Client().post("/accounts/login/", {"login": learner.number, "password": PASSWORD, "next": "/courses/"})
    assert done["Location"] == "/courses/"


def test_a_key_confirms_nothing(secretary, at, rf: RequestFactory, authority, client_of):
    _token, key = issue_token(member=secretary, title="calendar", at=at)
    request = rf.get("/api/anything", headers={"Authorization": f"Bearer {key}"})
    request.user, request.authority, request.session = secretary, authority(secretary), client_of(secretary).session
    request.by_key = True
    assert not recently_authenticated(request)
    with pytest.raises(ConfirmationNeeded):
        require_confirmed(request)


def test_an_endpoint_names_the_missing_factor(officer, rf, authority):
    request = rf.get("/api/anything")
    request.user, request.authority = officer, authority(officer)
    with pytest.raises(FactorNeeded):
        require_confirmed(request)


def test_a_key_marks_its_requests(learner, at, client):
    _token, key = issue_token(member=learner, title="calendar", at=at)
    seen = client.get("/api/lectures/abcdefghijkl/coverage", headers={"Authorization": f"Bearer {key}"})
    assert seen.status_code == 404
    assert seen.wsgi_request.by_key


def test_a_factor_once_had_is_asked_for_instead_of_the_password(officer, client_of):
    give_factor(officer)
    client = client_of(officer)
    page = client.get("/accounts/reauthenticate/")
    assert page["Location"].startswith("/accounts/factors/again/")
