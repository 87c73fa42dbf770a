"""Names and offices for the floor below, which knows people by their keys only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from school.organisation.models import Member, Office


class MemberDirectory:
    """Provides `school.privacy.ports.Directory`."""

    def names(self, member_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → full name."""
        return dict(Member.objects.filter(pk__in=member_ids).values_list("pk", "name"))

    def offices(self, office_ids: Collection[int]) -> Mapping[int, str]:
        """Primary key → role and place, in the language that is active now."""
        offices = Office.objects.filter(pk__in=office_ids).select_related("organisation")
        return {office.pk: f"{office.get_role_display()} · {office.organisation}" for office in offices}
