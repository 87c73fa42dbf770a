"""The three administrators, each signed in."""

from __future__ import annotations

import pytest
from django.utils import translation

from school.organisation.models import Role
from tests.accounts.confirming import confirm, give_factor


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _administrator(make_member, name, branch, college, role):
    member = make_member(name, branch, role, at_organisation=college, category="staff")
    give_factor(member)
    return member


@pytest.fixture
def system(make_member, third_branch, college):
    return _administrator(make_member, "系统员", third_branch, college, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def security(make_member, third_branch, college):
    return _administrator(make_member, "安全员", third_branch, college, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def auditor(make_member, third_branch, college):
    return _administrator(make_member, "审计员", third_branch, college, Role.AUDIT_ADMINISTRATOR)


@pytest.fixture
def english_of(client_of):
    """A browser of this member that reads English and has just shown her factor or password."""

    def sign_in(member):
        client = confirm(client_of(member), member)
        client.cookies["school_language"] = "en"
        return client

    return sign_in
