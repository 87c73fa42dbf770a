"""The tree of one day, built from the edges that held on it. No I/O here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    """Nodes by id, in the order in which they were handed in; `children` holds those of each, too."""

    nodes: dict[int, Placed] = field(default_factory=dict)
    children: dict[int, list[Placed]] = field(default_factory=dict)
    roots: list[Placed] = field(default_factory=list)

    def by_public_id(self, public_id: str) -> Placed | None:
        """The node, if it existed and was handed in."""
        return next((placed for placed in self.nodes.values() if placed.public_id == public_id), None)

    def below(self, node: int) -> list[Placed]:
        """The children of a node."""
        return self.children.get(node, [])

    def above(self, node: int) -> list[Placed]:
        """The ancestors of a node as far as they were handed in, the uppermost first."""
        found: list[Placed] = []
        parent = self.nodes[node].parent
        while parent is not None and parent in self.nodes:
            found.append(self.nodes[parent])
            parent = self.nodes[parent].parent
        return found[::-1]

    def walk(self) -> Iterator[tuple[int, Placed]]:
        """(depth, node) of everything, parents before children; depth begins at 1."""
        waiting = [(1, placed) for placed in reversed(self.roots)]
        while waiting:
            depth, placed = waiting.pop()
            yield depth, placed
            waiting += [(depth + 1, child) for child in reversed(self.below(placed.node))]

    def totals(self, own: Mapping[int, int]) -> dict[int, int]:
        """What belongs to each node's whole subtree, from what belongs to each node itself."""
        sums = {node: own.get(node, 0) for node in self.nodes}
        for _depth, placed in reversed(list(self.walk())):
            if placed.parent in sums:
                sums[placed.parent] += sums[placed.node]
        return sums


def build_tree(placed: Iterable[Placed]) -> DatedTree:
    """The tree of the given nodes, each handed in once; those whose parent is not among them are its roots."""
    tree = DatedTree(nodes={one.node: one for one in placed})
    for one in tree.nodes.values():
        if one.parent is not None and one.parent in tree.nodes:
            tree.children.setdefault(one.parent, []).append(one)
        else:
            tree.roots.append(one)
    return tree
