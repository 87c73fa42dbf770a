"""Links in mails: signed, bound to what they are for, and made at the moment of sending, so that nothing is stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from school.accounts.models import Invitation
from school.accounts.permissions import may_sign_in
from school.organisation.models import Member
from school.policies.reading import policy

INVITATION = "school.accounts.links.invitation"
RESET = "school.accounts.links.reset"


def invitation_token(invitation: Invitation) -> str:
    return signing.dumps(invitation.public_id, salt=INVITATION)


def invited_by(token: str, *, at: datetime) -> Invitation | None:
    """The invitation behind a link, while it waits."""
    try:
        public_id = signing.loads(token, salt=INVITATION)
    except signing.BadSignature:
        return None
    return (
        Invitation.objects.waiting(at=at).select_related("member", "batch__made_by").filter(public_id=public_id).first()
    )


def reset_token(member: Member, *, at: datetime) -> str:
    """Good until its time is over, the password changes, the e-mail changes, or the member signs in."""
    return signing.dumps([member.public_id, _fingerprint(member), int(at.timestamp())], salt=RESET)


def member_of_reset(token: str, *, at: datetime) -> Member | None:
    """Whose password a link may set now."""
    try:
        public_id, fingerprint, made_at = signing.loads(token, salt=RESET)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if at.timestamp() - made_at > timedelta(minutes=policy("accounts.reset_minutes")).total_seconds():
        return None
    member = Member.objects.filter(public_id=public_id).first()
    if member is None or not may_sign_in(member):
        return None
    return member if constant_time_compare(fingerprint, _fingerprint(member)) else None


def _fingerprint(member: Member) -> str:
    """What makes the link good for one use: all of it changes when it is used."""
    facts = f"{member.pk}|{member.password}|{member.last_login or ''}|{member.email}"
    return salted_hmac(RESET, facts, algorithm="sha256").hexdigest()[:24]
