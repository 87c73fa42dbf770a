"""Whom a publication touches: for each class of change, what it means and how many members have begun or completed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from courses.change_words import LABELS, MEANINGS
from courses.changes import ChangeClass, Changes
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


def affected_by(changes: Changes) -> list[Affected]:
    """By class, what weighs most first, among the lectures that members know; one query, however many changes."""
    if not changes.known or not changes.any:
        return []
    begun, completed = study_facts().studied(changes.known)
    return [_affected(kind, changes, begun, completed) for kind in ChangeClass if changes.of(kind)]


def _affected(
    kind: ChangeClass,
    changes: Changes,
    begun: set[tuple[int, int]],
    completed: set[tuple[int, int]],
) -> Affected:
    items = changes.of(kind)
    touched = {change.lecture_id for change in items if change.lecture_id is not None} if kind in OF_LECTURES else set()
    ids = touched or changes.known
    return Affected(
        kind=kind,
        titles=tuple(change.title for change in items if change.title),
        begun=_members(begun | completed, ids),
        completed=_members(completed, ids),
    )


def _members(rows: Collection[tuple[int, int]], lecture_ids: Collection[int]) -> int:
    return len({member for member, lecture in rows if lecture in lecture_ids})
