"""Names and offices for the floor below, which knows people by their keys only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from school.organisation.models import Affiliation, Member, Office


class MemberDirectory:
    """Provides `school.privacy.ports.Directory`."""

    def names(self, member_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → full name."""
        return dict(Member.objects.filter(pk__in=member_ids).values_list("pk", "name"))

    def offices(self, office_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → role and place, in the language that is active now."""
        offices = Office.objects.filter(pk__in=office_ids).select_related("organisation")
        return {office.pk: f"{office.get_role_display()} · {office.organisation}" for office in offices}

    def records_of(self, member_id: int) -> list[int]:
        """All records of this person, the canonical one first."""
        return Member.objects.identities(member_id)

    def left_on(self, member_ids: Collection[int]) -> date | None:
        """The end of the last affiliation; for who never belonged anywhere the day of registration."""
        ends = list(Affiliation.objects.filter(member__in=member_ids).values_list("ends_on", flat=True))
        if None in ends:
            return None
        registered = Member.objects.filter(pk__in=member_ids).values_list("registered_at", flat=True)
        return max((end for end in ends if end), default=max((at.date() for at in registered), default=None))
