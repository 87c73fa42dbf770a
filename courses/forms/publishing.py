"""Whom a course is published to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


class AudienceForm(forms.Form):
    """Organisations within reach of the author's office; each stands for itself and everything under it."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Who should see it?"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one organisation.")},
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # declared above
        field.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)
