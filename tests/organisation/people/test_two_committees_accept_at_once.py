"""Two committees accept the same person at the same moment: exactly one wins, the other hears who was first."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.comparing import differences
from school.organisation.models import Affiliation
from school.organisation.people_errors import AlreadyAffiliated
from school.organisation.services.joining import affiliate


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_exactly_one_of_two_acceptances_wins(
    learner, secretary, foreign_secretary, third_branch, foreign_branch, second_branch, at
):
    seen = Affiliation.objects.get(member=learner, ends_on__isnull=True)
    together = Barrier(2)
    outcomes: list[Affiliation | SchoolError] = []

    def accept(by, organisation):
        try:
            together.wait(timeout=30)
            act = Act(member=by, at=at)
            outcomes.append(
                affiliate(member=learner, organisation=organisation, on=date(2026, 11, 1), act=act, leaving=seen)
            )
        except SchoolError as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [
        Thread(target=accept, args=(secretary, third_branch)),
        Thread(target=accept, args=(foreign_secretary, foreign_branch)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    won = [outcome for outcome in outcomes if isinstance(outcome, Affiliation)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, AlreadyAffiliated)]
    assert (len(won), len(lost)) == (1, 1)
    assert str(won[0].organisation) in str(lost[0])
    assert learner.affiliation_on(date(2026, 11, 2)).organisation == won[0].organisation
    assert list(differences(today=timezone.localdate(), member_ids=[learner.pk])) == []
