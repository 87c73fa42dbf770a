"""What a member says of a course."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.evaluation import LABELS

STEPS = [
    ("5", _("yes, very much")),
    ("4", _("mostly")),
    ("3", _("partly")),
    ("2", _("rather not")),
    ("1", _("not at all")),
]
NO_NAMES = _("Please write no names, neither yours nor others'. Your words are shown as you write them.")


def _scale(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=LABELS[name], choices=STEPS, coerce=int, widget=forms.RadioSelect)


def _words(name: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=LABELS[name], max_length=1000, required=False, widget=area, help_text=NO_NAMES)


class EvaluationForm(forms.Form):
    """Four questions from 1 to 5, and two in words that may stay empty."""

    clear = _scale("clear")
    useful = _scale("useful")
    length = _scale("length")
    applicable = _scale("applicable")
    good = _words("good")
    better = _words("better")
