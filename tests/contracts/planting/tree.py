"""A group below the second branch, founded by the officer for a reason that no stranger may read."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from school.organisation.acting import Act
from school.organisation.models import Organisation, OrganisationChange, OrganisationKind
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import create_organisation

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    """Through the services, as the page does."""
    second = Organisation.objects.get(name="经管第二支部")
    act = Act(member=world.people["officer"], at=at, reason="金丝雀变更")
    group = OrganisationKind.objects.get(pk="group")
    node = create_organisation(parent=second, kind=group, name="金丝雀小组", on=date(2013, 1, 1), act=act)
    edit_organisation(organisation=node, name="金丝雀党小组", short_name="", kind=group, on=date(2014, 1, 1), act=act)
    world.ids |= {
        "node_id": second.public_id,
        "organisation_id": second.public_id,
        "change_id": OrganisationChange.objects.get(organisation=node, act="edited").public_id,
        "code": "branch",
        "foreign_general_id": Organisation.objects.get(name="信息总支").public_id,
    }
    world.canaries += ["金丝雀变更", "金丝雀小组", "金丝雀党小组"]
