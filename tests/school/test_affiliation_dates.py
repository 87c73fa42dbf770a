"""At most one affiliation at any time – held by the database itself, the same on both."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from school.organisation.models import Affiliation
from school.organisation.services.joining import affiliate

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def insert(learner, third_branch):
    """Raw SQL, so that no Python rule stands before the constraint."""
    Affiliation.objects.filter(member=learner).update(starts_on=date(2020, 1, 1), ends_on=date(2022, 1, 1))

    def run(starts_on: str, ends_on: str | None) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organisation_affiliation (member_id, organisation_id, starts_on, ends_on)"
                " VALUES (%s, %s, %s, %s)",
                [learner.pk, third_branch.pk, starts_on, ends_on],
            )

    return run


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        ("2021-12-31", None),
        ("2019-01-01", "2020-01-02"),
        ("2019-01-01", None),
        ("2020-06-01", "2020-07-01"),
        ("2020-01-01", "2022-01-01"),
        ("2019-01-01", "2023-01-01"),
    ],
)
def test_an_overlapping_affiliation_is_refused(insert, starts_on, ends_on):
    with pytest.raises(IntegrityError):
        insert(starts_on, ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [("2022-01-01", None), ("2018-01-01", "2020-01-01"), ("2023-01-01", "2024-01-01")]
)
def test_one_that_begins_when_the_other_ends_is_taken(insert, starts_on, ends_on):
    insert(starts_on, ends_on)


def test_moving_a_date_into_another_affiliation_is_refused(insert, learner):
    insert("2022-01-01", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(member=learner, ends_on__isnull=True).update(starts_on=date(2021, 1, 1))


def test_joining_elsewhere_ends_the_old_affiliation_on_that_day(learner, third_branch, second_branch):
    affiliate(member=learner, organisation=third_branch, on=date(2026, 9, 1))
    assert learner.affiliation_on(date(2026, 8, 31)).organisation == second_branch
    assert learner.affiliation_on(date(2026, 9, 1)).organisation == third_branch
