"""A draft as plain data, to be compared with itself a moment later. What a step of its history keeps.

Every column of a lecture and a chapter belongs to the draft, but those named here; a column that another feature adds
to them is undone like the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from courses.models import Chapter, Course, Lecture

Row = dict[str, Any]
DraftState = dict[str, Row]
"""Rows by what they are: "course 3", "chapter 8", "lecture 21"."""

COURSE_COLUMNS = ("title", "summary", "required", "source", "byline", "editor")
NOT_OF_THE_DRAFT = frozenset({"id", "public_id", "course_id", "version"})


def draft_state(course_id: int) -> DraftState:
    """The whole draft as it stands, with what was taken out of it."""
    state = _rows("course", Course.objects.filter(pk=course_id), COURSE_COLUMNS)
    state |= _rows("chapter", Chapter.objects.filter(course=course_id))
    return state | _rows("lecture", Lecture.objects.filter(chapter__course=course_id))


def lecture_state(lecture_id: int) -> DraftState:
    """One lecture alone, for changes that touch nothing else."""
    return _rows("lecture", Lecture.objects.filter(pk=lecture_id))


def changes_between(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[dict[str, Any]]:
    """The changed columns of each changed row. Where a row was not there, its side is None and the other is whole."""
    found = []
    for row in [*before, *(row for row in after if row not in before)]:
        old, new = before.get(row), after.get(row)
        if old is None or new is None:
            found.append({"row": row, "before": old, "after": new})
        elif old != new:
            names = [name for name in old if old[name] != new.get(name)]
            found.append({"row": row, "before": _only(old, names), "after": _only(new, names)})
    return found


def joined(earlier: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two steps as one: from where the first began to where the second ended. Rows that end as they began drop out."""
    rows: dict[str, dict[str, Any]] = {change["row"]: change for change in earlier}
    for change in later:
        first = rows.get(change["row"])
        if first is not None:
            change = {  # noqa: PLW2901  # the change of both
                "row": change["row"],
                "before": change["before"] | first["before"],
                "after": first["after"] | change["after"],
            }
        rows[change["row"]] = change
    return [left for row in rows.values() if (left := _without_returns(row))]


def _without_returns(change: dict[str, Any]) -> dict[str, Any] | None:
    names = [name for name in change["before"] if change["before"][name] != change["after"][name]]
    sides = {"before": _only(change["before"], names), "after": _only(change["after"], names)}
    return {"row": change["row"], **sides} if names else None


def _rows(kind: str, rows: QuerySet[Any], columns: tuple[str, ...] = ()) -> DraftState:
    names = columns or columns_of(rows.model)
    return {f"{kind} {row.pop('pk')}": _plain(row) for row in rows.order_by("pk").values("pk", *names)}


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a chapter or lecture that belong to the draft."""
    return tuple(
        field.attname
        for field in model._meta.concrete_fields  # noqa: SLF001  # documented API
        if field.attname not in NOT_OF_THE_DRAFT
    )


def _plain(row: Row) -> Row:
    """As JSON keeps it, so that what is read back equals what is compared."""
    plain: Row = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return plain


def _only(row: Row, names: list[str]) -> Row:
    return {name: row.get(name) for name in names}
