"""Acts of people in their offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.giving import offices_to_give_in
from school.organisation.models import Member, Organisation


@pytest.fixture
def act_of(at) -> Callable[..., Act]:
    """act_of(officer, "host", branch) → her act in the nearest office that gives this role there."""

    def act(member: Member | None, role: str = "", place: Organisation | None = None, moment: datetime = at) -> Act:
        if member is None or place is None:
            return Act(member=member, at=moment)
        fitting = offices_to_give_in(authority_of(member, at=moment), role=role, path=place.path)
        return Act(member=member, at=moment, office_id=fitting[0].office_id if fitting else None)

    return act
