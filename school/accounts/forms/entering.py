"""Forms of who is not signed in yet: a code, a name, a new password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.accounts.passwords import MOST
from school.organisation.models import Member


class EntryCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from your sheet or slip"),
        max_length=60,
        help_text=_("Twelve letters and digits, for example K7QM-2WXF-9TRA. Dashes and small letters do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code",
                "aria-describedby": "id_code_helptext",
            }
        ),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Member number, phone or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
    )


class NewPasswordForm(forms.Form):
    """`notice` asks also to have read the notice about personal data."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput(
            attrs={
                "autocomplete": "new-password",
                "aria-describedby": "password-rules",
                "data-password-target": "field",
                "data-action": "password#check",
            }
        ),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=MOST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    read = forms.BooleanField(label=_("I have read what is kept about me and why."))

    def __init__(self, member: Member, data: Any = None, *, notice: bool) -> None:
        super().__init__(data)
        self.member = member
        if not notice:
            del self.fields["read"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.member)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", ValidationError(_("The two passwords differ. Please type them once more.")))
        return cleaned
