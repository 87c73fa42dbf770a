"""What happens around signing in that no view of ours does."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from school.accounts.activity import begin_activity
from school.accounts.devices import device_of
from school.accounts.events import SignedInElsewhere
from school.accounts.factors import ADMINISTERING, FACTORS
from school.accounts.requests import moment_of
from school.accounts.services.mailing import queue_mails_to_former_addresses
from school.accounts.sign_ins import handle_of
from school.accounts.throttling import network_of
from school.accounts.timeouts import ADMINISTRATOR, HOW, MAY_NEED_FACTOR, SIGNED_IN_AT
from school.accounts.user_agents import device_named
from school.audit.recording import record
from school.events.announcing import announce, listens_to
from school.organisation.authority import RIGHTS_OF_ROLE, Right
from school.organisation.events import AddressesReplaced
from school.organisation.models import ADMINISTRATORS, Member, Office

# Whoever holds none of these by any office is not asked about factors at sign-in, which saves her three queries.
NEEDING_FACTOR = {Right.EXPORT_MEMBERS, *ADMINISTERING}


@receiver(user_logged_in)
def stamp_session(request: HttpRequest, user: Member, **kwargs: object) -> None:
    """Write into the session what its time-outs and the list of sign-ins need, once."""
    at = moment_of(request)
    roles = set(Office.objects.held_on(timezone.localdate(at)).filter(member=user).values_list("role", flat=True))
    methods = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    begin_activity(request.session.session_key or "", at=at)
    request.session.update(
        {
            SIGNED_IN_AT: at.timestamp(),
            ADMINISTRATOR: bool(roles & set(ADMINISTRATORS)),
            MAY_NEED_FACTOR: any(NEEDING_FACTOR & RIGHTS_OF_ROLE.get(role, frozenset()) for role in roles),
            HOW: methods[-1] if methods else "",
        }
    )


@receiver(user_logged_in)
def tell_of_new_device(request: HttpRequest, user: Member, **kwargs: object) -> None:
    """Not at the first sign-in of all; `last_login` still is the previous one here, as this app stands before auth."""
    from_network = "REMOTE_ADDR" in request.META  # a session that a test or a command begins has none
    device = device_of(request)
    if user.last_login is None or user.is_demo or not from_network or (device is not None and device.knows(user)):
        return
    with transaction.atomic():
        announce(
            SignedInElsewhere(
                member_id=user.pk,
                sign_in=handle_of(request.session.session_key or ""),
                device=device_named(request.headers.get("User-Agent", "")),
                network=network_of(get_adapter(request).get_client_ip(request)),
                at=moment_of(request),
            )
        )


@listens_to(AddressesReplaced)
def tell_former_addresses(event: AddressesReplaced) -> None:
    queue_mails_to_former_addresses(former_ids=event.former_ids, at=event.at)


def list_sign_in(request: HttpRequest, **kwargs: object) -> None:
    """Connected by `allauth_apps.py` in the place of allauth's own."""
    UserSession.objects.create_from_request(request)


@receiver(authenticator_added)
@receiver(authenticator_removed)
@receiver(authenticator_reset)
def audit_change_of_factors(signal: Any, request: HttpRequest, user: Member, **facts: Any) -> None:
    """One entry for each factor that came or went."""
    actions = {authenticator_added: "factor.added", authenticator_removed: "factor.removed"}
    _audit(actions.get(signal, "factor.codes_renewed"), request, user, facts["authenticator"])


@receiver(authenticator_added)
def count_as_shown(request: HttpRequest, user: Member, authenticator: Authenticator, **facts: object) -> None:
    """Whoever has just added a factor has shown it; else the page of recovery codes would ask for it at once."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)


@receiver(authenticator_used)
def audit_recovery_code(request: HttpRequest, user: Member, authenticator: Authenticator, **facts: object) -> None:
    """The everyday use of a factor is part of the sign-in; a recovery code is an emergency."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _audit("factor.recovery_code_used", request, user, authenticator)


@receiver(authentication_failed)
def audit_wrong_code(request: HttpRequest, user: Member, authenticator: Authenticator, **facts: object) -> None:
    _audit("factor.refused", request, user, authenticator, outcome="refused")


def _audit(
    action: str, request: HttpRequest, user: Member, authenticator: Authenticator, outcome: str = "done"
) -> None:
    record(
        actor=user,
        action=action,
        subject_kind="member",
        subject_id=user.public_id,
        at=moment_of(request),
        outcome=outcome,
        details={"factor": authenticator.type},
    )
