"""A reason, chosen from a list or written: it stands in the audit, and the people concerned can read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

OTHER = "other"
LONGEST = 200
SHORTEST = 4
REASONS = (
    ("meeting", _("Preparing a meeting or a study session")),
    ("reminding", _("Reminding people who still lack something")),
    ("checking", _("Checking the register")),
    ("reporting", _("Reporting to the committee above")),
    ("asked", _("The person asked for it")),
    (OTHER, _("Another reason")),
)


class ReasonForm(forms.Form):
    """`cleaned_data["reason"]` is the sentence to be kept, in the language it was given in."""

    purpose = forms.ChoiceField(label=_("What do you need it for?"), choices=[("", "—"), *REASONS])
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        strip=True,
        help_text=_("Needed for another reason. The people concerned can read it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        purpose, words = cleaned.get("purpose", ""), cleaned.get("words", "")
        if purpose == OTHER and len(words) < SHORTEST:
            self.add_error("words", _("Please say in a few words what you need it for."))
        chosen = "" if purpose in {"", OTHER} else str(dict(REASONS)[purpose])
        cleaned["reason"] = ": ".join(filter(None, (chosen, words)))
        return cleaned


class ExportForm(ReasonForm):
    """What every page asks before it makes a file about people."""
