"""Any gate of the grammar as a tree of lines in a plain form: groups, conditions, and "not" as a tick on each.

A line is named by its path ("0" the whole, "0.2" its third part). What is typed lives in the form alone until it is
saved; adding, grouping and removing are buttons of the form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.availability import LEAVES, Gate

LOCAL = "%Y-%m-%dT%H:%M"
ROOT = "0"
DEEPEST_TO_ADD = 3
MOST_LINES = 60
# As many courses as a list shows before it is searched.
MOST_OFFERED = 20


@dataclass
class Line:
    """One condition or group. `operator` is a leaf of the grammar, "all" or "any"; a fresh one was added just now.

    `sought` is what was typed to find a course, `offered` the courses (id, title) to choose from.
    """

    operator: str
    value: str = ""
    negated: bool = False
    parts: list[Line] = field(default_factory=list)
    path: str = ROOT
    problem: str = ""
    is_fresh: bool = False
    sought: str = ""
    offered: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return self.operator in {"all", "any"}

    @property
    def is_moment(self) -> bool:
        return self.operator in {"from", "until"}

    @property
    def is_course(self) -> bool:
        return self.operator == "completed_course"

    @property
    def takes_groups(self) -> bool:
        """Whether a group may still be added within it."""
        return self.path.count(".") < DEEPEST_TO_ADD - 1

    def gate(self) -> dict[str, Any]:
        """The condition as data."""
        operand: Any = [part.gate() for part in self.parts] if self.is_group else _stored(self)
        return {"not": {self.operator: operand}} if self.negated else {self.operator: operand}

    def lines(self) -> Iterator[Line]:
        """This one and all within it, in order."""
        yield self
        for part in self.parts:
            yield from part.lines()


def read_gate(gate: Gate) -> Line:
    """The tree for a stored gate; the whole is always a group. `gate` follows the grammar."""
    whole = _read(gate) if gate else Line("all")
    return _placed(whole if whole.is_group else Line("all", parts=[whole]))


def read_form(sent: Mapping[str, Any]) -> Line:
    """The tree that the form describes; what it names wrongly is left out."""
    paths = sent.getlist("line")[:MOST_LINES] if hasattr(sent, "getlist") else list(sent.get("line", []))
    made: dict[str, Line] = {}
    for path in paths:
        operator = sent.get(f"operator-{path}", "")
        above = made.get(path.rpartition(".")[0])
        if operator not in {"all", "any", *LEAVES} or (path != ROOT and (above is None or not above.is_group)):
            continue
        value = sent.get(f"value-{path}", "").strip()
        made[path] = Line(operator, value=value, negated=bool(sent.get(f"not-{path}")), path=path)
        made[path].sought = sent.get(f"find-{path}", "").strip()
        if above is not None:
            above.parts.append(made[path])
    return _placed(made.get(ROOT, Line("all")))


def acted(whole: Line, button: str) -> Line:
    """The tree after a button: `add:<path>:<operator>` or `remove:<path>`; an unknown one changes nothing."""
    act, _colon, rest = button.partition(":")
    path, _colon, operator = rest.partition(":")
    chosen = next((line for line in whole.lines() if line.path == path), None)
    if act == "add" and chosen is not None and chosen.is_group and operator in {"all", "any", *LEAVES}:
        chosen.parts.append(Line(operator, is_fresh=True))
    elif act == "remove" and path != ROOT:
        for line in whole.lines():
            line.parts = [part for part in line.parts if part.path != path]
    return _placed(whole)


def offer_courses(whole: Line, courses: Mapping[str, str]) -> None:
    """Give each line about a course those to choose from: the chosen one, then what was sought, `MOST_OFFERED` at most.

    `courses`: titles by public id, in the order of the list.
    """
    for line in whole.lines():
        if line.is_course:
            sought = line.sought.casefold()
            found = [(id_, title) for id_, title in courses.items() if id_ != line.value and sought in title.casefold()]
            chosen = [(line.value, courses[line.value])] if line.value in courses else []
            line.offered = chosen + found[:MOST_OFFERED]


def gate_of(whole: Line) -> dict[str, Any]:
    """The gate as it is stored; an empty whole is no gate."""
    return whole.gate() if whole.parts else {}


def find_problems(whole: Line, *, earlier: Collection[str], quizzes: Collection[str], courses: Collection[str]) -> bool:
    """Write beside each line what does not fit; whether anything did not."""
    for line in whole.lines():
        line.problem = _problem(line, earlier, quizzes, courses)
    return any(line.problem for line in whole.lines())


def _problem(line: Line, earlier: Collection[str], quizzes: Collection[str], courses: Collection[str]) -> str:
    if line.is_group:
        return _("Add a condition to this group, or remove the group.") if not line.parts and line.path != ROOT else ""
    if line.is_moment:
        return "" if _typed(line.value) else _("Please give a day and a time.")
    if line.is_course:
        return "" if line.value in courses else _("Please choose another course that members can study.")
    if line.value not in earlier:
        return _("Please choose a lecture that comes before this one.")
    if line.operator == "passed" and line.value not in quizzes:
        return _("Only a quiz can be passed. Please choose “completed” for this lecture.")
    return ""


def _read(gate: Gate) -> Line:
    [(operator, operand)] = gate.items()
    if operator == "not":
        inner = _read(operand)
        inner.negated = not inner.negated
        return inner
    if operator in LEAVES:
        return Line(operator, value=_shown(operator, operand))
    return Line(operator, parts=[_read(part) for part in operand])


def _placed(line: Line, path: str = ROOT) -> Line:
    line.path = path
    for number, part in enumerate(line.parts):
        _placed(part, f"{path}.{number}")
    return line


def _shown(operator: str, value: str) -> str:
    if operator not in {"from", "until"}:
        return value
    return timezone.localtime(datetime.fromisoformat(value)).strftime(LOCAL)


def _typed(value: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(value, LOCAL))  # noqa: DTZ007  # made aware in the same breath
    except ValueError:
        return None


def _stored(line: Line) -> str:
    moment = _typed(line.value) if line.is_moment else None
    return moment.isoformat() if moment else line.value
