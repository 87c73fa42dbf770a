"""Whom a publication touches: for each class of change, what it means and how many members have begun or completed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from courses.change_words import LABELS, MEANINGS
from courses.changes import ChangeClass, Changes
from courses.models import CourseRevision
from courses.ports import study_facts

OF_LECTURES = frozenset(ChangeClass) - {ChangeClass.DUTY, ChangeClass.AUDIENCE, ChangeClass.ADDED}


@dataclass(frozen=True)
class Affected:
    """One class of change. `begun` and `completed` count members, each once, of the lectures it touches; of the whole
    course where it touches none that they could have begun."""

    kind: ChangeClass
    titles: tuple[str, ...]
    begun: int
    completed: int

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])

    @property
    def meaning(self) -> str:
        return str(MEANINGS[self.kind])


def affected_by(changes: Changes, before: CourseRevision | None) -> list[Affected]:
    """By class, what weighs most first; three queries, however many changes."""
    if before is None or not changes.any:
        return []
    everything = set(before.lectures.values_list("lecture_id", flat=True))
    begun, completed = study_facts().begun(everything), study_facts().completed(everything)
    return [_affected(kind, changes, everything, begun, completed) for kind in ChangeClass if changes.of(kind)]


def _affected(
    kind: ChangeClass,
    changes: Changes,
    everything: set[int],
    begun: set[tuple[int, int]],
    completed: set[tuple[int, int]],
) -> Affected:
    items = changes.of(kind)
    touched = {change.lecture_id for change in items if change.lecture_id is not None} if kind in OF_LECTURES else set()
    ids = touched or everything
    return Affected(
        kind=kind,
        titles=tuple(change.title for change in items if change.title),
        begun=_members(begun | completed, ids),
        completed=_members(completed, ids),
    )


def _members(rows: Collection[tuple[int, int]], lecture_ids: Collection[int]) -> int:
    return len({member for member, lecture in rows if lecture in lecture_ids})
