"""Entering a code of the authenticator app, or one of the recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from school.accounts.services.lockout import CODES, admit, fail, place_at, succeed
from school.accounts.waiting import please_wait

LONGEST_NAME = 40


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attributes))


class _Once(forms.Form):
    """A code is taken once (RFC 6238 §5.2); allauth forgets it after one period, yet takes it in three.

    Whoever guesses has the password already, so tries are counted for the account, wherever they come from.
    """

    code = _code_field(_("Code"), _("Six digits from your authenticator app, or one of your recovery codes."))

    def clean_code(self) -> str:
        at, member = timezone.now(), self.user  # type: ignore[attr-defined]  # set by the other parent
        place = place_at(name=member.number, member=member, network="", device=CODES, purpose="code")
        verdict = admit(place=place, at=at)
        if verdict.wait_until is not None:
            raise ValidationError(please_wait(verdict.wait_until, at=at), code="please_wait")
        try:
            code = self._fresh_code()
        except ValidationError:
            fail(place=place, verdict=verdict, at=at)
            raise
        succeed(place=place, verdict=verdict)
        return code

    def _fresh_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the other parent's, which allauth leaves untyped
        periods = 2 * app_settings.TOTP_TOLERANCE + 1
        taken = f"factor-code:{self.user.pk}:{''.join(code.split())}"  # type: ignore[attr-defined]
        if not cache.add(taken, 1, timeout=periods * app_settings.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """While signing in."""


class CodeAgainForm(_Once, ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """While confirming."""


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    """The first code of a new authenticator app."""

    code = _code_field(_("Code"), _("The six digits that the app shows now."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("So that you know it again, for example: my phone."),
    )


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    name = forms.CharField(label=_("Name of the passkey"), max_length=LONGEST_NAME)
