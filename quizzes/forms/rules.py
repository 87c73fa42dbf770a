"""The rules of a quiz."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Quiz


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the stubs only
    class Meta:
        model = Quiz
        fields = ("pass_percent", "attempts_allowed", "time_limit_minutes", "release")
        help_texts = {
            "attempts_allowed": _("Leave it empty for as many as a member likes."),
            "time_limit_minutes": _(
                "Leave it empty for no limit. The clock runs on the server, even when a page is closed."
            ),
        }
