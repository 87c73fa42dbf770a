"""Names and offices for the floor below, which knows people by their keys only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

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

    def left_on(self, member_ids: Collection[int]) -> Mapping[int, date]:
        """The end of the last affiliation of any of her records; for who never belonged anywhere her registration."""
        people = Member.objects.filter(pk__in=member_ids, stands_for__isnull=True)
        ends: dict[int, date | None] = {
            pk: timezone.localdate(registered_at) for pk, registered_at in people.values_list("pk", "registered_at")
        }
        places = Affiliation.objects.annotate(person=Coalesce("member__stands_for", "member")).filter(person__in=ends)
        for person, running, last in (
            places.values("person")
            .annotate(running=Count("pk", filter=Q(ends_on__isnull=True)), last=Max("ends_on"))
            .values_list("person", "running", "last")
        ):
            ends[person] = None if running else last
        return {person: end for person, end in ends.items() if end is not None}
