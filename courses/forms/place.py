"""Choosing a place of a lecture: a moment of its recording, one of its pages, or one of its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.durations import clock, milliseconds
from courses.models import LectureRevision
from courses.slides import SLIDES
from courses.standard_kinds import ARTICLE
from school.discussion.places import NOWHERE, PAGE, SECOND, SECTION, Place


@dataclass(frozen=True)
class Places:
    """Which places a lecture has: their kind (empty: none), how far they go, and what sections are called."""

    kind: str = ""
    furthest: int = 0
    titles: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    def words(self, place: Place) -> str:
        """The place as people write it: "2:03", "page 4", the title of the section; empty for the whole lecture."""
        if place.kind == SECOND:
            return clock(place.number)
        if place.kind == PAGE:
            return _("page %(number)s") % {"number": place.number}
        if place.kind == SECTION:
            known = place.kind == self.kind and place.number <= len(self.titles)
            title = self.titles[place.number - 1] if known else ""
            return title or _("section %(number)s") % {"number": place.number}
        return ""

    def is_beyond(self, place: Place) -> bool:
        """Whether a later revision of the lecture has no such place any more."""
        return bool(place.kind) and (place.kind != self.kind or place.number > self.furthest)

    def address(self, place: Place) -> str:
        """What to write behind the address of the lecture to begin there."""
        if not place.kind or self.is_beyond(place):
            return ""
        return {SECOND: f"#t={place.number}", PAGE: f"#page-{place.number}"}.get(place.kind, f"#{place.anchor}")


def places_of(shown: LectureRevision) -> Places:
    """The places of a published lecture; a narration counts before the pages it is spoken to. No query."""
    if shown.asset is not None and shown.asset.playable:
        return Places(SECOND, (shown.asset.duration_ms or 0) // 1000 or 86_400)
    sections: list[dict[str, Any]] = shown.content.get("sections", [])
    if shown.kind == SLIDES:
        return Places(PAGE, len(sections))
    if shown.kind == ARTICLE:
        titles = tuple(str(section.get("title", "")) for section in sections)
        return Places(SECTION, len(sections), titles, tuple(str(section["anchor"]) for section in sections))
    return Places()


class PlaceForm(forms.Form):
    """`moment` where there is a recording, `part` where there are pages or sections; nothing else has places."""

    moment = forms.CharField(
        label=gettext_lazy("Moment of the recording"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"size": 8, "inputmode": "numeric", "placeholder": "2:03", "autocomplete": "off"}),
    )
    part = forms.ChoiceField(label=gettext_lazy("Which part"), required=False)

    def __init__(self, *args: Any, places: Places, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = places
        if places.kind != SECOND:
            del self.fields["moment"]
        if places.kind not in {PAGE, SECTION}:
            del self.fields["part"]
        else:
            parts = [Place(places.kind, number) for number in range(1, places.furthest + 1)]
            listed = [(place.number, places.words(place)) for place in parts]
            part = self.fields["part"]
            assert isinstance(part, forms.ChoiceField)
            part.choices = [("", _("the whole lecture")), *listed]

    @staticmethod
    def initial_of(place: Place) -> dict[str, Any]:
        """What the fields show for a place."""
        return {"moment": clock(place.number)} if place.kind == SECOND else {"part": place.number or ""}

    def clean_moment(self) -> str:
        text: str = self.cleaned_data["moment"].strip()
        if text:
            try:
                seconds = milliseconds(text) // 1000
            except ValueError:
                raise forms.ValidationError(_("Please write a moment such as 2:03.")) from None
            if seconds > self.places.furthest:
                raise forms.ValidationError(_("The recording is shorter than that."))
        return text

    def place(self) -> Place:
        """What was chosen."""
        moment, part = self.cleaned_data.get("moment"), int(self.cleaned_data.get("part") or 0)
        if moment:
            return Place(SECOND, milliseconds(moment) // 1000)
        if part:
            anchor = self.places.anchors[part - 1] if self.places.anchors else ""
            return Place(self.places.kind, part, anchor)
        return NOWHERE
