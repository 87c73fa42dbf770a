"""The form of one policy: a field of its kind, the reason, and which value was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from school.policies.errors import PolicyValueRefused
from school.policies.pictures import FORMATS
from school.policies.registry import Policy
from school.policies.values import kept, parsed

LINE = 100
_CHOICES = ("yes_no", "choice")


class PolicyForm(forms.Form):
    """`cleaned_data["value"]` has the policy's type, or is an uploaded file for a picture."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Kept with the change and in the audit, for whoever asks later.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("value", "reason", "seen")

    def __init__(self, *args: Any, policy: Policy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.policy = policy
        self.fields["value"] = _field(policy)
        self.order_fields(self.field_order)

    def clean_value(self) -> Any:
        if self.policy.kind == "picture":
            return self.cleaned_data["value"]
        try:
            return parsed(self.policy, self.cleaned_data["value"])
        except PolicyValueRefused as refused:
            raise ValidationError(refused.detail) from refused


def as_text(policy: Policy, value: Any) -> str:
    """The value as its field shows it at first."""
    if policy.kind == "yes_no":
        return "yes" if value else "no"
    return "\n".join(value) if policy.kind == "words" else str(kept(value))


def _field(policy: Policy) -> forms.Field:
    """Text fields whose text `parsed` reads, so that limits and their sentences stand in one place."""
    if policy.kind in _CHOICES:
        choices = policy.choices if policy.kind == "choice" else (("yes", _("yes")), ("no", _("no")))
        return forms.ChoiceField(label=policy.label, choices=choices, widget=forms.RadioSelect)
    if policy.kind == "picture":
        accepted = ",".join(f"image/{name.lower()}" for name in FORMATS)
        return forms.FileField(
            label=policy.label,
            widget=forms.FileInput(attrs={"accept": accepted}),
            help_text=_("PNG, JPEG, WebP or GIF of at most 4 MB. It is made smaller and kept as PNG."),
        )
    return forms.CharField(
        label=policy.label,
        required=policy.kind in {"number", "time"} or bool(policy.minimum),
        strip=False,
        widget=_widget(policy),
        help_text=_("One on each line.") if policy.kind == "words" else "",
    )


def _widget(policy: Policy) -> forms.Widget:
    limits = {name: limit for name, limit in (("min", policy.minimum), ("max", policy.maximum)) if limit is not None}
    if policy.kind == "number":
        return forms.NumberInput(attrs=limits)
    if policy.kind == "time":
        return forms.TextInput(attrs={"type": "time"})
    several_lines = policy.kind == "words" or (policy.maximum or 0) > LINE
    return forms.Textarea() if several_lines else forms.TextInput()
