"""Showing a hidden detail of a member once, with a reason that she can read."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from school.identifiers import new_public_id
from school.policies.reading import policy
from school.privacy.acts import ActLike, Person
from school.privacy.errors import PurposeMissing, TooManyReveals
from school.privacy.models import Look, LookedAt, LookKind
from school.privacy.services.looking import record_look


def reveal(*, act: ActLike, member: Person, what: LookedAt, organisation_path: str) -> None:
    """Record that the acting member is shown this detail; the caller, who has asked the scope, then shows it.

    Raises:
        PurposeMissing: without a reason.
        TooManyReveals: beyond the policy privacy.reveals_a_day; that is audited too.
    """
    looker = act.member
    if looker is None or not act.reason.strip():
        raise PurposeMissing
    limit = policy("privacy.reveals_a_day")
    with transaction.atomic():
        # Her own row is the lock: two tabs cannot both be the last one allowed.
        get_user_model().objects.select_for_update().get(pk=looker.pk)
        allowed = _shown_today(looker, act) < limit
        act.record(
            "member.revealed",
            subject_kind="member",
            subject_id=member.public_id,
            organisation_path=organisation_path,
            outcome="done" if allowed else "refused",
            details={"what": what.value},
        )
        if allowed:
            record_look(
                member_ids=[member.pk],
                looker=looker,
                office_id=act.office_id,
                kind=LookKind.REVEAL,
                what=what,
                occasion=new_public_id(),
                reason=act.reason,
                at=act.at,
            )
    if not allowed:
        raise TooManyReveals(limit=limit)


def _shown_today(looker: Person, act: ActLike) -> int:
    today = timezone.localdate(act.at)
    return Look.objects.filter(on=today, kind=LookKind.REVEAL, looker=looker.pk).count()
