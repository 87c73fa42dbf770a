"""Lines of organisations against the register: a tree laid over a tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from school.importing.folding import fold_name
from school.importing.interpreting import Reading
from school.importing.planning.file_tree import Entry, FileTree, Node
from school.importing.planning.judged import Judged, Mint
from school.importing.planning.places import Misplaced, Place, Places
from school.organisation.models import OrganisationKind
from school.organisation.tree_paths import MAX_DEPTH, WIDTH


class OrganisationsPlanner:
    """`kinds` by code: what each may lie under."""

    needs_first_look = True

    def __init__(self, *, places: Places, today: date, kinds: Mapping[str, OrganisationKind], mint: Mint) -> None:
        self.places = places
        self.today = today
        self.kinds = kinds
        self.tree = FileTree(places)
        self.mint = mint
        self._flawed: dict[int, bool] = {}

    def first_look(self, reading: Reading) -> None:
        """Keep what the tree needs of the line."""
        values = reading.values
        self.tree.add(
            Entry(
                number=reading.number,
                code=values.get("code", ""),
                name=values.get("name", ""),
                short_name=values.get("short_name", ""),
                parent=values.get("parent", ""),
                kind=values.get("kind", ""),
                founded_on=values.get("founded_on"),
                is_flawed=bool(reading.findings),
            )
        )

    def unique_values(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        found = {"code": values["code"]} if "code" in values else {}
        entry = self.tree.entries.get(reading.number)
        parent = self.tree.parent(entry) if entry else None
        if "name" in values and isinstance(parent, Node):
            found["name"] = f"{parent.key}\x1f{fold_name(values['name'])}"
        return found

    def judge(self, readings: list[Reading]) -> list[Judged]:
        return [self._judge(reading) for reading in readings]

    def _judge(self, reading: Reading) -> Judged:
        judged = Judged(reading, title=reading.data.get("name", "")[:200])
        entry = self.tree.entries[reading.number]
        node = self.tree.node(entry)
        founded_on = reading.values.get("founded_on")
        if founded_on is not None and founded_on > self.today:
            reading.blame("founded_on", "date-in-future", date=founded_on.isoformat())
        if node.place is not None:
            self._judge_recorded(judged, entry, node.place)
        else:
            self._judge_new(judged, entry)
        return judged

    def _judge_new(self, judged: Judged, entry: Entry) -> None:
        reading = judged.reading
        parent = self._parent(reading, entry)
        if parent is None:
            return
        self._judge_kind(reading, parent.kind)
        founded_on = reading.values.get("founded_on")
        above = parent.place.founded_on if parent.place else None
        if founded_on and above and founded_on < above:
            reading.blame("founded_on", "founded-before-parent", date=above.isoformat())
        if parent.entry is not None and parent.place is None and self._is_flawed(parent.entry):
            reading.blame("parent", "parent-has-errors")
        judged.rank = self.tree.rank(entry)
        nearest = self._nearest_recorded(parent)
        if nearest is not None and len(nearest.path) // WIDTH + judged.rank + 1 > MAX_DEPTH:
            reading.blame("parent", "too-deep", most=str(MAX_DEPTH))
        judged.is_new, judged.target = True, self.mint(entry.number)
        judged.after = {
            "name": entry.name,
            "short_name": entry.short_name,
            "kind": entry.kind,
            "parent": parent.place.public_id if parent.place else self.mint(parent.entry.number if parent.entry else 0),
        }
        if founded_on is not None:
            judged.after["founded_on"] = founded_on.isoformat()

    def _parent(self, reading: Reading, entry: Entry) -> Node | None:
        parent = self.tree.parent(entry)
        if self.tree.circles(entry):
            reading.blame("parent", "parent-circle")
        elif isinstance(parent, Misplaced):
            reading.blame("parent", f"parent-{parent.code}")
        elif parent is None:
            reading.blame("parent", "missing")
        else:
            return parent
        return None

    def _nearest_recorded(self, node: Node) -> Place | None:
        above: Node | Misplaced | None = node
        while isinstance(above, Node) and above.place is None and above.entry is not None:
            above = self.tree.parent(above.entry)
        return above.place if isinstance(above, Node) else None

    def _is_flawed(self, entry: Entry) -> bool:
        """Whether the line above, or any above it, cannot be applied."""
        if entry.number not in self._flawed:
            self._flawed[entry.number] = True  # in a circle of lines each waits for the other
            told = {
                "code": entry.code,
                "name": entry.name,
                "parent": entry.parent,
                "kind": entry.kind,
                "founded_on": entry.founded_on,
            }
            reading = Reading(entry.number, values={code: value for code, value in told.items() if value})
            self._flawed[entry.number] = entry.is_flawed or bool(self._judge(reading).reading.findings)
        return self._flawed[entry.number]

    def _judge_kind(self, reading: Reading, above: str) -> None:
        kind = self.kinds.get(reading.values.get("kind", ""))
        if kind is not None and above not in kind.under:
            reading.blame("kind", "kind-not-there")

    def _judge_recorded(self, judged: Judged, entry: Entry, place: Place) -> None:
        reading = judged.reading
        judged.target = place.public_id
        if place.closed_on is not None:
            reading.blame("name", "organisation-closed", date=place.closed_on.isoformat())
        above = self.places.by_path.get(place.path[:-WIDTH])
        parent = self.tree.parent(entry)
        if isinstance(parent, Misplaced) and above is not None:
            reading.blame("parent", f"parent-{parent.code}")
        elif isinstance(parent, Node) and above is not None and parent.key != ("register", above.pk):
            reading.blame("parent", "parent-differs")
        founded_on = reading.values.get("founded_on")
        if founded_on is not None and place.founded_on is not None and founded_on != place.founded_on:
            reading.blame("founded_on", "founded-differs", date=place.founded_on.isoformat())
        for code in ("name", "short_name", "kind"):
            wanted = reading.values.get(code)
            if wanted is not None and wanted != getattr(place, code):
                judged.before[code], judged.after[code] = getattr(place, code), wanted
        if founded_on is not None and place.founded_on is None:
            judged.before["founded_on"], judged.after["founded_on"] = None, founded_on.isoformat()
        if "kind" in judged.after:
            self._judge_new_kind(reading, place, above)

    def _judge_new_kind(self, reading: Reading, place: Place, above: Place | None) -> None:
        if above is not None:
            self._judge_kind(reading, above.kind)
        wanted = reading.values["kind"]
        below = [
            child
            for path, child in self.places.by_path.items()
            if path[:-WIDTH] == place.path and child.closed_on is None
        ]
        if any(wanted not in self.kinds[child.kind].under for child in below if child.kind in self.kinds):
            reading.blame("kind", "kind-holds-others")
