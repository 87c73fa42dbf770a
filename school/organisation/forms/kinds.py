"""A kind of node: its word, what it may lie under, and whether people belong to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.models import BuiltInKind, OrganisationKind


class KindForm(forms.Form):
    wording = forms.CharField(label=_("Word"), max_length=40, required=False)
    under = forms.MultipleChoiceField(
        label=_("May lie under"), widget=forms.CheckboxSelectMultiple, help_text=_("Choose at least one kind.")
    )
    holds_members = forms.BooleanField(label=_("People can belong to it directly"), required=False, initial=True)
    reason = forms.CharField(label=_("Why?"), max_length=300, help_text=_("The reason stays in the audit record."))

    def __init__(self, *args: Any, kind: OrganisationKind | None, **options: Any) -> None:
        if kind is not None:
            options["initial"] = {
                "wording": kind.wording,
                "under": kind.under,
                "holds_members": kind.holds_members,
            }
        super().__init__(*args, **options)
        under, wording = self.fields["under"], self.fields["wording"]
        assert isinstance(under, forms.MultipleChoiceField)  # declared above
        under.choices = [(other.code, str(other.label)) for other in OrganisationKind.objects.all()]
        is_built_in = kind is not None and kind.code in BuiltInKind.values
        wording.required = not is_built_in
        if is_built_in:
            wording.help_text = _("Leave it empty for the word of the product, in each reader's language.")

    def clean_wording(self) -> str:
        return " ".join(self.cleaned_data["wording"].split())
