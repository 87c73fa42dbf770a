"""What differs from allauth's defaults around second factors."""

from __future__ import annotations

import base64
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_bytes
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from school.accounts.factors import (
    FACTORS,
    enrolling_url,
    may_do_without,
    must_enrol,
    recently_authenticated,
    requires_factor,
)
from school.accounts.timeouts import MAY_NEED_FACTOR
from school.accounts.user_agents import device_named
from school.organisation.authority import authority_of
from school.organisation.models import Member
from school.policies.reading import policy


class ConfirmingAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """How one is asked again: by the factor, for who has one; otherwise by the password."""

    def post_login(self, request: HttpRequest, user: Member, **options: Any) -> HttpResponse:
        """Whoever must have a factor and has none is led to where the reason stands, and may go on from there."""
        response: HttpResponse = super().post_login(request, user, **options)
        if request.session.get(MAY_NEED_FACTOR) and must_enrol(user, authority_of(user, at=request.at)):  # type: ignore[attr-defined]
            response["Location"] = enrolling_url(response["Location"])
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *arguments: Any, **options: Any
    ) -> None:
        """Not that somebody has signed in: the next page says so itself, and rendering it costs as much as a page."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *arguments, **options)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        return not recently_authenticated(context.request)

    def get_reauthentication_methods(self, user: Member) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        if not types & set(FACTORS):
            return [method for method in methods if method["id"] == "reauthenticate"]
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        # Codes first, unless the only codes are those for emergencies.
        return factors if Authenticator.Type.TOTP in types else factors[::-1]


class SchoolFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This does not fit. Please take the newest code, or try the passkey again."),
        "cannot_delete_authenticator": _(
            "Your office requires a second factor, and this is your only one. Please add another first."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor. Please add one first."),
    }

    @cached_property
    def _cipher(self) -> MultiFernet:
        """Keys come from SECRET_KEY, so a copy of the database alone opens nothing."""
        secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([Fernet(_key(secret)) for secret in secrets])

    def encrypt(self, text: str) -> str:
        return self._cipher.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher.decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last factor of somebody who must have one."""
        request = context.request
        if may_do_without(request.user) or not requires_factor(request.authority):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Member, type: str) -> str:  # noqa: A002 - allauth names it so
        """Proposed for a new passkey: the browser and device in whose hands it comes to lie."""
        return device_named(context.request.headers.get("User-Agent", "")) or gettext("Passkey")

    def get_totp_issuer(self) -> str:
        return f"{policy('institution.name')} 网上党校".strip()

    def get_totp_label(self, user: Member) -> str:
        return user.number

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, Any]:
        """The handle that a passkey keeps is the opaque id, and its name is the number."""
        return {"id": user.public_id.encode(), "display_name": user.name, "name": user.number}


def _key(secret: str | bytes) -> bytes:
    return base64.urlsafe_b64encode(sha256(b"school.accounts.factors:" + force_bytes(secret)).digest())
