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
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 40


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attributes))


class _Once(forms.Form):
    """A code is taken once (RFC 6238 §5.2); allauth forgets it after one period, yet takes it in three."""

    code = _code_field(_("Code"), _("Six digits from your authenticator app, or one of your recovery codes."))

    def clean_code(self) -> str:
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
