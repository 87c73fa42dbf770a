"""Taking the right to write from a member for some days; never that to read or to study."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from school.discussion.errors import AlreadyObjected, NothingToDecide
from school.discussion.models import PostingBlock
from school.discussion.services.telling import tell_of_block
from school.errors import Forbidden, Invalid
from school.organisation.acting import Act
from school.organisation.models import Member, Organisation

MOST_DAYS = 90


@transaction.atomic
def block_member(*, member: Member, organisation: Organisation, days: int, act: Act) -> PostingBlock:
    """For what `organisation` and those below it own, `days` days from now.

    Raises:
        Invalid: no reason, or more days than may be. Forbidden: a moderator does not block herself.
    """
    if not 1 <= days <= MOST_DAYS or not act.reason.strip():
        raise Invalid
    if act.member is None or act.member.pk == member.pk:
        raise Forbidden
    PostingBlock.objects.in_force(at=act.at).filter(member=member, organisation=organisation).update(lifted_at=act.at)
    block = PostingBlock.objects.create(
        member=member,
        organisation=organisation,
        begins_at=act.at,
        ends_at=act.at + timedelta(days=days),
        reason=act.reason,
        made_by=act.member,
        office_id=act.office_id,
    )
    _record("discussion.blocked", block, act, days=days)
    tell_of_block(block=block, lifted=False, at=act.at)
    return block


@transaction.atomic
def lift_block(*, block: PostingBlock, act: Act) -> PostingBlock:
    """Let the member write again. Raises NothingToDecide when it is over or lifted."""
    block = (
        PostingBlock.objects.select_for_update(of=("self",)).select_related("organisation", "member").get(pk=block.pk)
    )
    if block.lifted_at is not None or block.ends_at <= act.at:
        raise NothingToDecide
    block.lifted_at = act.at
    block.save(update_fields=["lifted_at"])
    _record("discussion.unblocked", block, act)
    tell_of_block(block=block, lifted=True, at=act.at)
    return block


@transaction.atomic
def object_to_block(*, block: PostingBlock, member: Member, text: str, at: datetime) -> PostingBlock:
    """The member's one reply; moderators see it in their list of blocks. Raises AlreadyObjected or NothingToDecide."""
    block = PostingBlock.objects.select_for_update().get(pk=block.pk)
    if block.member_id != member.pk or block.lifted_at is not None or block.ends_at <= at:
        raise NothingToDecide
    if block.objected_at is not None:
        raise AlreadyObjected
    block.objection, block.objected_at = text.strip()[:400], at
    block.save(update_fields=["objection", "objected_at"])
    return block


def _record(action: str, block: PostingBlock, act: Act, **details: object) -> None:
    act.record(
        action,
        subject_kind="member",
        subject_id=block.member.public_id,
        organisation_path=block.organisation.path,
        details=details,
    )
