"""Within the server's own shell: the people of the journeys, and an instructor of another organisation."""

from __future__ import annotations

from django.utils import timezone

from school.accounts.services.acknowledging import acknowledge_for
from school.organisation.models import Member, Organisation, Role, Stage
from school.organisation.services.joining import affiliate, appoint
from tests.browser.planting import FOUNDED, plant_people
from tests.operations.people import PASSWORD


def plant() -> None:
    """Prints public ids as JSON."""
    plant_people()
    foreign = Organisation.objects.get(name="信息第一党支部")
    member = Member.objects.create_user("foreign_instructor", PASSWORD, name="吴志强", stage=Stage.FULL)
    affiliate(member=member, organisation=foreign, on=FOUNDED)
    appoint(member=member, organisation=foreign, role=Role.INSTRUCTOR, on=FOUNDED, by=None)
    acknowledge_for(member_ids=[member.pk], at=timezone.now())
