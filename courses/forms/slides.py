"""What is said about the pages of slides: what they show, and when they begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.page_times import PageTimes, PageTimesMalformed, check, fitted, read_moment, written_moment
from media.models import DeckPage

LONGEST_ALT = 300


class DescriptionsForm(forms.Form):
    """One sentence a page, for these pages."""

    def __init__(self, data: Any = None, *, pages: Sequence[DeckPage]) -> None:
        super().__init__(data)
        self.pages = pages
        for page in pages:
            self.fields[f"alt-{page.number}"] = forms.CharField(
                label=_("What page %(page)s shows") % {"page": page.number},
                max_length=LONGEST_ALT,
                required=False,
                initial=page.alt,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> list[tuple[DeckPage, forms.BoundField]]:
        """Each page with its field."""
        return [(page, self[f"alt-{page.number}"]) for page in self.pages]

    def alts(self) -> dict[int, str]:
        """The cleaned sentences by the number of their page."""
        return {page.number: " ".join(self.cleaned_data[f"alt-{page.number}"].split()) for page in self.pages}


class MomentField(forms.CharField):
    """A moment of a recording, written m:ss or m:ss.d, cleaned to milliseconds or None."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_moment(text)
        except ValueError:
            raise ValidationError(_("Please write minutes and seconds, for example 1:05 or 1:05.4.")) from None

    def prepare_value(self, value: Any) -> Any:
        return written_moment(value) if isinstance(value, int) else value


class PageTimesForm(forms.Form):
    """When each page after the first begins."""

    def __init__(self, data: Any = None, *, pages: Sequence[DeckPage], times: PageTimes, duration_ms: int) -> None:
        super().__init__(data)
        self.pages, self.duration_ms = pages, duration_ms
        known = fitted(times, len(pages))
        for page in pages[1:]:
            self.fields[f"page-{page.number}"] = MomentField(
                label=_("Page %(page)s begins at") % {"page": page.number},
                required=False,
                initial=known[page.number - 1],
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 9}),
            )

    def rows(self) -> list[tuple[DeckPage, forms.BoundField | None]]:
        """Each page with its field; the first begins with the recording and has none."""
        return [(page, self[f"page-{page.number}"] if page.number > 1 else None) for page in self.pages]

    def clean(self) -> dict[str, Any]:
        """The times rise, within the recording."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                check(self.times(), pages=len(self.pages), duration_ms=self.duration_ms)
            except PageTimesMalformed as wrong:
                said = _("It must begin after the page before it and before the recording ends.")
                self.add_error(f"page-{wrong.page}", said)
        return cleaned

    def times(self) -> PageTimes:
        """The cleaned times, one a page."""
        return fitted([0, *(self.cleaned_data.get(f"page-{page.number}") for page in self.pages[1:])], len(self.pages))
