"""One form for each kind of lecture; what they share comes first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.durations import clock, milliseconds
from courses.forms.rich_text import RichTextArea, RichTextField
from courses.models import Lecture
from courses.richtext import canonical
from courses.standard_kinds import ARTICLE, RECORDINGS


class NewLectureForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120)


class LectureForm(forms.Form):
    """Title, summary and length; when it opens is asked on a page of its own (`courses.views.gates`)."""

    field_order: tuple[str, ...] = ("title", "summary", "minutes")
    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(
        label=_("Summary"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    minutes = forms.DecimalField(
        label=_("Length in minutes"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=_("Credit hours are counted from it. Leave it empty and it is measured when you publish."),
    )

    def __init__(self, data: Any = None, *, lecture: Lecture) -> None:
        self.lecture = lecture
        super().__init__(data, initial=self.initial_of(lecture))

    def initial_of(self, lecture: Lecture) -> dict[str, Any]:
        """The lecture as the form shows it."""
        return {"title": lecture.title, "summary": lecture.summary, "minutes": lecture.minutes or None}

    def edits(self) -> dict[str, Any]:
        """The cleaned form as arguments of `services.edit_lecture`; what the form does not ask stays as it is."""
        lecture = self.lecture
        return {
            "title": self.cleaned_data["title"],
            "summary": self.cleaned_data["summary"],
            "minutes": self.cleaned_data["minutes"] or Decimal(0),
            "body": self.cleaned_data.get("body", lecture.body),
            "intro_ends_ms": self.cleaned_data.get("intro_ends", lecture.intro_ends_ms),
            "credits_start_ms": self.cleaned_data.get("credits_start", lecture.credits_start_ms),
            "gate": lecture.gate,
        }


class ArticleForm(LectureForm):
    """Each second-level heading of the text begins a section that is read as a whole."""

    body = RichTextField()
    field_order = ("title", "summary", "body")

    def __init__(self, data: Any = None, *, lecture: Lecture) -> None:
        super().__init__(data, lecture=lecture)
        self.fields["body"].widget = RichTextArea(lecture_id=lecture.public_id)

    def initial_of(self, lecture: Lecture) -> dict[str, Any]:
        return {**super().initial_of(lecture), "body": canonical(lecture.body)}

    def clean_body(self) -> str:
        """What still says the same stays as it was first written: old drafts are Markdown."""
        written: str = self.cleaned_data["body"]
        return self.lecture.body if written == canonical(self.lecture.body) else written


class PositionField(forms.CharField):
    """A position in a recording, written m:ss, cleaned to milliseconds or None."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return milliseconds(text)
        except ValueError:
            raise ValidationError(_("Please write minutes and seconds, for example 1:05.")) from None

    def prepare_value(self, value: Any) -> Any:
        return clock(value // 1000) if isinstance(value, int) else value


class RecordingForm(LectureForm):
    """What need not be watched at both ends."""

    intro_ends = PositionField(label=_("The intro ends at"), required=False, help_text=_("For example 0:12."))
    credits_start = PositionField(label=_("The credits start at"), required=False)
    field_order = ("title", "summary", "minutes", "intro_ends", "credits_start")

    def initial_of(self, lecture: Lecture) -> dict[str, Any]:
        ends = {"intro_ends": lecture.intro_ends_ms, "credits_start": lecture.credits_start_ms}
        return {**super().initial_of(lecture), **ends}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        intro, credits_ = cleaned.get("intro_ends"), cleaned.get("credits_start")
        if intro is not None and credits_ is not None and credits_ <= intro:
            self.add_error("credits_start", _("The credits must start after the intro."))
        return cleaned


def form_for(kind: str) -> type[LectureForm]:
    """The form of a kind of lecture; kinds that other apps own ask for their content on their own pages."""
    if kind in RECORDINGS:
        return RecordingForm
    return ArticleForm if kind == ARTICLE else LectureForm
