"""When, and to whom, a course is to be published or withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.forms.publishing import AudienceForm
from courses.invitations import Invitation

LOCAL = "%Y-%m-%dT%H:%M"


def _clock() -> str:
    return gettext("By the clock of the school (%(zone)s).") % {"zone": timezone.get_default_timezone_name()}


class TimeField(forms.DateTimeField):
    """A day and a time of the school's own clock."""

    def __init__(self, *, label: Any) -> None:
        picker = forms.DateTimeInput(format=LOCAL, attrs={"type": "datetime-local"})
        super().__init__(label=label, input_formats=[LOCAL], widget=picker, help_text=lazy(_clock, str)())


class PlannedWithdrawalForm(forms.Form):
    due_at = TimeField(label=_("Withdraw at"))
    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, help_text=_("The reason is kept in the audit record.")
    )


class PlannedPublishingForm(AudienceForm):
    """Also asks when."""

    due_at = TimeField(label=_("Publish at"))
    field_order = ("due_at",)

    def audience(self) -> list[Invitation]:
        """To whom it will be open, those beyond the author's reach first."""
        return list(self.invitations())
