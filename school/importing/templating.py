"""The workbook people fill in: headings, an example row, and a second sheet with the words that may stand where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from django.utils.translation import gettext as _

from school.importing.fields import FIELDS, Field
from school.importing.models import BatchKind
from school.importing.planning.vocabularies import choice_label
from school.importing.sheets.writing import add_sheet, new_book, write_sheet
from school.organisation.models import ADMINISTRATORS, DEPARTED, Category, OrganisationKind, Role, Stage, Status

_VALUES: dict[str, list[str]] = {
    "category": Category.values,
    "stage": Stage.values,
    "status": [value for value in Status.values if value not in DEPARTED],
    "role": [value for value in Role.values if value not in ADMINISTRATORS],
}


def write_template(path: Path, kind: str, format_name: str, *, with_identity: bool) -> None:
    """Write the template in the active language; a CSV holds the headings and the example alone."""
    fields = [field for field in FIELDS[kind] if with_identity or field.code != "identity"]
    kinds = {known.code: known for known in OrganisationKind.objects.all()}
    head = [str(field.label) for field in fields]
    example = [_example(field, kinds) for field in fields]
    title = str(BatchKind(kind).label)
    if format_name == "csv":
        write_sheet(path, "csv", title=title, head=head, rows=[example])
        return
    book = new_book()
    add_sheet(book, title=title, head=head, rows=[example])
    words = {str(field.label): _words(field, kinds) for field in fields if field.choices}
    add_sheet(
        book,
        title=_("Allowed words"),
        head=list(words),
        rows=zip_longest(*words.values(), fillvalue=""),
        notes=["", *_notes(fields)],
    )
    book.save(str(path))


def _words(field: Field, kinds: dict[str, OrganisationKind]) -> list[str]:
    values = list(kinds) if field.choices == "kind" else _VALUES[field.choices]
    return [choice_label(field.choices, value, kinds) for value in values]


def _example(field: Field, kinds: dict[str, OrganisationKind]) -> str:
    if not field.choices:
        return field.example
    first = {"kind": "branch", "stage": Stage.FULL.value}.get(field.choices)
    return choice_label(field.choices, first, kinds) if first else _words(field, kinds)[0]


def _notes(fields: list[Field]) -> Iterator[str]:
    yield _("The second row of the first sheet is an example. Please write over it.")
    required = ", ".join(str(field.label) for field in fields if field.required)
    yield _("These columns are needed: %(columns)s.") % {"columns": required}
    yield _("An empty cell leaves what is recorded as it is.")
    for field in fields:
        if field.help:
            yield f"{field.label}: {field.help}"
