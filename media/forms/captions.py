"""What an author says about captions: a language, a file, times to be moved."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from media.captions.importing import LARGEST_BYTES
from media.captions.languages import LANGUAGES
from media.captions.moving import STRETCHES, Move

STRETCH_WORDS: Final = (
    ("", _("No stretching")),
    ("25-24", _("From 25 to 24 pictures a second")),
    ("25-23.976", _("From 25 to 23.976 pictures a second")),
    ("24-25", _("From 24 to 25 pictures a second")),
    ("23.976-25", _("From 23.976 to 25 pictures a second")),
    ("30-29.97", _("From 30 to 29.97 pictures a second")),
    ("29.97-30", _("From 29.97 to 30 pictures a second")),
)
DAY_SECONDS: Final = 86_400


class LanguageForm(forms.Form):
    """A language that has no captions yet."""

    language = forms.ChoiceField(label=_("Language"), choices=tuple(LANGUAGES.items()))

    def without(self, taken: set[str]) -> "LanguageForm":
        """Offer only what is missing."""
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, name) for code, name in LANGUAGES.items() if code not in taken]
        return self


class LabelForm(forms.Form):
    """What players offer the captions as."""

    label = forms.CharField(
        label=_("Name in the player"),
        max_length=60,
        help_text=_("For instance “English, simplified”. Players show this name in their list of captions."),
    )


class TextForm(forms.Form):
    """The captions as WebVTT, and the version they began with."""

    text = forms.CharField(
        label=_("Captions as text (WebVTT)"),
        required=False,
        strip=False,
        max_length=LARGEST_BYTES,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false", "data-captions-target": "text"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"data-captions-target": "version"}))


class MoveForm(forms.Form):
    """How far captions lie beside what is said."""

    shift = forms.DecimalField(
        label=_("Shift by seconds"),
        required=False,
        decimal_places=3,
        min_value=-DAY_SECONDS,
        max_value=DAY_SECONDS,
        help_text=_("1.5 shows every caption one and a half seconds later, -1.5 earlier."),
    )
    stretch = forms.ChoiceField(
        label=_("Stretch"),
        required=False,
        choices=STRETCH_WORDS,
        help_text=_("If captions fit at the beginning and not at the end, they were made for another frame rate."),
    )

    def move(self) -> Move:
        """What was asked for; nothing of a form that is not valid."""
        asked = self.cleaned_data
        return Move(round((asked.get("shift") or 0) * 1000), STRETCHES[asked.get("stretch") or ""])


class FileForm(MoveForm):
    """A file of captions. `original` carries its text from the preview to the saving."""

    file = forms.FileField(label=_("Caption file (VTT or SRT)"), required=False)
    original = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    field_order = ("file", "shift", "stretch")

    def clean_file(self) -> bytes:
        """The bytes; one more than allowed is enough to see that it is too large."""
        file = self.cleaned_data.get("file")
        return file.read(LARGEST_BYTES + 1) if file else b""

    def data_given(self) -> bytes:
        """The new file, else the one the preview was made of."""
        given: bytes = self.cleaned_data.get("file") or self.cleaned_data.get("original", "").encode()
        return given
