"""Which members go to the new node: chosen page by page, searched, all at once; what is chosen travels in one field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from school.organisation.forms.tree import NamesForm
from school.organisation.models import Member

if TYPE_CHECKING:
    ChoiceOfPeople = forms.ModelMultipleChoiceField[Member]
else:
    ChoiceOfPeople = forms.ModelMultipleChoiceField


class Chosen(forms.HiddenInput):
    """All chosen ids in one input: two thousand inputs would be more than a form may have."""

    def format_value(self, value: Any) -> str:
        return " ".join(value or ())

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Of the boxes of the page, and of the one input that keeps what was chosen on other pages."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return list(dict.fromkeys(public_id for text in given for public_id in text.split()))


class PeopleField(ChoiceOfPeople):
    widget = Chosen
    hidden_widget = Chosen

    def clean(self, value: list[str]) -> QuerySet[Member]:
        """Those who were chosen, in one query."""
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        assert self.queryset is not None  # the form sets it
        found = self.queryset.filter(public_id__in=value)
        if found.count() != len(value):
            raise forms.ValidationError(self.error_messages["moved"], code="moved")
        return found


class SplitForm(NamesForm):
    """The new node, and who goes there."""

    members = PeopleField(
        Member.objects.none(),
        to_field_name="public_id",
        label=_("Who belongs to the new one?"),
        error_messages={
            "required": _("Please choose at least one person."),
            "moved": _("Somebody whom you chose does not belong here any more. Please look through your choice again."),
        },
    )

    def __init__(self, *args: Any, belonging: QuerySet[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        members = self.fields["members"]
        assert isinstance(members, forms.ModelMultipleChoiceField)  # declared ten lines above
        members.queryset = belonging


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the form so far, to be shown again without a word about what is still missing."""
    said = {name: data.get(name, "") for name in ("name", "short_name", "on", "reason")}
    return said | {"members": Chosen().value_from_datadict(data, {}, "members")}
