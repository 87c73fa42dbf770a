"""Choosing a file to import, and saying which column means what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from school.importing.fields import FIELDS
from school.importing.models import BatchKind, ImportBatch
from school.importing.models.import_batch import RIGHT_OF_KIND
from school.importing.planning.choosing import left_out
from school.organisation.authority import Authority
from school.organisation.models import Organisation

LONGEST_REASON = 200


class StartForm(forms.Form):
    """What the sheet holds, where it belongs, and the file."""

    kind = forms.ChoiceField(label=_("What does the sheet hold?"), widget=forms.RadioSelect)
    organisation = forms.ChoiceField(
        label=_("Where does it belong?"), help_text=_("Nothing outside of this can be touched by the import.")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An .xlsx or .csv file of up to 20 MB. Nothing is changed until you have seen what would happen."),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
        max_length=255,
    )
    reason = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("For example the decision it rests on. It stays in the timelines and the audit record."),
    )

    def __init__(self, *args: Any, authority: Authority, **options: Any) -> None:
        super().__init__(*args, **options)
        self.authority = authority
        rights = [RIGHT_OF_KIND[kind] for kind in RIGHT_OF_KIND if authority.has(RIGHT_OF_KIND[kind])]
        paths = {path for right in rights for path in authority.paths(right)}
        self.places = {place.public_id: place for place in Organisation.objects.filter(path__in=paths).order_by("path")}
        kind, organisation = self.fields["kind"], self.fields["organisation"]
        assert isinstance(kind, forms.ChoiceField)  # declared above
        assert isinstance(organisation, forms.ChoiceField)
        kind.choices = [(code, label) for code, label in BatchKind.choices if authority.has(RIGHT_OF_KIND[code])]
        organisation.choices = [(public_id, place.name) for public_id, place in self.places.items()]
        if len(self.places) == 1:
            organisation.initial = next(iter(self.places))
            organisation.widget = forms.HiddenInput()
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        place, kind = self.places.get(cleaned.get("organisation", "")), cleaned.get("kind")
        if place and kind and not self.authority.covers(RIGHT_OF_KIND[kind], place.path):
            self.add_error("organisation", _("Your office does not include importing this there."))
        cleaned["place"] = place
        return cleaned


class ColumnsForm(forms.Form):
    """One choice a field: the column that means it."""

    def __init__(self, *args: Any, batch: ImportBatch, **options: Any) -> None:
        super().__init__(*args, **options)
        self.batch = batch
        columns = [
            (str(position), heading or _("(no heading, column %(number)s)") % {"number": position + 1})
            for position, heading in enumerate(batch.header)
        ]
        passed_over = left_out(batch)
        for known in FIELDS[batch.kind]:
            if known.code in passed_over:
                continue
            self.fields[known.code] = forms.ChoiceField(
                label=known.label,
                required=known.required,
                help_text=known.help,
                choices=[("", _("not in this file")), *columns],
                initial=str(batch.mapping.get(known.code, "")),
                error_messages={"required": _("Please choose the column that holds this.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for code, position in list(cleaned.items()):
            if position and position in seen:
                self.add_error(code, _("This column is chosen twice."))
            seen.setdefault(position, code)
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        """Field → position of its column."""
        return {code: int(position) for code, position in self.cleaned_data.items() if position}
