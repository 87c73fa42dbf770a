"""From the outbox into the inboxes, each person once."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from school.notices.kinds import kind_of
from school.notices.models import Notice, Outgoing
from school.notices.services.planning import MailPlan, plan_mails
from school.notices.unread import forget_unread
from school.organisation.models import Member

log = structlog.get_logger(__name__)

CHUNK = 500
LONGEST_PAUSE = timedelta(hours=1)
KEPT = timedelta(days=7)


def deliver_waiting(*, at: datetime, limit: int = 1000) -> int:
    """Deliver what waits, one chunk of people per transaction; return how many people were told."""
    told = 0
    for _turn in range(limit):
        try:
            reached = _deliver_next(at=at)
        except Exception as error:  # one outgoing notice that cannot be delivered must not hold up the others
            log.exception("delivering failed")
            if not _put_off(error=error, at=at):
                break
            continue
        if reached is None:
            break
        told += reached
    return told


def forget_delivered(*, at: datetime) -> int:
    """Delete what was delivered a week ago: it names people and is needed no more. Returns how many rows."""
    return Outgoing.objects.filter(done_at__lt=at - KEPT).delete()[0]


@transaction.atomic
def _deliver_next(*, at: datetime) -> int | None:
    """One chunk of the oldest outgoing notice; its lock lets one worker at a time merge into inboxes."""
    outgoing = Outgoing.objects.select_for_update().eligible(at=at).first()
    if outgoing is None:
        return None
    members = _next_members(outgoing, at=at)
    if members:
        _tell(outgoing, members, at=at)
        outgoing.cursor = members[-1].pk
    if len(members) < CHUNK:
        outgoing.done_at = at
    outgoing.save(update_fields=["cursor", "done_at"])
    return len(members)


@transaction.atomic
def _put_off(*, error: Exception, at: datetime) -> bool:
    outgoing = Outgoing.objects.select_for_update().eligible(at=at).first()
    if outgoing is None:
        return False
    outgoing.attempts += 1
    outgoing.next_try_at = at + min(timedelta(minutes=2**outgoing.attempts), LONGEST_PAUSE)
    outgoing.failure = type(error).__name__
    outgoing.save(update_fields=["attempts", "next_try_at", "failure"])
    return True


def _next_members(outgoing: Outgoing, *, at: datetime) -> list[Member]:
    if outgoing.within:
        people = Member.objects.affiliated_within(*outgoing.within, on=timezone.localdate(at))
    else:
        people = Member.objects.get_queryset().filter(pk__in=outgoing.member_ids)
    waiting = people.filter(is_active=True, pk__gt=outgoing.cursor).exclude(pk__in=outgoing.except_ids)
    return list(waiting.order_by("pk")[:CHUNK])


def _tell(outgoing: Outgoing, members: list[Member], *, at: datetime) -> None:
    kind = kind_of(outgoing.kind)
    ids = [member.pk for member in members]
    plans = plan_mails(kind=kind, members=members, at=at)
    same = {"kind": outgoing.kind, "object_kind": outgoing.object_kind, "object_id": outgoing.object_id}
    merged = Notice.objects.unread().filter(member_id__in=ids, **same)
    known = set(merged.values_list("member_id", flat=True))
    merged.update(times=F("times") + 1, facts=outgoing.facts, url=outgoing.url, at=outgoing.created_at, cleared_at=None)
    Notice.objects.bulk_create(
        [_notice(outgoing, member, plans[member.pk], same) for member in members if member.pk not in known]
    )
    forget_unread(ids)


def _notice(outgoing: Outgoing, member: Member, plan: MailPlan, same: dict[str, str]) -> Notice:
    return Notice(
        member=member,
        facts=outgoing.facts,
        url=outgoing.url,
        at=outgoing.created_at,
        muted=plan.muted,
        unread=None if plan.muted else True,
        mail_at=plan.at,
        mail_spends=plan.spends,
        **same,
    )
