"""What the security administrator does to an account: close, reopen, end sign-ins, take factors away, end a wait."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from school.accounts.errors import OwnAccount
from school.accounts.events import FactorsTakenAway
from school.accounts.models import ApiToken, SignInFailure
from school.accounts.services.ending import end_sign_ins
from school.accounts.services.lockout import lift_lock
from school.events.announcing import announce
from school.organisation.acting import Act
from school.organisation.models import Member


@transaction.atomic
def close_account(*, member: Member, act: Act) -> Member:
    """Nobody signs in with it any more; its sign-ins and keys end, its records stay.

    Raises:
        OwnAccount: an administrator cannot act upon herself.
    """
    _of_another(member, act)
    Member.objects.filter(pk=member.pk).update(is_active=False)
    member.is_active = False
    ApiToken.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=act.at)
    _record(member, act, "account.closed")
    end_sign_ins(member=member, act=act)
    return member


@transaction.atomic
def reopen_account(*, member: Member, act: Act) -> Member:
    """Signing in works again; revoked keys stay revoked.

    Raises:
        OwnAccount: see `close_account`.
    """
    _of_another(member, act)
    Member.objects.filter(pk=member.pk).update(is_active=True)
    member.is_active = True
    _record(member, act, "account.reopened")
    return member


@transaction.atomic
def sign_out_everywhere(*, member: Member, act: Act) -> Member:
    """All sign-ins and keys end.

    Raises:
        OwnAccount: see `close_account`.
    """
    _of_another(member, act)
    ApiToken.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=act.at)
    end_sign_ins(member=member, act=act)
    return member


@transaction.atomic
def take_factors_away(*, member: Member, act: Act) -> Member:
    """For who has lost every factor and code. Sign-ins end, she is told, and what required a factor stays closed.

    Raises:
        OwnAccount: see `close_account`.
    """
    _of_another(member, act)
    count, _rows = Authenticator.objects.filter(user=member).delete()
    _record(member, act, "factor.taken_away", count=count)
    end_sign_ins(member=member, act=act)
    announce(FactorsTakenAway(member_id=member.pk, member=member.public_id, at=act.at))
    return member


@transaction.atomic
def end_waits(*, member: Member, act: Act) -> Member:
    """She may try her password again at once, from everywhere.

    Raises:
        OwnAccount: see `close_account`.
    """
    _of_another(member, act)
    for failure in SignInFailure.objects.filter(member=member):
        lift_lock(failure=failure, act=act)
    return member


def _of_another(member: Member, act: Act) -> None:
    if act.member is not None and act.member.pk == member.pk:
        raise OwnAccount


def _record(member: Member, act: Act, action: str, **details: object) -> None:
    act.record(action, subject_kind="member", subject_id=member.public_id, details=details)
