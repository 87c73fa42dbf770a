"""Forms of the discussion beside a lecture."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.place import PlaceForm
from school.discussion.models import ReportReason

KEY = r"[\w-]{8,40}"


def fresh_key() -> str:
    """What makes a form that is sent twice one post."""
    return secrets.token_urlsafe(12)


class BodyForm(forms.Form):
    """A text; `advice_read` is set once the author has seen what the word list advises."""

    body = forms.CharField(label=_("Your words"), strip=False, widget=forms.Textarea(attrs={"rows": 4}))
    advice_read = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReplyForm(BodyForm):
    client_key = forms.RegexField(KEY, widget=forms.HiddenInput, initial=fresh_key)
    to = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)


class QuestionForm(PlaceForm, ReplyForm):
    title = forms.CharField(label=_("Question, in one line"), max_length=120)
    field_order = ("title", "body", "moment", "part")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].label = _("More about it")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why you report it"), choices=ReportReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class SwitchForm(forms.Form):
    """Whether a course has a discussion."""

    discussed = forms.ChoiceField(
        label=_("Discussion beside the lectures"),
        choices=(("policy", _("as the institution decides")), ("on", _("on")), ("off", _("off"))),
        widget=forms.RadioSelect,
    )

    def chosen(self) -> bool | None:
        """True, False, or None for what the policy says."""
        return {"on": True, "off": False}.get(self.cleaned_data["discussed"])
