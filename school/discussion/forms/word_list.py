"""Forms of the word list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.discussion.matching import folded
from school.discussion.models import WordListEntry

if TYPE_CHECKING:
    _WordForm = forms.ModelForm[WordListEntry]
else:
    _WordForm = forms.ModelForm

LARGEST_FILE = 2 * 1024**2


class WordForm(_WordForm):
    class Meta:
        model = WordListEntry
        fields = ("word", "action", "advice", "variants")
        widgets = {"variants": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "word": gettext_lazy("Width, case, spaces and signs between the characters do not matter."),
            "advice": gettext_lazy("What to write instead, or why not. The author reads it."),
            "variants": gettext_lazy("One a line, such as other characters that sound alike."),
        }

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if not folded(word):
            raise forms.ValidationError(_("A word has letters or digits."))
        return word


class ListForm(forms.Form):
    """A whole list as a file, or typed."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("A text file (UTF-8), one word a line.")
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the list here"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def list_text(self) -> str:
        """What was sent, as text."""
        uploaded = self.cleaned_data.get("file")
        if uploaded is None:
            return str(self.cleaned_data["text"])
        return bytes(uploaded.read()).decode("utf-8-sig")

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        uploaded = data.get("file")
        if uploaded is not None and uploaded.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 2 MB. Please divide it."))
        try:
            text = self.list_text()
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This file is not UTF-8 text. Please save it as such.")) from None
        if not text.strip():
            raise forms.ValidationError(_("Please choose a file or paste a list."))
        data["list"] = text
        return data
