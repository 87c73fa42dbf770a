"""Answers for the floor below, which knows people by their keys only."""

from __future__ import annotations

from datetime import datetime

from school.accounts.factors import must_enrol
from school.organisation.authority import authority_of
from school.organisation.models import Member


class MemberFactors:
    """Provides `school.privacy.ports.SecondFactors`."""

    def lacks(self, member_id: int, at: datetime) -> bool:
        """Whether this member is held to a second factor and has none."""
        member = Member.objects.get(pk=member_id)
        return must_enrol(member, authority_of(member, at=at))
