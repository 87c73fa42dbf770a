"""An officer who imports for the whole college, after everything that the fixtures set up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from school.organisation.acting import Act
from school.organisation.models import Office
from tests.accounts.confirming import give_factor


@pytest.fixture
def act(officer, db) -> Act:
    give_factor(officer)
    # Fixtures write their timelines by the machine's clock: what is imported must come later.
    office = Office.objects.get(member=officer)
    return Act(member=officer, at=timezone.now() + timedelta(hours=1), office_id=office.pk, reason="autumn intake")
