"""Setting how one wants to be told."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from school.notices.kinds import notice_kinds
from school.notices.models import KindPreference, Rhythm
from school.notices.timing import ByMail, Hours
from school.organisation.models import Member


@transaction.atomic
def set_preferences(*, member: Member, ways: Mapping[str, ByMail], muted: frozenset[str]) -> None:
    """`ways` by kind; essential kinds keep their own way. What equals a kind's default keeps no row."""
    KindPreference.objects.filter(member=member).delete()
    KindPreference.objects.bulk_create(
        [
            KindPreference(member=member, kind=kind.code, by_mail=ways.get(kind.code, kind.by_mail), muted=quiet)
            for kind in notice_kinds()
            for quiet in (kind.code in muted,)
            if not kind.essential and (quiet or ways.get(kind.code, kind.by_mail) != kind.by_mail)
        ]
    )


@transaction.atomic
def set_rhythm(*, member: Member, hours: Hours | None) -> None:
    """None goes back to everybody's hours."""
    if hours is None:
        Rhythm.objects.filter(member=member).delete()
        return
    Rhythm.objects.update_or_create(
        member=member,
        defaults={
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_at": hours.digest_at,
        },
    )
