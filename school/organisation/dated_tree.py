"""The tree of one day, built from the edges that held on it. No I/O here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Placed:
    """A node as one edge tells of it; `parent` is None at the root."""

    node: int
    public_id: str
    parent: int | None
    kind: str
    name: str
    short_name: str

    def __str__(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True)
class DatedTree:
    """Nodes by id, and the children of each in the order in which they were handed in."""

    nodes: dict[int, Placed] = field(default_factory=dict)
    children: dict[int | None, tuple[Placed, ...]] = field(default_factory=dict)

    @property
    def roots(self) -> tuple[Placed, ...]:
        """The root, or nothing before the first day; a sound tree has no second one."""
        return self.children.get(None, ())

    def below(self, node: int) -> tuple[Placed, ...]:
        """The children of a node."""
        return self.children.get(node, ())

    def above(self, node: int) -> tuple[Placed, ...]:
        """The ancestors of a node, root first."""
        found: list[Placed] = []
        parent = self.nodes[node].parent
        while parent is not None:
            found.append(self.nodes[parent])
            parent = self.nodes[parent].parent
        return tuple(reversed(found))

    def walk(self, node: int | None = None) -> Iterator[tuple[int, Placed]]:
        """(depth, node) of everything below `node` (None: everything), parents before children; depth begins at 1."""
        waiting = [(1, placed) for placed in reversed(self.children.get(node, ()))]
        while waiting:
            depth, placed = waiting.pop()
            yield depth, placed
            waiting += [(depth + 1, child) for child in reversed(self.below(placed.node))]


def build_tree(placed: Iterable[Placed]) -> DatedTree:
    """The tree of the given nodes, each handed in once."""
    nodes: dict[int, Placed] = {}
    children: dict[int | None, list[Placed]] = {}
    for one in placed:
        nodes[one.node] = one
        children.setdefault(one.parent, []).append(one)
    return DatedTree(nodes, {parent: tuple(below) for parent, below in children.items()})
