"""What to export, from where, in which format and what for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.importing.models import BatchKind
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.tree_paths import WIDTH
from school.privacy.forms import ExportForm

LEVELS_OFFERED = 2
MOST_OFFERED = 200
FORMATS = (("xlsx", _("Workbook (.xlsx)")), ("csv", _("Text table (.csv)")))


class RegisterExportForm(ExportForm):
    """The reason is asked for by the gate of exports, as everywhere."""

    kind = forms.ChoiceField(label=_("What?"), choices=BatchKind.choices, widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label=_("From where?"), help_text=_("With everything below it."))
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect, initial="xlsx")

    field_order = ("kind", "organisation", "format", "purpose", "words")

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        roots = authority.paths(Right.EXPORT_MEMBERS)
        deepest = max((len(root) for root in roots), default=0) + LEVELS_OFFERED * WIDTH
        places = Organisation.objects.within(*roots).still_open().order_by("path")[:MOST_OFFERED]
        self.places = {place.public_id: place for place in places if len(place.path) <= deepest}
        organisation = self.fields["organisation"]
        assert isinstance(organisation, forms.ChoiceField)  # declared above
        shortest = min((len(place.path) for place in self.places.values()), default=0)
        organisation.choices = [
            (public_id, "\u2003" * ((len(place.path) - shortest) // WIDTH) + place.name)
            for public_id, place in self.places.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["place"] = self.places.get(cleaned.get("organisation", ""))
        return cleaned
