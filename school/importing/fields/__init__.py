"""What each kind of sheet can say: its fields, in the order of the template.

Headings of real sheets differ; they are matched by meaning (`columns`). Traditional characters, width and notes in
brackets are folded away first, so one spelling of each synonym is enough.
"""

from __future__ import annotations

from school.importing.fields.field import Field
from school.importing.fields.members import MEMBERS
from school.importing.fields.offices import OFFICES
from school.importing.fields.organisations import ORGANISATIONS
from school.importing.models import BatchKind

__all__ = ["FIELDS", "Field", "field_named"]

FIELDS: dict[str, tuple[Field, ...]] = {
    BatchKind.MEMBERS: MEMBERS,
    BatchKind.ORGANISATIONS: ORGANISATIONS,
    BatchKind.OFFICES: OFFICES,
}


def field_named(kind: str, code: str) -> Field:
    """The field of that kind of sheet.

    Raises:
        KeyError: when it has no such field.
    """
    for field in FIELDS[kind]:
        if field.code == code:
            return field
    raise KeyError(code)
