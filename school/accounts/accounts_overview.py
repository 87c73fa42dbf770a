"""All accounts as the security administrator sees them: their state, never what their people study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.accounts.factors import FACTORS
from school.accounts.models import SignInFailure
from school.organisation.authority import RIGHTS_OF_ROLE, Right
from school.organisation.models import ADMINISTRATORS, BuiltInKind, Member, Office, Organisation
from school.organisation.models.member import MemberQuerySet
from school.policies.reading import policy
from school.privacy.masking import mask_email, mask_phone

STATES: dict[str, str | Promise] = {
    "all": _("All"),
    "locked": _("Waiting after wrong passwords"),
    "never": _("Never signed in"),
    "stale": _("Long unused"),
    "closed": _("Closed"),
    "unprotected": _("Need a second factor"),
}
EXPORTING = tuple(role for role, rights in RIGHTS_OF_ROLE.items() if Right.EXPORT_MEMBERS in rights)


@dataclass(frozen=True)
class AccountRow:
    """One account; phone and e-mail are masked."""

    member: Member
    phone: str
    email: str
    states: tuple[str | Promise, ...]


def accounts_in(state: str, *, search: str, at: datetime) -> MemberQuerySet:
    """Accounts of this state whose name or number contains every word of the search, by number."""
    found = _with_states(Member.objects.get_queryset().found_by(search), at=at)
    return found.filter(_of_state(state, at=at)).order_by("number")


def counts_of_states(*, search: str, at: datetime) -> Mapping[str, int]:
    """How many accounts each state has, in one query."""
    found = _with_states(Member.objects.get_queryset().found_by(search), at=at)
    counted: Mapping[str, int] = found.aggregate(
        **{state: Count("pk", filter=_of_state(state, at=at)) for state in STATES}
    )
    return counted


def row_of(member: Any, *, at: datetime) -> AccountRow:
    """The row of a member that came from `accounts_in`."""
    states = [
        (not member.is_active, _("closed")),
        (member.is_waiting, _("has to wait after wrong passwords")),
        (member.last_login is None, _("never signed in")),
        (member.is_active and member.last_login is not None and member.last_login < _stale_since(at), _("long unused")),
        (member.needs_factor and not member.with_factor, _("needs a second factor")),
        (member.with_factor, _("has a second factor")),
    ]
    return AccountRow(
        member=member,
        phone=mask_phone(member.phone or ""),
        email=mask_email(member.email or ""),
        states=tuple(words for holds, words in states if holds),
    )


def _of_state(state: str, *, at: datetime) -> Q:
    return {
        "locked": Q(is_waiting=True),
        "never": Q(is_active=True, last_login__isnull=True),
        "stale": Q(is_active=True, last_login__lt=_stale_since(at)),
        "closed": Q(is_active=False),
        "unprotected": Q(is_active=True, needs_factor=True, with_factor=False),
    }.get(state, Q())


def _stale_since(at: datetime) -> datetime:
    return at - timedelta(days=policy("accounts.stale_days"))


def _with_states(members: MemberQuerySet, *, at: datetime) -> MemberQuerySet:
    own = OuterRef("pk")
    return members.annotate(
        is_waiting=Exists(SignInFailure.objects.locked(at=at).filter(member=own)),
        with_factor=Exists(Authenticator.objects.filter(user=own, type__in=FACTORS)),
        needs_factor=_needs_factor(timezone.localdate(at)),
    )


def _needs_factor(today: date) -> ExpressionWrapper[Q]:
    """The set-based twin of `factors.requires_factor`."""
    held = Office.objects.held_on(today).filter(member=OuterRef("pk"))
    below = Organisation.objects.still_open().exclude(kind_id=BuiltInKind.GROUP).filter(parent=OuterRef("organisation"))
    exporting = held.filter(role__in=EXPORTING)
    branches = exporting.exclude(organisation__kind=BuiltInKind.GROUP)
    second = Office.objects.held_on(today).filter(
        Q(member=OuterRef("member"), role__in=EXPORTING),
        ~Q(organisation=OuterRef("organisation")),
        ~Q(organisation__kind=BuiltInKind.GROUP),
    )
    needed = (
        Q(Exists(held.filter(role__in=ADMINISTRATORS)))
        | Q(Exists(exporting.filter(Exists(below))))
        | Q(Exists(branches.filter(Exists(second))))
    )
    return ExpressionWrapper(needed, output_field=BooleanField())
