"""A question on a timeline: when, and what it asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.page_times import read_moment, written_moment
from quizzes.models import TimelineQuestion
from quizzes.models.timeline_question import RETRY_LABELS

LONGEST_MS = 24 * 3600 * 1000


class MomentField(forms.CharField):
    """A moment of a recording as people write it, cleaned to milliseconds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Moment of the recording"),
            max_length=12,
            help_text=_("Minutes and seconds, for example 3:05."),
            **options,
        )

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        try:
            at_ms = read_moment(text)
        except ValueError:
            raise forms.ValidationError(_("Please write minutes and seconds, for example 3:05.")) from None
        if at_ms > LONGEST_MS:
            raise forms.ValidationError(_("Please write minutes and seconds, for example 3:05."))
        return at_ms

    def validate(self, value: Any) -> None:
        """Reading it has said all there is to say."""

    def run_validators(self, value: Any) -> None:
        """The limits of the text were read over; what is left is a number."""


class PlacedForm(forms.Form):
    """What one question on the timeline asks for."""

    at = MomentField()
    required = forms.BooleanField(
        label=_("Required: the lecture is complete only when this is answered"), required=False
    )
    retry = forms.ChoiceField(label=_("Answering"), choices=RETRY_LABELS, widget=forms.RadioSelect)
    explains = forms.BooleanField(label=_("Show the right answer and why, after answering"), required=False)

    def __init__(self, *args: Any, placed: TimelineQuestion, **options: Any) -> None:
        standing = {
            "at": written_moment(placed.at_ms),
            "required": placed.required,
            "retry": placed.retry,
            "explains": placed.explains,
        }
        super().__init__(*args, **({"initial": standing, "label_suffix": ""} | options))


def moment_of(text: str) -> int:
    """What an address or a hidden field says, in milliseconds; the beginning when it cannot be read."""
    try:
        return min(read_moment(text), LONGEST_MS)
    except ValueError:
        return 0
