"""What mails about accounts say: in the member's language, as plain text and as simple HTML, from the row alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from school.accounts.links import invitation_token, reset_token
from school.accounts.models import AccountMail, AccountMailKind, Invitation, RecoverySlip
from school.accounts.permissions import may_sign_in
from school.organisation.models import FormerAddress
from school.policies.reading import policy


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str


def compose(mail: AccountMail, *, at: datetime) -> Letter | None:
    """The mail as it is true now, or None when there is nothing to say any more."""
    with translation.override(mail.member.language or settings.LANGUAGE_CODE):
        facts = _facts(mail, at)
        to = _address(mail)
        if facts is None or not to or not may_sign_in(mail.member):
            return None
        context = facts | {
            "member": mail.member,
            "institution": policy("institution.name"),
            "contact": policy("accounts.help_contact"),
        }
        return Letter(
            to=to,
            subject=_subject(mail.kind),
            text=render_to_string(f"accounts/mail/{mail.kind}.txt", context).strip() + "\n",
            html=render_to_string(f"accounts/mail/{mail.kind}.html", context),
        )


def _subject(kind: str) -> str:
    words = {
        AccountMailKind.INVITATION: _("Your account at the online party school"),
        AccountMailKind.RESET: _("A new password for the online party school"),
        AccountMailKind.SLIP_ISSUED: _("A one-time slip was issued for your account"),
        AccountMailKind.PASSWORD_CHANGED: _("Your password was changed"),
        AccountMailKind.ADDRESS_CHANGED: _("The e-mail address of your account was changed"),
    }
    return f"{policy('institution.name')} · {words[AccountMailKind(kind)]}".strip(" ·")


def _address(mail: AccountMail) -> str:
    if mail.kind != AccountMailKind.ADDRESS_CHANGED:
        return mail.member.email
    former = FormerAddress.objects.filter(pk=int(mail.subject_id)).first()
    return former.email if former else ""


def _facts(mail: AccountMail, at: datetime) -> dict[str, Any] | None:
    """What this kind needs to say; None when it is over."""
    match mail.kind:
        case AccountMailKind.INVITATION:
            invitation = Invitation.objects.waiting(at=at).filter(public_id=mail.subject_id).first()
            if invitation is None:
                return None
            url = reverse("invitations:open", args=[invitation_token(invitation)])
            return {"url": settings.SITE_URL + url, "until": invitation.expires_at}
        case AccountMailKind.RESET:
            minutes = policy("accounts.reset_minutes")
            # One that waited for hours in the queue is no answer to what was asked any more.
            if mail.created_at <= at - timedelta(hours=6):
                return None
            url = reverse("recovery:open", args=[reset_token(mail.member, at=at)])
            return {"url": settings.SITE_URL + url, "minutes": minutes}
        case AccountMailKind.SLIP_ISSUED:
            slip = RecoverySlip.objects.select_related("issued_by").filter(public_id=mail.subject_id).first()
            return {"slip": slip} if slip else None
        case _:
            return {"at": mail.created_at}
