"""When, and to whom, a course is to be published or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.forms.publishing import AudienceForm
from courses.invitations import Invitation
from school.organisation.authority import Authority, Right

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
    """Also asks when. Whoever was invited before with conditions, or from beyond the author's reach, stays invited."""

    due_at = TimeField(label=_("Publish at"))
    field_order = ("due_at", "organisations")

    def __init__(self, data: Any = None, *, authority: Authority, before: Sequence[Invitation], **options: Any) -> None:
        chosen = [one.organisation.public_id for one in before]
        super().__init__(data, authority=authority, initial={"organisations": chosen}, **options)
        self._before, self._authority = before, authority

    def audience(self) -> list[Invitation]:
        """Those before who stay, then those who are new."""
        chosen = list(self.cleaned_data["organisations"])
        beyond = [
            one for one in self._before if not self._authority.covers(Right.AUTHOR_COURSES, one.organisation.path)
        ]
        kept = [one for one in self._before if one.organisation in chosen]
        known = {one.organisation.pk for one in kept}
        return [*beyond, *kept, *(Invitation(place) for place in chosen if place.pk not in known)]
