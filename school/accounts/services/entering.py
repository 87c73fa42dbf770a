"""Coming in with a code or a link instead of a password: an invitation, a slip, or a mail, each good once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from school.accounts.codes import digest_of
from school.accounts.errors import EntryOver
from school.accounts.links import invited_by, member_of_reset
from school.accounts.models import Invitation, RecoverySlip
from school.accounts.permissions import may_sign_in
from school.accounts.services.choosing import choose_password
from school.organisation.acting import Act
from school.organisation.authority import Right, authority_of
from school.organisation.models import Member
from school.organisation.ranking import holds_more_than


class EntryKind(StrEnum):
    INVITATION = "invitation"
    SLIP = "slip"
    MAIL = "mail"


@dataclass(frozen=True)
class Entry:
    """What lets somebody in: `key` is the public id of the invitation or slip, or the token of the mail."""

    kind: EntryKind
    key: str
    member: Member


def entry_of_code(*, code: str, at: datetime) -> Entry | None:
    """The invitation or slip with this code, if it can be used now. An unknown code costs the same two queries."""
    digest = digest_of(code)
    invitation = _invitations(at=at).filter(code_digest=digest).first()
    slip = _slips(at=at).filter(code_digest=digest).first()
    return _of_invitation(invitation, at=at) or _of_slip(slip, at=at)


def entry_of_invitation_link(*, token: str, at: datetime) -> Entry | None:
    return _of_invitation(invited_by(token, at=at), at=at)


def entry_of_mail(*, token: str, at: datetime) -> Entry | None:
    member = member_of_reset(token, at=at)
    return Entry(EntryKind.MAIL, token, member) if member is not None else None


def entry_still_open(*, kind: str, key: str, at: datetime) -> Entry | None:
    """The same entry, asked again a page later."""
    if kind == EntryKind.MAIL:
        return entry_of_mail(token=key, at=at)
    if kind == EntryKind.INVITATION:
        return _of_invitation(_invitations(at=at).filter(public_id=key).first(), at=at)
    return _of_slip(_slips(at=at).filter(public_id=key).first(), at=at)


def _invitations(*, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.waiting(at=at).select_related("member", "batch__made_by")


def _slips(*, at: datetime) -> QuerySet[RecoverySlip]:
    return RecoverySlip.objects.usable(at=at).select_related("member", "issued_by")


def _of_invitation(invitation: Invitation | None, *, at: datetime) -> Entry | None:
    """None also for who has signed in by another way since: the code on paper is no key to her account."""
    if invitation is None or invitation.member.last_login is not None or not may_sign_in(invitation.member):
        return None
    issuer, since = invitation.batch.made_by, invitation.invited_at
    if _has_risen(invitation.member, issuer, Right.INVITE, since=since, at=at):
        return None
    return Entry(EntryKind.INVITATION, invitation.public_id, invitation.member)


def _of_slip(slip: RecoverySlip | None, *, at: datetime) -> Entry | None:
    if slip is None or not may_sign_in(slip.member):
        return None
    if _has_risen(slip.member, slip.issued_by, Right.ASSIST_SIGN_IN, since=slip.issued_at, at=at):
        return None
    return Entry(EntryKind.SLIP, slip.public_id, slip.member)


def _has_risen(member: Member, issuer: Member | None, right: Right, *, since: datetime, at: datetime) -> bool:
    """Whether she holds by now what her issuer did not when the code was made, and so must not come to hold by it."""
    return issuer is not None and holds_more_than(member, authority_of(issuer, at=since), right, at=at)


@transaction.atomic
def enter(*, entry: Entry, password: str, at: datetime) -> Member:
    """Use the entry up and set the password; two who try at once cannot both succeed.

    Raises:
        EntryOver: it was used, replaced or ran out meanwhile.
    """
    member = Member.objects.select_for_update().get(pk=entry.member.pk)
    _use_up(entry, at=at)
    act = Act(member=member, at=at)
    if entry.kind == EntryKind.INVITATION:
        act.record("invitation.accepted", subject_kind="member", subject_id=member.public_id)
    return choose_password(member=member, password=password, how=entry.kind.value, act=act)


def _use_up(entry: Entry, *, at: datetime) -> None:
    """Marking decides who comes first: it changes one row, or none when somebody else has."""
    match entry.kind:
        case EntryKind.INVITATION:
            used = Invitation.objects.waiting(at=at).filter(public_id=entry.key).update(accepted_at=at)
        case EntryKind.SLIP:
            used = RecoverySlip.objects.usable(at=at).filter(public_id=entry.key).update(used_at=at)
        case _:
            used = int(member_of_reset(entry.key, at=at) is not None)
    if not used:
        raise EntryOver
