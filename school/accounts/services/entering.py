"""Coming in with a code or a link instead of a password: an invitation, a slip, or a mail, each good once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from school.accounts.codes import digest_of
from school.accounts.errors import EntryOver
from school.accounts.links import invited_by, member_of_reset
from school.accounts.models import Invitation, RecoverySlip
from school.accounts.permissions import may_sign_in
from school.accounts.services.choosing import choose_password
from school.organisation.acting import Act
from school.organisation.models import Member


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
    invitation = Invitation.objects.waiting(at=at).select_related("member").filter(code_digest=digest).first()
    slip = RecoverySlip.objects.usable(at=at).select_related("member").filter(code_digest=digest).first()
    if invitation is not None:
        return _allowed(Entry(EntryKind.INVITATION, invitation.public_id, invitation.member))
    return _allowed(Entry(EntryKind.SLIP, slip.public_id, slip.member)) if slip is not None else None


def entry_of_invitation_link(*, token: str, at: datetime) -> Entry | None:
    invitation = invited_by(token, at=at)
    if invitation is None:
        return None
    return _allowed(Entry(EntryKind.INVITATION, invitation.public_id, invitation.member))


def entry_of_mail(*, token: str, at: datetime) -> Entry | None:
    member = member_of_reset(token, at=at)
    return Entry(EntryKind.MAIL, token, member) if member is not None else None


def entry_still_open(*, kind: str, key: str, at: datetime) -> Entry | None:
    """The same entry, asked again a page later."""
    if kind == EntryKind.MAIL:
        return entry_of_mail(token=key, at=at)
    rows = Invitation.objects.waiting(at=at) if kind == EntryKind.INVITATION else RecoverySlip.objects.usable(at=at)
    member_id = rows.filter(public_id=key).values_list("member_id", flat=True).first()
    if member_id is None:
        return None
    return _allowed(Entry(EntryKind(kind), key, Member.objects.get(pk=member_id)))


def _allowed(entry: Entry) -> Entry | None:
    return entry if may_sign_in(entry.member) else None


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
