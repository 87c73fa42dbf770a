"""A note of one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.place import PlaceForm
from courses.forms.talking import KEY, fresh_key
from courses.models import LONGEST_NOTE


class NoteForm(PlaceForm):
    text = forms.CharField(
        label=_("Your note"), max_length=LONGEST_NOTE, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    key = forms.RegexField(KEY, widget=forms.HiddenInput, initial=fresh_key)
    field_order = ("text", "moment", "part")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("moment", "part"):
            if name in self.fields:
                self.fields[name].label = _("Pinned to")
