"""The tree that a sheet of organisations draws: which line stands for which node, and which lies under which.

Lines may refer to lines further below, by name, path or a number of the file's own, so all of them are looked at before
any is judged. No I/O here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from school.importing.folding import fold_name
from school.importing.planning.places import DIVIDERS, Misplaced, Place, Places
from school.organisation.tree_paths import MAX_DEPTH, WIDTH

MOST_OPEN = 4 * MAX_DEPTH
"""A chain of lines longer than any tree is given up, before it exhausts the stack."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file, as far as the tree needs it."""

    number: int
    code: str
    name: str
    short_name: str
    parent: str
    kind: str
    founded_on: date | None
    is_flawed: bool


@dataclass(frozen=True, slots=True)
class Node:
    """What a line or a reference stands for: a node of the register, a new one of the file, or a line of both."""

    place: Place | None = None
    entry: Entry | None = None

    @property
    def key(self) -> tuple[str, int]:
        return ("register", self.place.pk) if self.place else ("file", self.entry.number if self.entry else 0)

    @property
    def kind(self) -> str:
        return self.entry.kind if self.entry and self.entry.kind else self.place.kind if self.place else ""


class FileTree:
    """Resolves lines and references, each once."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.entries: dict[int, Entry] = {}
        self._by_code: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._nodes: dict[int, Node] = {}
        self._parents: dict[int, Node | Misplaced | None] = {}
        self._open: set[int] = set()

    def add(self, entry: Entry) -> None:
        self.entries[entry.number] = entry
        if entry.code:
            self._by_code.setdefault(entry.code, entry)
        for name in {fold_name(entry.name), fold_name(entry.short_name)} - {""}:
            self._by_name[name].append(entry)

    def node(self, entry: Entry) -> Node:
        """The node of the register that the line speaks of, if it does."""
        if entry.number not in self._nodes:
            self._nodes[entry.number] = Node(self._recorded(entry), entry)
        return self._nodes[entry.number]

    def _recorded(self, entry: Entry) -> Place | None:
        if entry.code in self.places.by_public_id:
            return self.places.by_public_id[entry.code]
        if not entry.parent:
            root = self.places.by_path.get(self.places.root)
            return root if root and fold_name(root.name) == fold_name(entry.name) else None
        parent = self.parent(entry)
        above = parent.place if isinstance(parent, Node) else None
        if above is None:
            return None
        for place in self.places.by_name.get(fold_name(entry.name), ()):
            if place.path[:-WIDTH] == above.path and place.closed_on is None:
                return place
        return None

    def parent(self, entry: Entry) -> Node | Misplaced | None:
        """What the line lies under: None when it names nothing, `Misplaced` when that is not one node.

        A reference that leads back to its own line is `Misplaced("circle")`.
        """
        if entry.number in self._parents:
            return self._parents[entry.number]
        if entry.number in self._open:
            return Misplaced("circle")
        if len(self._open) > MOST_OPEN:
            return Misplaced("lost")
        self._open.add(entry.number)
        try:
            found: Node | Misplaced | None = self._resolve(entry.parent, entry) if entry.parent else None
        except Misplaced as misplaced:
            found = misplaced
        self._open.discard(entry.number)
        self._parents[entry.number] = found
        return found

    def _resolve(self, text: str, asking: Entry) -> Node:
        if text in self._by_code:
            return self.node(self._by_code[text])
        if text in self.places.by_public_id:
            return Node(self.places.by_public_id[text])
        return self._only(self._candidates(text, asking))

    def _candidates(self, text: str, asking: Entry) -> dict[tuple[str, int], Node]:
        """Everything of that name, or of that path, in the file and in the register."""
        parts = [text]
        if not self._by_name.get(fold_name(text)) and not self.places.by_name.get(fold_name(text)):
            parts = [part for part in DIVIDERS.split(text) if part.strip()] or [text]
        *above, last = [fold_name(part) for part in parts]
        nodes = [
            self.node(entry)
            for entry in self._by_name.get(last, ())
            if entry is not asking and self._lies_under(entry, above)
        ]
        nodes += [Node(place) for place in self.places.named(text)]
        found: dict[tuple[str, int], Node] = {}
        for node in nodes:
            found.setdefault(node.key, node)
        return found

    def _lies_under(self, entry: Entry, names: list[str]) -> bool:
        if not names:
            return True
        parent = self.parent(entry)
        if not isinstance(parent, Node):
            return False
        if parent.entry is None or parent.place is not None:
            place = parent.place
            return place is not None and names[-1] in {fold_name(place.name), fold_name(place.short_name)}
        is_named = names[-1] in {fold_name(parent.entry.name), fold_name(parent.entry.short_name)}
        return is_named and self._lies_under(parent.entry, names[:-1])

    @staticmethod
    def _only(found: dict[tuple[str, int], Node]) -> Node:
        standing = [node for node in found.values() if node.place is None or node.place.closed_on is None]
        if len(standing) == 1:
            return standing[0]
        if standing:
            raise Misplaced("ambiguous")
        raise Misplaced("closed" if found else "unknown")

    def rank(self, entry: Entry) -> int:
        """How many new lines lie above this one: parents are applied before their children."""
        rank, node, seen = 0, self.parent(entry), {entry.number}
        while isinstance(node, Node) and node.place is None and node.entry and node.entry.number not in seen:
            seen.add(node.entry.number)
            rank, node = rank + 1, self.parent(node.entry)
        return rank

    def circles(self, entry: Entry) -> bool:
        """Whether the line lies under itself."""
        seen, node = {entry.number}, self.parent(entry)
        while isinstance(node, Node) and node.entry is not None and node.place is None:
            if node.entry.number in seen:
                return True
            seen.add(node.entry.number)
            node = self.parent(node.entry)
        return isinstance(node, Misplaced) and node.code == "circle"
