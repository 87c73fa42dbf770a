"""The field for the text of an article: a text area that the editor takes over where scripts run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.richtext import LONGEST, canonical, foreign_pictures, is_html


class RichTextArea(forms.Textarea):
    """The text area with the editor's tools around it, hidden until the script shows them."""

    template_name = "courses/studio/rich_text.html"

    def __init__(self, *, lecture_id: str = "") -> None:
        super().__init__(attrs={"rows": 24, "data-richtext-target": "source"})
        self.lecture_id = lecture_id

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "lecture_id": self.lecture_id}


class RichTextField(forms.CharField):
    """Canonical text. Who writes without the editor may write Markdown as well."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Text"),
            max_length=LONGEST,
            required=False,
            widget=RichTextArea(),
            help_text=gettext_lazy(
                "Each heading of the second level begins a new section. Without the editor you may write Markdown here."
            ),
        )

    def clean(self, value: Any) -> str:
        found = canonical(super().clean(value))
        if len(found) > LONGEST:
            raise ValidationError(_("The text is too long. Please divide it into two articles."))
        return found


class MarkdownForm(forms.Form):
    """A file, or what was pasted; the file wins."""

    file = forms.FileField(
        label=gettext_lazy("Markdown file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.markdown,.txt,text/markdown,text/plain"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            cleaned["text"] = self._read(file.read(LONGEST * 4 + 1))
        if not self.errors and not (cleaned.get("text") or "").strip():
            self.add_error("text", _("Please choose a file or paste a text."))
        return cleaned

    def _read(self, data: bytes) -> str:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("This file is not a text in UTF-8. Please save it as UTF-8 and choose it again."))
            return ""
        if len(text) > LONGEST:
            self.add_error("file", _("The text is too long. Please divide it into two articles."))
        return text

    def missing(self) -> tuple[str, ...]:
        """Addresses of pictures that the text names and that have to be added by hand."""
        text = self.cleaned_data["text"]
        return () if is_html(text) else foreign_pictures(text)
