"""What a member does with her inbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from school.notices.models import Notice
from school.notices.unread import forget_unread
from school.organisation.models import Member


@transaction.atomic
def mark_read(*, member: Member, at: datetime, public_id: str | None = None) -> int:
    """One notice of hers, or all; return how many were unread."""
    mine = Notice.objects.filter(member=member).unread()
    count = (mine if public_id is None else mine.filter(public_id=public_id)).update(unread=None, read_at=at)
    forget_unread([member.pk])
    return count


@transaction.atomic
def clear_notice(*, notice: Notice, at: datetime) -> Notice:
    """Take it out of the inbox; it counts as read."""
    notice.cleared_at, notice.unread, notice.read_at = at, None, notice.read_at or at
    notice.save(update_fields=["cleared_at", "unread", "read_at"])
    forget_unread([notice.member_id])
    return notice


@transaction.atomic
def bring_back(*, notice: Notice) -> Notice:
    """Undo clearing."""
    notice.cleared_at = None
    notice.save(update_fields=["cleared_at"])
    return notice
