"""What the list of tasks is narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.task_lines import kind_choices

ANY = ("", _("all"))


class NarrowTasksForm(forms.Form):
    """`offices` are one's own, as pairs of public id and words; with one only there is nothing to choose."""

    q = forms.CharField(
        label=_("Words of the task"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, sent: Any, *, offices: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.fields["kind"].choices = [ANY, *kind_choices()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["office"].choices = [ANY, *offices]  # type: ignore[attr-defined]  # a ChoiceField
        if len(offices) < 2:
            del self.fields["office"]
