"""The organisations within reach of an import, found by name, path or number. Others are as if they did not exist."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from school.importing.folding import fold_name
from school.organisation.models import Organisation
from school.organisation.tree_paths import WIDTH

DIVIDERS = re.compile(r"\s*[/／>＞→\\]\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it stands today."""

    pk: int
    public_id: str
    path: str
    name: str
    short_name: str
    kind: str
    closed_on: date | None
    founded_on: date | None
    holds_members: bool


class Misplaced(Exception):
    """Nothing, or too much, is called so; `code` ends a code of `findings`."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Places:
    """All nodes at and below `root`, in one query; the memory it takes follows the tree and not the file."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.by_path: dict[str, Place] = {}
        self.by_public_id: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        columns = ("pk", "public_id", "path", "name", "short_name", "kind_id", "closed_on", "founded_on")
        for row in (
            Organisation.objects.within(root).order_by("path").values_list(*columns, "kind__holds_members").iterator()
        ):
            self._add(Place(*row))

    def _add(self, place: Place) -> None:
        self.by_path[place.path] = place
        self.by_public_id[place.public_id] = place
        for name in {fold_name(place.name), fold_name(place.short_name)} - {""}:
            self.by_name[name].append(place)

    def find(self, text: str) -> Place:
        """The open node that a text means: its number, its name if no other has it, or its path.

        Raises:
            Misplaced: unknown, ambiguous (with the path of one of them) or closed (with the day).
        """
        if text in self.by_public_id:
            return self._open([self.by_public_id[text]])
        return self._open(self.named(text))

    def named(self, text: str) -> list[Place]:
        """Every node that the text names, by name or by path."""
        if whole := self.by_name.get(fold_name(text)):
            return whole
        *above, last = [fold_name(part) for part in DIVIDERS.split(text) if part.strip()] or [""]
        return [place for place in self.by_name.get(last, ()) if self._lies_under(place, above)]

    def _lies_under(self, place: Place, names: list[str]) -> bool:
        """Whether the nodes above bear these names, nearest last; what lies above the root is not looked at."""
        path = place.path
        for name in reversed(names):
            path = path[:-WIDTH]
            parent = self.by_path.get(path)
            if parent is None:
                return True
            if name not in {fold_name(parent.name), fold_name(parent.short_name)}:
                return False
        return True

    def _open(self, found: list[Place]) -> Place:
        standing = [place for place in found if place.closed_on is None]
        if len(standing) == 1:
            return standing[0]
        if standing:
            raise Misplaced("ambiguous", path=self.path_text(standing[0]))
        if found and (closed_on := found[-1].closed_on) is not None:
            raise Misplaced("closed", date=closed_on.isoformat())
        raise Misplaced("unknown")

    def path_text(self, place: Place) -> str:
        """The names from the root of the reach down to this node."""
        paths = [place.path[:end] for end in range(len(self.root), len(place.path) + 1, WIDTH)]
        return "/".join(self.by_path[path].name for path in paths if path in self.by_path)

    def telling_name(self, place: Place) -> str:
        """The name where it tells the node apart, else the path."""
        return place.name if len(self.by_name[fold_name(place.name)]) == 1 else self.path_text(place)
