"""What differs from allauth's defaults: accounts are made by the organisation, never by strangers; guessing is slow."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.accounts.devices import device_of, remember_device
from school.accounts.factor_adapter import ConfirmingAdapter
from school.accounts.first_steps import PASSWORD, note_first_steps, step_done
from school.accounts.naming import member_named
from school.accounts.preferences import carry_language
from school.accounts.requests import moment_of
from school.accounts.services.choosing import choose_password
from school.accounts.services.lockout import Place, admit, fail, place_at, succeed
from school.accounts.throttling import network_of
from school.accounts.waiting import please_wait
from school.audit.recording import record
from school.organisation.acting import Act
from school.organisation.models import Member

MISMATCH = _("The number or the password does not fit. Please check both.")


class SchoolAccountAdapter(ConfirmingAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        f"{method}_password_mismatch": MISMATCH for method in ("username", "email", "phone")
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Member | None:
        """Count the try, then look at the password (ADR 0015).

        Raises:
            ValidationError: when this account has to wait from this place; the password was not looked at.
        """
        at = moment_of(request)
        place = self._place(request, str(credentials.get("username", "")))
        verdict = admit(place=place, at=at)
        if verdict.wait_until is not None:
            raise ValidationError(please_wait(verdict.wait_until, at=at), code="please_wait")
        member = authenticate(request, **credentials)
        if isinstance(member, Member):
            succeed(place=place, verdict=verdict)
            return member
        until = fail(place=place, verdict=verdict, at=at)
        if until is not None:
            raise ValidationError([MISMATCH, please_wait(until, at=at)], code="please_wait")
        return None

    def _place(self, request: HttpRequest, name: str) -> Place:
        member, device = member_named(name), device_of(request)
        known = device.nonce if device is not None and member is not None and device.knows(member) else ""
        return place_at(name=name, member=member, network=network_of(self.get_client_ip(request)), device=known)

    def login(self, request: HttpRequest, user: Member) -> None:
        super().login(request, user)
        note_first_steps(request, user, at=moment_of(request))

    def post_login(self, request: HttpRequest, user: Member, **options: Any) -> HttpResponse:
        device = device_of(request)
        record(
            actor=user,
            action="sign_in.done",
            subject_kind="member",
            subject_id=user.public_id,
            at=moment_of(request),
            details={
                "network": network_of(self.get_client_ip(request)),
                "known_device": device is not None and device.knows(user),
            },
        )
        response: HttpResponse = super().post_login(request, user, **options)
        carry_language(response, user)
        remember_device(request, response, user)
        return response

    def set_password(self, user: Member, password: str) -> None:
        """Her own change of password, from allauth's page."""
        choose_password(member=user, password=password, how="change", act=Act(user, moment_of(context.request)))
        step_done(context.request, PASSWORD)
