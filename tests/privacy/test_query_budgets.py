"""At most twelve queries a page, and no more with thirty lines than with one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.organisation.acting import Act
from school.organisation.models import Affiliation, Office, Role
from school.privacy.exports import open_export
from school.privacy.models import ExportKind, LookedAt, LookKind
from school.privacy.services.looking import record_look
from tests.accounts.confirming import give_factor

pytestmark = pytest.mark.django_db
PAGE = 12


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


@pytest.fixture
def looked(secretary, make_member, second_branch, learner, at):
    def grow(number: int) -> None:
        for day in range(number):
            other = make_member(f"同志{day}", second_branch, Role.ORGANISER)
            office = Office.objects.get(member=other)
            record_look(
                member_ids=[learner.pk],
                looker=other,
                office_id=office.pk,
                kind=LookKind.FILE,
                what=LookedAt.MEMBER_FILE,
                at=at - timedelta(days=day),
            )
            act = Act(member=secretary, at=at, office_id=office.pk, reason="核对")
            open_export(act=act, kind=ExportKind.STUDY, paths=[second_branch.path], rows=1, member_ids=[learner.pk])

    return grow


@pytest.mark.parametrize("address", ["/my-data/", "/my-data/looks/", "/my-data/download/"])
def test_my_pages(looked, learner, client_of, address):
    client = client_of(learner)
    looked(1)
    one = queries(client, address)
    looked(30)
    assert queries(client, address) == one <= PAGE


def test_my_exports(looked, secretary, client_of):
    client = client_of(secretary)
    looked(1)
    one = queries(client, "/my-data/exports/")
    looked(30)
    assert queries(client, "/my-data/exports/") == one <= PAGE


def test_all_exports(looked, make_member, third_branch, college, client_of):
    auditor = make_member("审计员", third_branch, Role.AUDIT_ADMINISTRATOR, at_organisation=college)
    give_factor(auditor)
    client = client_of(auditor)
    looked(1)
    one = queries(client, "/administration/exports/?q=核对")
    looked(30)
    assert queries(client, "/administration/exports/?q=核对") == one <= PAGE


def test_people_who_have_left(make_member, second_branch, third_branch, college, client_of, at):
    guard = make_member("安全员", third_branch, Role.SECURITY_ADMINISTRATOR, at_organisation=college)
    give_factor(guard)
    client = client_of(guard)

    def leave(number: int) -> None:
        for _ in range(number):
            member = make_member("离任", second_branch)
            Affiliation.objects.filter(member=member).update(ends_on=at.date() - timedelta(days=30))

    leave(1)
    one = queries(client, "/administration/erasures/")
    leave(19)
    assert queries(client, "/administration/erasures/") == one <= PAGE
