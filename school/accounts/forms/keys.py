"""Forms of one's own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class KeyForm(forms.Form):
    """What a new key is for, so that its owner knows later which one to revoke."""

    title = forms.CharField(
        label=_("What the key is for"), max_length=80, help_text=_("For example: calendar on my laptop.")
    )
