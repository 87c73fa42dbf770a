"""Offices never overlap where they may not – held by the database itself, the same on both."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from school.identifiers import new_public_id
from school.organisation.models import Office

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def insert(learner, college):
    """Raw SQL, so that no Python rule stands before the constraints."""

    def run(role: str, starts_on: str, ends_on: str | None) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organisation_office (public_id, member_id, organisation_id, role, starts_on, ends_on)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [new_public_id(), learner.pk, college.pk, role, starts_on, ends_on],
            )

    run("system_administrator", "2020-01-01", "2022-01-01")
    run("host", "2020-01-01", "2022-01-01")
    return run


OVERLAPPING = [
    ("2021-12-31", None),
    ("2019-01-01", "2020-01-02"),
    ("2019-01-01", None),
    ("2020-06-01", "2020-07-01"),
    ("2020-01-01", "2022-01-01"),
]
APART = [("2022-01-01", None), ("2018-01-01", "2020-01-01"), ("2021-03-01", "2021-03-01")]


@pytest.mark.parametrize("role", ["system_administrator", "audit_administrator", "host"])
@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPPING)
def test_an_overlapping_office_is_refused(insert, role, starts_on, ends_on):
    with pytest.raises(IntegrityError):
        insert(role, starts_on, ends_on)


@pytest.mark.parametrize("role", ["system_administrator", "audit_administrator", "host"])
@pytest.mark.parametrize(("starts_on", "ends_on"), APART)
def test_one_that_touches_no_day_of_the_other_is_taken(insert, role, starts_on, ends_on):
    insert(role, starts_on, ends_on)


@pytest.mark.parametrize(("starts_on", "ends_on"), OVERLAPPING)
def test_other_offices_may_overlap_those_of_an_administrator(insert, starts_on, ends_on):
    insert("reviewer", starts_on, ends_on)


def test_moving_a_date_or_changing_a_role_into_another_office_is_refused(insert, learner):
    insert("audit_administrator", "2022-01-01", None)
    audit = Office.objects.filter(member=learner, role="audit_administrator")
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.update(starts_on=date(2021, 1, 1))
    insert("reviewer", "2021-01-01", "2021-06-01")
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(member=learner, role="reviewer").update(role="security_administrator")


def test_an_office_cannot_end_before_it_began(insert):
    with pytest.raises(IntegrityError):
        insert("reviewer", "2021-01-01", "2020-12-31")
