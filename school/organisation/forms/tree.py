"""What an act on the tree asks: the day, the reason, and what each act needs besides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.models import Organisation, OrganisationKind
from school.organisation.models.organisation import OrganisationQuerySet

if TYPE_CHECKING:
    ChoiceOfKind = forms.ModelChoiceField[OrganisationKind]
else:
    ChoiceOfKind = forms.ModelChoiceField


class ActForm(forms.Form):
    """Since when and why; every act asks both."""

    on = forms.DateField(
        label=_("From which day?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Today or an earlier day. Later days cannot be entered ahead."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("The reason stays in the history and in the audit record."),
    )

    field_order = ("kind", "name", "short_name", "target", "members", "on", "reason")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("The reason stays in the audit record."),
    )


class NamesForm(ActForm):
    name = forms.CharField(label=_("Full name"), max_length=120, help_text=_("As on the seal."))
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=40,
        required=False,
        help_text=_("Shown in lists, where there is little room. May stay empty."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_short_name(self) -> str:
        return " ".join(self.cleaned_data["short_name"].split())


class KindField(ChoiceOfKind):
    """One of the kinds, by the operator's words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(OrganisationKind.objects.none(), label=_("Kind"), empty_label=None, **options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class FoundForm(NamesForm):
    """A new node under `parent`: only the kinds that may lie there are offered."""

    kind = KindField()

    def __init__(self, *args: Any, parent: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, [kind.pk for kind in OrganisationKind.objects.all() if parent.kind_id in kind.under])


class EditForm(NamesForm):
    """Names and kind of `node`: the present kind, and those that may lie where it lies."""

    kind = KindField()

    def __init__(self, *args: Any, node: Organisation, **options: Any) -> None:
        initial = {"name": node.name, "short_name": node.short_name, "kind": node.kind_id}
        super().__init__(*args, initial=initial, **options)
        above = node.parent.kind_id if node.parent else None
        kinds = OrganisationKind.objects.all()
        _offer(self, [kind.pk for kind in kinds if kind.pk == node.kind_id or above is None or above in kind.under])


class TargetForm(ActForm):
    """Another node, chosen from those that `candidates` holds."""

    target = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_id",
        label=_("Where to?"),
        error_messages={"required": _("Please choose one of the list, or search for it first.")},
    )

    def __init__(self, *args: Any, candidates: OrganisationQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)  # declared six lines above
        target.queryset = candidates


def _offer(form: forms.Form, codes: list[str]) -> None:
    kind = form.fields["kind"]
    assert isinstance(kind, forms.ModelChoiceField)  # both callers declare it so
    kind.queryset = OrganisationKind.objects.filter(pk__in=codes)
