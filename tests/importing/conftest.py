"""An officer who imports for the whole college, and a member who was registered long before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.organisation.acting import Act
from school.organisation.models import Member, Office


@pytest.fixture
def act(officer, at, db) -> Act:
    office = Office.objects.get(member=officer)
    return Act(member=officer, at=at, office_id=office.pk, reason="autumn intake")


@pytest.fixture
def learner(make_member, second_branch, at) -> Member:
    return make_member("周文静", second_branch, registered_at=at - timedelta(days=400))
