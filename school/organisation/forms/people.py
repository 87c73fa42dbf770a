"""What pages about people ask for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.organisation.models import Category, Member, Organisation, Stage, Status
from school.organisation.names import is_name, normalise
from school.organisation.people import NOWHERE
from school.organisation.people_tasks import FIELDS

ANY = ("", _("all"))
NAME_HELP = _("Join the parts of a name by “·”; spaces inside a Chinese name are left out.")
LONGEST_REASON = 300
MILESTONES = {
    Stage.APPLICANT: _("Applied on"),
    Stage.ACTIVIST: _("Activist since"),
    Stage.CANDIDATE: _("Development candidate since"),
    Stage.PROBATIONARY: _("Probationary member since"),
    Stage.FULL: _("Full member since"),
}


class DayField(forms.DateField):
    """A day from the browser's own picker."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=picker, input_formats=["%Y-%m-%d"], **options)


if TYPE_CHECKING:
    OrganisationChoiceField = forms.ModelChoiceField[Organisation]
else:
    OrganisationChoiceField = forms.ModelChoiceField


class BranchField(OrganisationChoiceField):
    """Branches by their full names, since every faculty has a first student branch."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        super().__init__(
            label=label, queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None, **options
        )

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class NameField(forms.CharField):
    """A name, written the one way."""

    def __init__(self) -> None:
        super().__init__(label=_("Name"), max_length=60, help_text=NAME_HELP)

    def clean(self, value: Any) -> str:
        name = normalise(super().clean(value))
        if not is_name(name):
            raise forms.ValidationError(
                _(
                    "This cannot be a name. Please write letters or characters only, and join the parts of a name "
                    "by “·”, a hyphen or a space."
                )
            )
        return name


class NarrowingForm(forms.Form):
    """Search and filters of the member list; `offers_nowhere` also finds who belongs to no branch."""

    q = forms.CharField(
        label=_("Name or member number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[ANY, *Stage.choices])
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[ANY, *Category.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Status.choices])

    def __init__(self, sent: Any, *, offers_nowhere: bool) -> None:
        super().__init__(sent)
        if offers_nowhere:
            self.fields["status"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, declared above
                ANY,
                *Status.choices,
                (NOWHERE, _("belongs to no branch")),
            ]


class DatedForm(forms.Form):
    """A change with the day from which it holds, and why."""

    on = DayField(label=_("From which day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(),
        help_text=_("For example the decision it follows. It is kept in the timeline."),
    )

    def __init__(self, sent: Any, *, member: Member, today: date) -> None:
        super().__init__(sent, initial={"on": today} | self.usual(member))
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self.order_fields([*(name for name in self.fields if name not in {"on", "reason"}), "on", "reason"])

    def usual(self, member: Member) -> dict[str, Any]:
        """What the form shows first, from the record."""
        return {name: getattr(member, name) for name in self.base_fields if hasattr(member, name)}


class StageForm(DatedForm):
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=Stage.choices,
        help_text=_("A stage that is skipped, or a step back, needs a reason."),
    )

    def usual(self, member: Member) -> dict[str, Any]:
        """The next step."""
        steps = list(Stage)
        return {"stage": steps[min(steps.index(Stage(member.stage)) + 1, len(steps) - 1)]}


class CategoryForm(DatedForm):
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)


class StatusForm(DatedForm):
    status = forms.ChoiceField(
        label=_("Status"),
        choices=Status.choices,
        help_text=_(
            "Whoever is transferred out, has left, was removed or has died belongs to no branch from that day, "
            "holds no office and can no longer sign in."
        ),
    )

    def __init__(self, sent: Any, *, member: Member, today: date) -> None:
        super().__init__(sent, member=member, today=today)
        self.fields["reason"].required = True


class NamingForm(DatedForm):
    name = NameField()


class NumberForm(DatedForm):
    number = forms.CharField(label=_("Member number"), max_length=32)


class PlaceForm(DatedForm):
    """`places` are those that were found for the search; the choice is one of them."""

    place = BranchField(label=_("New branch"), widget=forms.RadioSelect)

    def __init__(self, sent: Any, *, member: Member, today: date, places: Any) -> None:
        super().__init__(sent, member=member, today=today)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # a ModelChoiceField, declared above


class ContactForm(forms.Form):
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, help_text=_("It is kept in the timeline and in the audit record.")
    )


class NewPersonForm(ContactForm):
    """A new member of one of the places within reach."""

    name = NameField()
    number = forms.CharField(label=_("Member number"), max_length=32)
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    place = BranchField(label=_("Branch"))
    on = DayField(label=_("Belongs there from"))
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, initial=Stage.ACTIVIST)
    field_order = ("name", "number", "category", "place", "on", "stage")

    def __init__(self, sent: Any, *, places: Any, today: date) -> None:
        super().__init__(sent, initial={"on": today})
        if places.count() > 1:
            # Nobody lands in the first branch of the list by accident.
            self.fields["place"].empty_label = _("Choose a branch")  # type: ignore[attr-defined]
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # a ModelChoiceField, declared above
        for stage, label in MILESTONES.items():
            self.fields[f"since_{stage}"] = DayField(label=label, required=False)
        self.order_fields([name for name in self.fields if name not in {"phone", "email"}] + ["phone", "email"])

    @property
    def person_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("since_")]

    @property
    def milestone_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("since_")]

    @property
    def milestone_errors(self) -> bool:
        return any(name.startswith("since_") for name in self.errors)

    def milestones(self) -> dict[str, date]:
        """The days that were given, by stage."""
        return {str(stage): day for stage in Stage if (day := self.cleaned_data.get(f"since_{stage}"))}


class CorrectionForm(forms.Form):
    """What of the own record is wrong, and what it should be."""

    field = forms.ChoiceField(label=_("What is not right?"), choices=FIELDS.items())
    value = forms.CharField(label=_("What should it be?"), max_length=120)
    words = forms.CharField(
        label=_("How can the secretary check it?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example which paper says so. Please do not write down your identity number."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The member reads it."),
    )
