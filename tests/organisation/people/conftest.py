from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right, authority_of
from school.organisation.models import Member, Organisation
from school.organisation.services.registering import Person, register_member


@pytest.fixture
def act(secretary: Member, at: datetime) -> Act:
    """What the secretary of the second branch does in her office, with a reason."""
    authority = authority_of(secretary, at=at)
    path = authority.paths(Right.MANAGE_MEMBERS)[0]
    return act_in_office(
        member=secretary, authority=authority, right=Right.MANAGE_MEMBERS, path=path, at=at, reason="支部大会决议"
    )


@pytest.fixture
def register(act: Act, second_branch: Organisation) -> Callable[..., Member]:
    """register("张伟", number=…, stage=…, on=…) → a member taken into the second branch."""
    numbers = iter(range(1, 10_000))

    def run(name: str, *, on=None, organisation=None, act: Act = act, **fields) -> Member:
        person = Person(
            **{"number": f"ZC{next(numbers):06}", "category": "student", "stage": "activist"} | fields, name=name
        )
        return register_member(person=person, organisation=organisation or second_branch, on=on or act.today, act=act)

    return run
