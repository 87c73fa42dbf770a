"""The second step before a person is erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """Typing the member number shows that this very person is meant."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, min_length=4, help_text=_("It stays in the audit record for good.")
    )
    number = forms.CharField(label=_("Member number of the person, typed in full"), max_length=32)

    def __init__(self, *args: Any, number: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._number = number

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        if typed.strip() != self._number:
            raise ValidationError(_("This is not the number of this person. Please compare and type it again."))
        return typed
