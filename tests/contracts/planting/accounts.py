"""Two people of the second branch who have never signed in, one invited; a slip for the learner, a link by mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from school.accounts.links import invitation_token, reset_token
from school.accounts.services.inviting import invite
from school.accounts.services.recovering import issue_slip
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Member
from school.organisation.services.joining import affiliate

if TYPE_CHECKING:
    from tests.contracts.world import World


def plant(world: World, at: datetime) -> None:
    secretary, learner = world.people["secretary"], world.people["learner"]
    branch = learner.affiliation_at(at).organisation
    invited, newcomer = (
        Member.objects.create(number=number, name=name, email=f"{number}@example.org", password="!")
        for number, name in (("YQ-NEW-1", "金丝雀受邀"), ("YQ-NEW-2", "金丝雀新人"))
    )
    for member in (invited, newcomer):
        affiliate(member=member, organisation=branch, on=at.date())
    (row,) = invite(members=[invited], batch_id="sheet0000000", by_mail=False, act=Act(secretary, at))
    act = Act(secretary, at, reason="金丝雀补办")
    _slip, code = issue_slip(member=learner, authority=authority_of(secretary, at=at), act=act)
    world.ids |= {
        "invitation_id": row.invitation.public_id,
        "invitation_token": invitation_token(row.invitation),
        "reset_token": reset_token(newcomer, at=at),
        "token": reset_token(newcomer, at=at),
        "slip_code": code,
        "newcomer_id": newcomer.public_id,
    }
    world.canaries += ["金丝雀受邀", "金丝雀新人", "金丝雀补办"]
