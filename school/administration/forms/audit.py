"""Searching the audit, and asking for an archive of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.administration.audit_words import GROUPS
from school.organisation.models import Role

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditSearchForm(forms.Form):
    """Every field narrows; days are whole days of the institution's time."""

    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("To"), required=False, widget=DAY)
    actor = forms.CharField(label=_("Who"), required=False, max_length=60, help_text=_("Number or name"))
    group = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("everything")), *GROUPS.items()])
    subject = forms.CharField(
        label=_("To whom or what"), required=False, max_length=60, help_text=_("Member, organisation or id")
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=60, help_text=_("Organisation and all below it")
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=(("", _("any")), ("done", _("done")), ("refused", _("refused")), ("failed", _("failed"))),
    )
    office = forms.ChoiceField(label=_("Acting as"), required=False, choices=[("", _("any")), *Role.choices])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            raise ValidationError(_("The last day lies before the first."))
        return cleaned


class ArchiveForm(forms.Form):
    """The days of an archive, both included, and why it is made."""

    since = forms.DateField(label=_("From"), widget=DAY)
    until = forms.DateField(label=_("Last day"), widget=DAY)
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Kept with the change and in the audit, for whoever asks later.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            raise ValidationError(_("The last day lies before the first."))
        return cleaned
