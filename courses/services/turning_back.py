"""Bringing rows of a draft to one side of a step: as they were before it, or as they were after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db.models import F, Model

from courses.composed_state import compose, composition_stands, is_composition
from courses.draft_state import COURSE_COLUMNS, columns_of
from courses.errors import StepOutdated
from courses.models import Chapter, Course, Lecture
from courses.services.pictures import hold_pictures
from courses.services.step_files import DRAFT_USE, FILE_COLUMNS, files_in
from media.models import Asset
from media.services import release_asset, use_asset

Side = Literal["before", "after"]
Change = Mapping[str, Any]

MODELS: dict[str, type[Course | Chapter | Lecture]] = {
    "course": Course,
    "chapter": Chapter,
    "lecture": Lecture,
}
PARKED = 1_000_000
"""Places past every real one, where rows wait while others take theirs: the unique position always holds."""


def stands(*, changes: Iterable[Change], side: Side) -> bool:
    """Whether every row of the step stands as this side of it says."""
    return all(_row_stands(change["row"], change[side]) for change in changes)


def turn(*, changes: Sequence[Change], side: Side, at: datetime) -> None:
    """Write this side of the step. A row that was not there yet is taken out of the draft.

    Raises:
        StepOutdated: a place is taken by a row that the step does not know.
    """
    # Chapters before lectures: a lecture may go into a chapter that comes back with it.
    ordered = sorted(
        (change for change in changes if not is_composition(change["row"])), key=lambda change: str(change["row"])
    )
    places = {change["row"]: _park(change["row"], number) for number, change in enumerate(ordered)}
    for change in ordered:
        _write(change["row"], change[side] or _gone(change, at), places[change["row"]])
        if change["row"].startswith("lecture "):
            _hold(change, at)
    for change in changes:
        if is_composition(change["row"]):
            compose(change["row"], change[side], at=at)


def bring_back(*, course: Course, changes: Iterable[Change], at: datetime) -> None:
    """Put the rows that these changes took out into the draft again, each at the end of its chapter or of the course.

    A lecture whose chapter is gone goes into the last one that is there.
    """
    for change in sorted(changes, key=lambda change: str(change["row"])):
        found: Any = _model(change["row"]).objects.filter(pk=_pk(change["row"])).first()
        if found is None or found.removed_at is None:
            continue
        before = dict(change["before"]) | {"removed_at": None}
        if isinstance(found, Lecture):
            chapter: Any = found.chapter
            if chapter.removed_at is not None:
                chapter = course.chapters.in_draft().last()
            before |= {"chapter_id": chapter.pk, "position": _end(chapter.lectures)}
        else:
            before["position"] = _end(course.chapters)
        _write(change["row"], before, found.position)
        if isinstance(found, Lecture):
            _hold(change, at)


def _end(rows: Any) -> int:
    last = rows.in_draft().last()
    return last.position + 1 if last else 1


def _park(row: str, number: int) -> int | None:
    """Move the row out of everybody's way; where it was."""
    model: Any = _model(row)
    if model is Course:
        return None
    place: int = model.objects.values_list("position", flat=True).get(pk=_pk(row))
    model.objects.filter(pk=_pk(row)).update(position=PARKED + number)
    return place


def _write(row: str, target: Mapping[str, Any], place: int | None) -> None:
    found: Any = _model(row).objects.get(pk=_pk(row))
    names = [name for name in target if name in _columns(found)]
    for name in names:
        setattr(found, name, _value(found, name, target[name]))
    if place is not None:
        found.position = target.get("position", place)
        names.append("position")
        if found.removed_at is None and _taken(found):
            raise StepOutdated
    found.save(update_fields=names)
    if isinstance(found, Lecture):
        Lecture.objects.filter(pk=found.pk).update(version=F("version") + 1)


def _taken(found: Chapter | Lecture) -> bool:
    beside: Any = found.course.chapters if isinstance(found, Chapter) else found.chapter.lectures
    return bool(beside.filter(removed_at__isnull=True, position=found.position).exclude(pk=found.pk).exists())


def _gone(change: Change, at: datetime) -> dict[str, Any]:
    """A row that this step made: out of the draft, and its files are the step's alone."""
    return {"removed_at": at, **{column: None for column in FILE_COLUMNS if change["after"].get(column)}}


def _hold(change: Change, at: datetime) -> None:
    """The draft holds the files that its lecture names now, and lets go of those that it named before."""
    lecture = Lecture.objects.get(pk=_pk(change["row"]))
    named = {getattr(lecture, column) for column in FILE_COLUMNS}
    for asset in Asset.objects.filter(pk__in=files_in(changes=[dict(change)])):
        if asset.pk in named:
            use_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id)
        else:
            release_asset(asset=asset, user_kind=DRAFT_USE, user_id=lecture.public_id, at=at)
    hold_pictures(lecture=lecture, at=at)


def _row_stands(row: str, expected: Mapping[str, Any] | None) -> bool:
    if is_composition(row) and expected is not None:
        return composition_stands(row, expected)
    found: Any = _model(row).objects.filter(pk=_pk(row)).first()
    if found is None or expected is None:
        return found is not None and found.removed_at is not None
    known = _columns(found)
    return all(getattr(found, name) == _value(found, name, value) for name, value in expected.items() if name in known)


def _value(found: Model, name: str, value: Any) -> Any:
    """What JSON kept, as the column has it."""
    field: Any = found._meta.get_field(name)  # noqa: SLF001  # documented API
    return value if value is None else field.to_python(value)


def _columns(found: Model) -> tuple[str, ...]:
    """What an older step knows and the table has no more is passed over."""
    return COURSE_COLUMNS if isinstance(found, Course) else columns_of(type(found))


def _model(row: str) -> type[Course | Chapter | Lecture]:
    return MODELS[row.split(maxsplit=1)[0]]


def _pk(row: str) -> int:
    return int(row.split()[1])
