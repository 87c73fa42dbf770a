"""The simple gate, as a form: opens from a date, and after one earlier lecture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Lecture

LOCAL = "%Y-%m-%dT%H:%M"
SIMPLE = frozenset({"from", "completed", "passed"})


class GateFields(forms.Form):
    """Kept out of the way of a richer gate, which came by import or API: that one stays as it is."""

    opens_from = forms.DateTimeField(
        label=_("Opens on"),
        required=False,
        input_formats=[LOCAL],
        widget=forms.DateTimeInput(format=LOCAL, attrs={"type": "datetime-local"}),
    )
    opens_after = forms.ModelChoiceField(
        label=_("Opens after"),
        queryset=Lecture.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("no other lecture"),
    )
    opens_when = forms.ChoiceField(
        label=_("…which must be"), choices=(("completed", _("completed")), ("passed", _("passed"))), required=False
    )

    def __init__(self, data: Any = None, *, lecture: Lecture, initial: dict[str, Any]) -> None:
        self.lecture = lecture
        known = read_simple_gate(lecture.gate)
        super().__init__(data, initial={**(known or {}), **initial})
        if known is None:
            for name in ("opens_from", "opens_after", "opens_when"):
                del self.fields[name]
            return
        after = self.fields["opens_after"]
        assert isinstance(after, forms.ModelChoiceField)  # declared above
        after.queryset = Lecture.objects.before(lecture)

    def gate(self) -> Mapping[str, Any]:
        """The gate that the cleaned form describes."""
        if "opens_from" not in self.fields:
            return self.lecture.gate
        conditions: list[dict[str, str]] = []
        if self.cleaned_data["opens_from"]:
            conditions.append({"from": self.cleaned_data["opens_from"].isoformat()})
        if self.cleaned_data["opens_after"]:
            operator = self.cleaned_data["opens_when"] or "completed"
            conditions.append({operator: self.cleaned_data["opens_after"].public_id})
        return {"all": conditions} if conditions else {}


def read_simple_gate(gate: Mapping[str, Any]) -> dict[str, Any] | None:
    """The form's initial values for a gate, or None when the gate says more than the form can."""
    conditions = gate.get("all", []) if gate else []
    if gate and set(gate) != {"all"}:
        return None
    found: dict[str, Any] = {}
    for condition in conditions:
        [(operator, value)] = condition.items()
        if operator not in SIMPLE:
            return None
        name = "opens_from" if operator == "from" else "opens_after"
        if name in found:
            return None
        found[name] = timezone.localtime(datetime.fromisoformat(value)) if operator == "from" else value
        if operator != "from":
            found["opens_when"] = operator
    return found
