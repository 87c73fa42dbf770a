"""Entries of the improvement log."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Found


class FindingForm(forms.Form):
    """What was found, and what showed it."""

    found = forms.CharField(label=_("What was found"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    found_by = forms.ChoiceField(label=_("Shown by"), choices=Found.choices)


class DeedForm(forms.Form):
    """What was done about it; closing needs a deed."""

    done = forms.CharField(
        label=_("What was done"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    close = forms.BooleanField(label=_("This is settled: close the entry"), required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("close") and not str(cleaned.get("done", "")).strip():
            raise forms.ValidationError(_("Please say what was done before you close the entry."))
        return cleaned
