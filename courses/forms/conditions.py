"""Which office depends on which course."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from courses.models.office_condition import LONGEST_GRACE
from school.organisation.authority import DATA_RIGHTS, RIGHTS_OF_ROLE
from school.organisation.models import Role


class ConditionForm(forms.Form):
    """Offices with rights over people's data, and published courses."""

    role = forms.ChoiceField(
        label=_("Office"),
        choices=[(role.value, role.label) for role in Role if RIGHTS_OF_ROLE.get(role, frozenset()) & DATA_RIGHTS],
    )
    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=Course.objects.published().order_by("title", "pk"),
        to_field_name="public_id",
        empty_label=_("Please choose"),
        help_text=_("Make sure that the holders can see it: open it to the whole institution, or to the office."),
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        min_value=0,
        max_value=LONGEST_GRACE,
        initial=30,
        help_text=_("Counted from today, or from the first day of an office that begins later."),
    )
