"""Who keeps a course fresh, and what was found when looking at it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


class CareForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Whose office looks after it?"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    mine = forms.BooleanField(label=_("I am the one to ask first"), required=False)
    review_by = forms.DateField(
        label=_("To be looked at again by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After this day the office is asked to look. Empty: it is not asked."),
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = self.fields["organisation"]
        assert isinstance(offered, forms.ModelChoiceField)  # declared above
        offered.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)


class LookForm(forms.Form):
    note = forms.CharField(
        label=_("What did you find?"),
        max_length=300,
        required=False,
        help_text=_("A line for those who look after you. You may leave it empty."),
    )
