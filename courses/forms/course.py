"""What an author says about a course and its chapters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation


class CourseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(
        label=_("What is it about?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three sentences. Members read them before they begin."),
    )
    required = forms.BooleanField(label=_("Members must take this course"), required=False)


class NewCourseForm(CourseForm):
    """Also asks who owns the course: an organisation within reach of the author's office."""

    organisation = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        help_text=_("Everyone who may author courses there can edit it."),
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        owner = self.fields["organisation"]
        assert isinstance(owner, forms.ModelChoiceField)  # declared four lines above
        owner.queryset = Organisation.objects.overseen_by(authority, Right.AUTHOR_COURSES)


class ChapterForm(forms.Form):
    title = forms.CharField(label=_("Chapter title"), max_length=120)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, help_text=_("The reason is kept in the audit record.")
    )
