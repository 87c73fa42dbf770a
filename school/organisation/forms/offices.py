"""What pages about offices ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.forms.people import LONGEST_REASON, DayField
from school.organisation.models import Role

ANY = ("", _("all"))


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("On what decision does it rest?"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("For example the minutes of a meeting. It is kept in the audit record."),
    )


def _person(*, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, widget=forms.RadioSelect, error_messages={"required": _("Please choose a person first.")}
    )


class NarrowOfficesForm(forms.Form):
    """Search and filters of the list of offices."""

    q = forms.CharField(
        label=_("Name or member number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(label=_("Office"), required=False, choices=[ANY, *Role.choices])


class FindPersonForm(forms.Form):
    """For which office somebody is looked for, and by what; `roles` are those that can be given here."""

    role = forms.ChoiceField(label=_("Office"), required=False)
    q = forms.CharField(
        label=_("Name or member number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, sent: Any, *, roles: list[Role]) -> None:
        super().__init__(sent)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """`people` are pairs of public id and words: those that were found."""

    member = _person(label=_("Who takes the office?"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("First day without it"), required=False, help_text=_("Leave it empty as long as no end is planned.")
    )
    reason = _reason()

    def __init__(self, sent: Any, *, people: list[tuple[str, str]], today: date) -> None:
        super().__init__(sent, initial={"starts_on": today})
        self.fields["member"].choices = people  # type: ignore[attr-defined]  # a ChoiceField, declared above


class HandOverForm(forms.Form):
    member = _person(label=_("Who follows?"))
    on = DayField(
        label=_("Day of the hand-over"), help_text=_("From this day the successor holds the office, and nobody else.")
    )
    reason = _reason()

    def __init__(self, sent: Any, *, people: list[tuple[str, str]], today: date) -> None:
        super().__init__(sent, initial={"on": today})
        self.fields["member"].choices = people  # type: ignore[attr-defined]  # a ChoiceField, declared above


class EndForm(forms.Form):
    on = DayField(label=_("First day without it"))
    reason = _reason()


class DatesForm(forms.Form):
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("First day without it"), required=False, help_text=_("Leave it empty as long as no end is planned.")
    )
    reason = _reason()
