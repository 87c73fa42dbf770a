"""What a new revision changes for members, by lecture identity. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """One lecture of a revision: its lasting id, its title, and a fingerprint of all that members meet in it."""

    lecture_id: int
    title: str
    fingerprint: Hashable


@dataclass(frozen=True)
class Changes:
    """Titles of the lectures that are new, gone, or different; ``reordered`` if only the order moved."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    reordered: bool

    @property
    def any(self) -> bool:
        """Whether members meet anything different."""
        return bool(self.added or self.removed or self.changed or self.reordered)


def compare(before: Sequence[Leaf], after: Sequence[Leaf]) -> Changes:
    """Classify the step from one list of lectures to another. New titles are used where both exist."""
    old = {leaf.lecture_id: leaf for leaf in before}
    new = {leaf.lecture_id: leaf for leaf in after}
    stayed_before = [leaf.lecture_id for leaf in before if leaf.lecture_id in new]
    stayed_after = [leaf.lecture_id for leaf in after if leaf.lecture_id in old]
    return Changes(
        added=tuple(leaf.title for leaf in after if leaf.lecture_id not in old),
        removed=tuple(leaf.title for leaf in before if leaf.lecture_id not in new),
        changed=tuple(
            leaf.title
            for leaf in after
            if leaf.lecture_id in old and old[leaf.lecture_id].fingerprint != leaf.fingerprint
        ),
        reordered=stayed_before != stayed_after,
    )
