"""What the floors below announce, told to whom it concerns."""

from __future__ import annotations

from django.urls import reverse

from school.accounts.events import SignedInElsewhere
from school.events.announcing import listens_to
from school.notices.own_kinds import NEW_SIGN_IN
from school.notices.services.notifying import notify


@listens_to(SignedInElsewhere)
def tell_of_sign_in(event: SignedInElsewhere) -> None:
    notify(
        kind=NEW_SIGN_IN,
        object_kind="sign_in",
        object_id=event.sign_in,
        facts={"device": event.device, "network": event.network},
        url=reverse("accounts:sign_ins"),
        member_ids=[event.member_id],
        at=event.at,
    )
