"""How a recording follows from an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.carrying import LONGEST_SECONDS
from media.models import Asset

SAME, LATER, CUT, OTHER = "same", "later", "cut", "other"


class SameFilmForm(forms.Form):
    before = forms.ChoiceField(label=_("The earlier recording"))
    how = forms.ChoiceField(
        label=_("What is the new recording?"),
        choices=(
            (SAME, _("the same film from the beginning, perhaps longer or shorter at the end")),
            (LATER, _("the same film with something new before it")),
            (CUT, _("the same film with its beginning cut off")),
            (OTHER, _("another film")),
        ),
        widget=forms.RadioSelect,
    )
    seconds = forms.IntegerField(
        label=_("How many seconds are new, or cut off?"),
        required=False,
        min_value=0,
        max_value=LONGEST_SECONDS,
        help_text=_("Only where something was put before the beginning or cut off."),
    )

    def __init__(self, *args: Any, before: Sequence[Asset], **options: Any) -> None:
        super().__init__(*args, **options)
        self._before = {asset.public_id: asset for asset in before}
        choice = self.fields["before"]
        assert isinstance(choice, forms.ChoiceField)  # declared above
        choice.choices = [(asset.public_id, asset.title or asset.file_name) for asset in before]

    def clean(self) -> dict[str, Any]:
        """A shift needs its seconds."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("how") in {LATER, CUT} and not cleaned.get("seconds") and "seconds" not in self.errors:
            self.add_error("seconds", _("Please say how many seconds."))
        return cleaned

    @property
    def recording(self) -> Asset:
        """The earlier recording that was chosen."""
        return self._before[self.cleaned_data["before"]]

    @property
    def offset_seconds(self) -> int | None:
        """How much later everything comes in the new one; None for another film."""
        seconds: int = self.cleaned_data.get("seconds") or 0
        return {SAME: 0, LATER: seconds, CUT: -seconds, OTHER: None}[self.cleaned_data["how"]]
