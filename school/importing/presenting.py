"""Rows of an import in words: what would change, from what to what, and what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.importing.fields import FIELDS, Field
from school.importing.findings import COLUMN_FACTS, sentence
from school.importing.models import ImportBatch, ImportRow, UndoOutcome, Verdict
from school.importing.planning.vocabularies import choice_label
from school.importing.services.undoing_members import CHANGED, GONE, SIGNED_IN
from school.importing.services.undoing_offices import ACTED_IN
from school.organisation.models import Organisation, OrganisationKind

_PLACES = ("organisation", "parent")


@dataclass(frozen=True)
class Change:
    """One field; `before` is empty for what was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Fault:
    """One cell that does not fit: the column, what stands there, and what to do."""

    label: str
    cell: str
    words: str


@dataclass(frozen=True)
class ShownRow:
    """A row as the list shows it."""

    number: int
    title: str
    verdict: str
    verdict_words: str
    changes: Sequence[Change] = field(default_factory=tuple)
    faults: Sequence[Fault] = field(default_factory=tuple)
    kept: str = ""


def shown_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[ShownRow]:
    """The rows in the active language, in two queries at most."""
    worder = _Worder(batch, rows)
    return [worder.shown(row) for row in rows]


def fault_words(kind: str, error: Mapping[str, Any]) -> str:
    """The sentence for a stored finding."""
    labels = {known.code: str(known.label) for known in FIELDS[kind]}
    facts = {
        name: labels.get(value, value) if name in COLUMN_FACTS else value for name, value in error["facts"].items()
    }
    return sentence(error["code"], facts)


def kept_words(reason: str) -> str:
    """Why a row was not taken back."""
    known = {
        CHANGED: _("It was changed since."),
        GONE: _("It is not there any more."),
        SIGNED_IN: _("This person has signed in since."),
        ACTED_IN: _("Somebody has acted in this office since."),
    }
    return known.get(reason) or _("It is in use: %(what)s.") % {"what": reason}


class _Worder:
    """Words for the values of a page of rows."""

    def __init__(self, batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
        self.batch = batch
        self.fields: dict[str, Field] = {known.code: known for known in FIELDS[batch.kind]}
        said = [fields for row in rows for fields in (row.before, row.after)]
        wanted = {fields[code] for fields in said for code in _PLACES if fields.get(code)}
        self.places = dict(
            Organisation.objects.within(batch.organisation.path)
            .filter(public_id__in=wanted)
            .values_list("public_id", "name")
        )
        if missing := wanted - set(self.places):
            self.places |= dict(batch.rows.filter(target__in=missing).values_list("target", "title"))
        uses_kinds = any("kind" in fields for fields in said)
        self.kinds = {kind.code: kind for kind in OrganisationKind.objects.all()} if uses_kinds else {}

    def shown(self, row: ImportRow) -> ShownRow:
        return ShownRow(
            number=row.number,
            title=row.title or row.data.get("number", ""),
            verdict=row.verdict,
            verdict_words=str(Verdict(row.verdict).label),
            changes=self._changes(row),
            faults=[self._fault(row, error) for error in row.errors],
            kept=kept_words(row.undo_reason) if row.undo == UndoOutcome.KEPT else "",
        )

    def _changes(self, row: ImportRow) -> list[Change]:
        """In the order of the template; of a new row everything it brings."""
        return [
            Change(
                label=str(known.label),
                before=self._words(known, row.before.get(code)),
                after=self._words(known, row.after[code]),
            )
            for code, known in self.fields.items()
            if row.after.get(code) and row.after[code] != row.before.get(code)
        ]

    def _words(self, known: Field, value: Any) -> str:
        if not value:
            return ""
        if known.sort == "identity":
            return _("recorded")
        if known.sort == "day":
            return date_format(date.fromisoformat(value))
        if known.choices:
            return choice_label(known.choices, value, self.kinds)
        return str(self.places.get(value, value)) if known.code in _PLACES else str(value)

    def _fault(self, row: ImportRow, error: Mapping[str, Any]) -> Fault:
        known = self.fields.get(error["column"])
        return Fault(
            label=str(known.label) if known else "",
            cell=row.data.get(error["column"], ""),
            words=fault_words(self.batch.kind, error),
        )
