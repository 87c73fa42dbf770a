"""The demo college's people, by what they stand for."""

from __future__ import annotations

from school.demo.college.tables import cast
from school.organisation.models import Member


def of_role(role: str) -> Member:
    (number,) = (person.number for person in cast() if person.role == role)
    return Member.objects.get(number=number)
