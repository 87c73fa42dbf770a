"""Why something is decided, and what is said against it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 400


class ReasonForm(forms.Form):
    """`required` unless the decision needs no reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads it. It is kept with the decision."),
    )


class ReplyForm(forms.Form):
    """The one reply of an author to the moderator."""

    text = forms.CharField(
        label=_("Your reply to the moderator"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You can reply once. Somebody looks at it and tells you what was decided."),
    )


class BlockForm(ReasonForm):
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=90, initial=7)
    field_order = ("days", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = _("The member reads it, and can reply once.")


class QueueFilter(forms.Form):
    """Which posts a moderator looks at; what cannot be understood narrows nothing."""

    box = forms.CharField(required=False)
    search = forms.CharField(required=False, max_length=100, label=_("Words, title or author"))
    first = forms.DateField(required=False, label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(required=False, label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
