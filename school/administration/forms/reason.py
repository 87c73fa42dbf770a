"""Why: asked wherever something weighty is done."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Kept with the change and in the audit, for whoever asks later.")
    )
