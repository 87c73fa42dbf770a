"""Ending sign-ins: pages, endpoints, recordings and rooms of that browser close at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from school.organisation.acting import Act
from school.organisation.models import Member


@transaction.atomic
def end_sign_ins(*, member: Member, act: Act, session_keys: Collection[str] | None = None, kept: str = "") -> int:
    """End these sign-ins of the member, or all but `kept`; returns how many there were."""
    known = UserSession.objects.filter(user=member).exclude(session_key=kept)
    if session_keys is not None:
        known = known.filter(session_key__in=session_keys)
    keys = list(known.values_list("session_key", flat=True))
    # One by one where somebody listens: a viewing session closes with its sign-in.
    Session.objects.filter(session_key__in=keys).delete()
    known.delete()
    act.record("sign_in.ended", subject_kind="member", subject_id=member.public_id, details={"count": len(keys)})
    return len(keys)


@transaction.atomic
def forget_ended_sign_ins(*, at: datetime) -> int:
    """Delete sessions that have run out and the rows of sign-ins whose session is gone; returns how many rows went."""
    Session.objects.filter(expire_date__lte=at).delete()
    standing = Session.objects.filter(session_key=OuterRef("session_key"))
    count, _rows = UserSession.objects.filter(~Exists(standing)).delete()
    return int(count)
