"""Which file becomes a course, and for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


class CourseImportForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        help_text=_("Everyone who may author courses there can edit it."),
    )
    file = forms.FileField(
        label=_("Course file"),
        help_text=_("A zip file that was exported here or in another installation. It is looked at first."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["organisation"]
        assert isinstance(owner, forms.ModelChoiceField)  # declared above
        owner.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)
