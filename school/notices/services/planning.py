"""Whether and when each of many members gets a mail about one piece of news."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from school.notices.kinds import NoticeKind
from school.notices.models import KindPreference, Notice, NoticeMail, Rhythm
from school.notices.timing import ByMail, Hours, when_to_mail
from school.organisation.models import Member
from school.policies.reading import policy


@dataclass(frozen=True)
class MailPlan:
    """`at` None: no mail. `spends`: it is a single one and counts against the day's budget."""

    at: datetime | None
    spends: bool
    muted: bool


def plan_mails(*, kind: NoticeKind, members: list[Member], at: datetime) -> dict[int, MailPlan]:
    """By member key; four queries whatever their number."""
    ids = [member.pk for member in members]
    preferences = {row.member_id: row for row in KindPreference.objects.filter(member_id__in=ids, kind=kind.code)}
    rhythms = {row.member_id: row for row in Rhythm.objects.filter(member_id__in=ids)}
    spent = _spent_today(ids, at=at)
    budget, usual, now = int(policy("notices.daily_budget")), usual_hours(), timezone.localtime(at)
    plans = {}
    for member in members:
        preference = preferences.get(member.pk)
        sending = when_to_mail(
            by_mail=_way(kind, member, preference),
            urgent=kind.urgent,
            left_today=budget - spent[member.pk],
            hours=_hours(rhythms.get(member.pk)) or usual,
            now=now,
        )
        muted = bool(preference and preference.muted and not kind.essential)
        plans[member.pk] = MailPlan(at=None if muted else sending.at, spends=sending.spends, muted=muted)
    return plans


def usual_hours() -> Hours:
    """What the operator set for everybody."""
    return Hours(*(policy(f"notices.{key}") for key in ("quiet_from", "quiet_until", "digest_at")))


def hours_of(*, member: Member) -> Hours:
    """The member's own hours, or everybody's."""
    return _hours(Rhythm.objects.filter(member=member).first()) or usual_hours()


def _hours(row: Rhythm | None) -> Hours | None:
    return Hours(row.quiet_from, row.quiet_until, row.digest_at) if row else None


def _way(kind: NoticeKind, member: Member, preference: KindPreference | None) -> ByMail:
    if not member.email:
        return ByMail.NEVER
    if preference is None or kind.essential:
        return kind.by_mail
    return ByMail(preference.by_mail)


def _spent_today(ids: list[int], *, at: datetime) -> Counter[int]:
    """Single mails that today already took: written ones, and notices that wait for an hour of today."""
    begins = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = begins + timedelta(days=1)
    written = NoticeMail.objects.filter(
        member_id__in=ids, is_digest=False, created_at__gte=begins, created_at__lt=ends
    ).values_list("member_id", flat=True)
    waiting = Notice.objects.filter(
        member_id__in=ids, unread=True, mail__isnull=True, mail_spends=True, mail_at__gte=begins, mail_at__lt=ends
    ).values_list("member_id", flat=True)
    return Counter([*written, *waiting])
