"""Inviting people who have never signed in: by mail, and by a code on paper that is shown once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from school.accounts.codes import digest_of, new_code
from school.accounts.errors import InvitationOver, SheetAlreadyMade
from school.accounts.models import AccountMailKind, Invitation, InvitationBatch
from school.accounts.services.mailing import queue_mail
from school.organisation.acting import Act
from school.organisation.models import Member
from school.policies.reading import policy

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Invited:
    """One person of a sheet; `code` exists only here and on paper."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(*, members: Iterable[Member], batch_id: str, by_mail: bool, act: Act) -> list[Invited]:
    """Invite these people in one act; whoever had an open invitation has only the new one now.

    Raises:
        SheetAlreadyMade: the same form was sent before, and its codes cannot be shown again.
    """
    if InvitationBatch.objects.filter(public_id=batch_id).exists():
        raise SheetAlreadyMade
    # In the order of their keys, so that two who invite the same people wait for each other instead of failing.
    wanted = {member.pk for member in members}
    people = list(Member.objects.select_for_update().filter(pk__in=wanted, last_login__isnull=True).order_by("pk"))
    batch = InvitationBatch.objects.create(
        public_id=batch_id, made_by=act.member, office_id=act.office_id, made_at=act.at
    )
    Invitation.objects.open().filter(member__in=people).update(revoked_at=act.at)
    return [_invite_one(member, batch, by_mail=by_mail, act=act) for member in people]


def _invite_one(member: Member, batch: InvitationBatch, *, by_mail: bool, act: Act) -> Invited:
    code = new_code()
    mailed = by_mail and bool(member.email)
    invitation = Invitation.objects.create(
        member=member,
        batch=batch,
        code_digest=digest_of(code),
        invited_at=act.at,
        expires_at=act.at + timedelta(days=policy("accounts.invitation_days")),
        mailed_at=act.at if mailed else None,
    )
    if mailed:
        _mail(invitation, at=act.at)
    act.record(
        "invitation.made",
        subject_kind="member",
        subject_id=member.public_id,
        details={"invitation": invitation.public_id, "by_mail": mailed},
    )
    return Invited(invitation, code)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, act: Act) -> Invitation:
    """Its code and its link open nothing from now on.

    Raises:
        InvitationOver: it was taken up or revoked before.
    """
    revoked = Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=act.at)
    if not revoked:
        raise InvitationOver
    _record("invitation.revoked", invitation, act)
    invitation.revoked_at = act.at
    return invitation


@transaction.atomic
def mail_again(*, invitation: Invitation, act: Act) -> Invitation:
    """Send the link once more; the code on paper stays as it is.

    Raises:
        InvitationOver: it does not wait any more.
    """
    if not Invitation.objects.waiting(at=act.at).filter(pk=invitation.pk).update(mailed_at=act.at):
        raise InvitationOver
    _mail(invitation, at=act.at)
    _record("invitation.mailed", invitation, act)
    return invitation


def _mail(invitation: Invitation, *, at: datetime) -> None:
    queue_mail(kind=AccountMailKind.INVITATION, member=invitation.member, subject_id=invitation.public_id, at=at)


def _record(action: str, invitation: Invitation, act: Act) -> None:
    act.record(
        action,
        subject_kind="member",
        subject_id=invitation.member.public_id,
        details={"invitation": invitation.public_id},
    )
