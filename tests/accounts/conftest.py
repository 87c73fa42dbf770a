"""For tests of accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from school.policies.reading import forget
from school.policies.services.setting import set_policy

Decide = Callable[[str, object], None]


@pytest.fixture
def decide(db) -> Iterator[Decide]:
    """decide("accounts.idle_minutes", 5) until the test ends."""

    def put_in_force(key: str, value: object) -> None:
        set_policy(key=key, value=value, member=None, office_id=None, reason="for this test", at=timezone.now())

    yield put_in_force
    forget()
