"""What a new revision changes for members, by lecture identity, in named classes. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from courses.text_marks import changed_share, marks

WORDING_SHARE = 0.1
"""A text of which less than this is another is the same content in other words."""


class ChangeClass(StrEnum):
    """What kind of change it is, from what weighs most for those who have begun."""

    REMOVED = "removed"
    MEDIA = "media"
    REQUIRED_PART = "required_part"
    QUESTIONS = "questions"
    CONTENT = "content"
    GATE = "gate"
    MINUTES = "minutes"
    ADDED = "added"
    REORDERED = "reordered"
    DUTY = "duty"
    AUDIENCE = "audience"
    WORDING = "wording"


@dataclass(frozen=True)
class Leaf:
    """One lecture of a revision. `words` are its titles and summary, `text` what is read in it; the others are compared
    whole, `aspects` by the class that a difference belongs to."""

    lecture_id: int
    title: str
    words: Hashable = ()
    text: str = ""
    aspects: Mapping[ChangeClass, Hashable] = field(default_factory=dict)


@dataclass(frozen=True)
class Shape:
    """A revision as it is compared: what is said of the course, and its lectures in order."""

    words: Hashable = ()
    required: bool = False
    audience: frozenset[Hashable] = frozenset()
    leaves: Sequence[Leaf] = ()


@dataclass(frozen=True)
class Change:
    """One change; without a lecture it is of the course as a whole."""

    kind: ChangeClass
    lecture_id: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Changes:
    """All changes of a step. New titles are used where both exist; `known` are the lectures of before."""

    items: tuple[Change, ...]
    known: frozenset[int] = frozenset()

    @property
    def any(self) -> bool:
        """Whether members meet anything different."""
        return bool(self.items)

    def of(self, kind: ChangeClass) -> tuple[Change, ...]:
        """Those of one class, in the order of the course."""
        return tuple(change for change in self.items if change.kind == kind)

    @property
    def changed(self) -> tuple[str, ...]:
        """Titles of the lectures that stay and differ, each once."""
        beside = {ChangeClass.ADDED, ChangeClass.REMOVED, ChangeClass.REORDERED}
        differing = [one for one in self.items if one.lecture_id is not None and one.kind not in beside]
        return tuple({change.lecture_id: change.title for change in differing}.values())


def classify(before: Shape, after: Shape) -> Changes:
    """Every change from one revision to another."""
    old = {leaf.lecture_id: leaf for leaf in before.leaves}
    new = {leaf.lecture_id: leaf for leaf in after.leaves}
    found = [
        Change(kind)
        for kind, differs in (
            (ChangeClass.WORDING, before.words != after.words),
            (ChangeClass.DUTY, before.required != after.required),
            (ChangeClass.AUDIENCE, before.audience != after.audience),
        )
        if differs
    ]
    found += [Change(ChangeClass.REMOVED, leaf.lecture_id, leaf.title) for leaf in before.leaves if _gone(leaf, new)]
    moved = _moved([pk for pk in old if pk in new], [pk for pk in new if pk in old])
    for leaf in after.leaves:
        if leaf.lecture_id not in old:
            found.append(Change(ChangeClass.ADDED, leaf.lecture_id, leaf.title))
            continue
        kinds = _differences(old[leaf.lecture_id], leaf)
        if leaf.lecture_id in moved:
            kinds.append(ChangeClass.REORDERED)
        found += [Change(kind, leaf.lecture_id, leaf.title) for kind in kinds]
    weight = list(ChangeClass)
    return Changes(tuple(sorted(found, key=lambda change: weight.index(change.kind))), known=frozenset(old))


def _gone(leaf: Leaf, new: Mapping[int, Leaf]) -> bool:
    return leaf.lecture_id not in new


def _differences(old: Leaf, new: Leaf) -> list[ChangeClass]:
    kinds = {kind for kind in old.aspects.keys() | new.aspects.keys() if old.aspects.get(kind) != new.aspects.get(kind)}
    if old.text != new.text:
        large = changed_share(marks(old.text, new.text)) >= WORDING_SHARE
        kinds.add(ChangeClass.CONTENT if large else ChangeClass.WORDING)
    if old.words != new.words:
        kinds.add(ChangeClass.WORDING)
    return sorted(kinds, key=list(ChangeClass).index)


def _moved(before: Sequence[int], after: Sequence[int]) -> set[int]:
    """As few lectures as explain the new order: those outside the longest run that kept its order."""
    place = {pk: number for number, pk in enumerate(before)}
    best: list[list[int]] = []
    for pk in after:
        runs = [run for run in best if place[run[-1]] < place[pk]]
        best.append([*max(runs, key=len, default=[]), pk])
    kept = max(best, key=len, default=[])
    return set(after) - set(kept)
