"""A member's new password: kept with the former ones, told to its owner, and the end of every other sign-in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from school.accounts.models import AccountMailKind, Invitation, PasswordHistory, RecoverySlip
from school.accounts.services.lockout import forget_failures_of
from school.accounts.services.mailing import queue_mail
from school.organisation.acting import Act
from school.organisation.models import Member
from school.policies.reading import policy


@transaction.atomic
def choose_password(*, member: Member, password: str, how: str, act: Act) -> Member:
    """Set it; `how` is change, invitation, mail or slip. It is not checked here: forms ask the validators.

    Sessions carry a hash of the password, so every sign-in that began with the old one ends with this. Keys for
    programs stay; the page that follows names them.
    """
    if member.has_usable_password():
        PasswordHistory.objects.create(member=member, password=member.password, replaced_at=act.at)
    kept = PasswordHistory.objects.filter(member=member).order_by("-replaced_at", "-pk")
    newest = list(kept.values_list("pk", flat=True)[: max(policy("accounts.password_history") - 1, 1)])
    PasswordHistory.objects.filter(member=member).exclude(pk__in=newest).delete()
    member.set_password(password)
    member.save(update_fields=["password"])
    forget_failures_of(member=member)
    # A code on somebody else's paper must not set the next one.
    Invitation.objects.open().filter(member=member).update(revoked_at=act.at)
    RecoverySlip.objects.open().filter(member=member).update(revoked_at=act.at)
    act.record("password.chosen", subject_kind="member", subject_id=member.public_id, details={"how": how})
    if how != "invitation":
        queue_mail(kind=AccountMailKind.PASSWORD_CHANGED, member=member, at=act.at)
    return member


def password_is_due(*, member: Member, at: datetime) -> bool:
    """Whether the policy asks for a new one by now; a policy of 0 days never does."""
    days = policy("accounts.password_days")
    if not days:
        return False
    newest = PasswordHistory.objects.filter(member=member).order_by("-replaced_at").first()
    since = newest.replaced_at if newest else member.registered_at
    return bool(since <= at - timedelta(days=days))
