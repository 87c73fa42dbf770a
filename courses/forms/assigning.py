"""Of whom a course is asked, and by when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.publishing import OFFICES
from courses.invitations import Invitation
from courses.models import CourseAssignment
from courses.services.assigning import Terms
from school.organisation.authority import Authority, Right
from school.organisation.forms.people import DayField
from school.organisation.models import Organisation, Stage

LONGEST_TERM = 730
DUE = (("none", _("No date")), ("on", _("On a day")), ("days", _("Some days after joining")))


class TermsForm(forms.Form):
    """What is asked: required or elective, by when, and why."""

    required = forms.BooleanField(
        label=_("Required"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is recommended and stays elective."),
    )
    due = forms.ChoiceField(label=_("Due by"), choices=DUE, initial="none", widget=forms.RadioSelect)
    due_on = DayField(label=_("Due on"), required=False)
    due_days = forms.IntegerField(
        label=_("Days after joining"),
        required=False,
        min_value=1,
        max_value=LONGEST_TERM,
        help_text=_("Counted from the day of the assignment, or of joining or being appointed if that is later."),
    )
    reason = forms.CharField(
        label=_("What is it for?"),
        required=False,
        max_length=200,
        help_text=_("Members read it beside the course."),
    )

    def clean(self) -> dict[str, Any]:
        """The choice of the due date needs its day or its number of days."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("due") == "on" and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Please give the day."))
        if cleaned.get("due") == "days" and not cleaned.get("due_days") and "due_days" not in self.errors:
            self.add_error("due_days", _("Please give the number of days."))
        return cleaned

    def terms(self) -> Terms:
        """What the cleaned form says."""
        said = self.cleaned_data
        return Terms(
            required=said["required"],
            due_on=said["due_on"] if said["due"] == "on" else None,
            due_days=said["due_days"] if said["due"] == "days" else None,
            reason=said["reason"].strip(),
        )


class AssignForm(TermsForm):
    """Also of whom: a place within reach of the supervisor's office, narrowed by stage and office."""

    organisation = forms.ModelChoiceField(
        label=_("For whom"), queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )
    stage = forms.ChoiceField(label=_("Only at this stage"), required=False, choices=[("", _("all")), *Stage.choices])
    role = forms.ChoiceField(
        label=_("Only holders of this office"), required=False, choices=[("", _("everybody")), *OFFICES]
    )
    field_order = ("organisation", "stage", "role")

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        place = self.fields["organisation"]
        assert isinstance(place, forms.ModelChoiceField)  # declared above
        reach = Organisation.objects.overseen_by(authority, Right.OVERSEE_MEMBERS).still_open()
        place.queryset = reach.select_related("parent")

    def invitation(self) -> Invitation:
        """Of whom, as the cleaned form says."""
        said = self.cleaned_data
        return Invitation(said["organisation"], stage=said["stage"], role=said["role"])


def initial_terms(assignment: CourseAssignment) -> dict[str, Any]:
    """What the form shows of an assignment that is to be changed."""
    due = "on" if assignment.due_on else "days" if assignment.due_days is not None else "none"
    kept = {name: getattr(assignment, name) for name in ("required", "due_on", "due_days", "reason")}
    return {"due": due, **kept}
